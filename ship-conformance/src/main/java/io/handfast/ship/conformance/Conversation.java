// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.engine.Ending;
import io.handfast.engine.Environment;
import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.Inbox;
import io.handfast.engine.Link;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.message.AccessMethods;
import io.handfast.ship.message.AccessMethodsRequest;
import io.handfast.ship.message.ClosePhase;
import io.handfast.ship.message.ConnectionClose;
import io.handfast.ship.message.Data;
import io.handfast.ship.message.KnownMessage;
import io.handfast.ship.message.MalformedMessage;
import io.handfast.ship.message.ShipCodec;
import io.handfast.ship.message.ShipMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One connection of the tester, on which a case says what it likes and demands what the specification demands. Knows no
 * protocol but two courtesies: it echoes a close frame at once, and once {@link #answerRequests} was called it answers
 * requests for access methods, because a device may close when nobody does.
 *
 * <p>{@code expect} takes the very next message, for the phases in which nothing else may come; {@code await} sets
 * other messages aside, for the exchange of data, where both sides talk at once. Owned by the case's thread.
 */
final class Conversation {
    /** The tester's SHIP ID. */
    static final String SHIP_ID = Conformance.TESTER_SHIP_ID;

    /** The tester neither demands signs of life nor gives a connection up: what ends it shall be the device. */
    private static final Link.Settings PATIENT = new Link.Settings(
            1024 * 1024,
            1024 * 1024,
            Duration.ofSeconds(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2));

    /** A ship-go on a busy machine loses what comes in the moment of the upgrade (quirk of all its generations). */
    private static final Duration SETTLE = Duration.ofMillis(20);

    private static final Duration LEAVE = Duration.ofSeconds(2);
    private static final Duration CLOSE_MAX_TIME = Duration.ofMillis(500);
    private static final int CLOSE_NORMAL = 4001;

    private final Role role;
    private final TimeSource time;
    private final Link<Boolean> link;
    private final ShipCodec codec = ShipCodec.lenient();
    private final List<ShipMessage> aside = new ArrayList<>();
    private boolean answersRequests;
    private boolean answeredRequest;
    private boolean inData;
    private boolean left;

    Conversation(FrameChannel channel, Role role, String name, Environment environment, Scope scope) {
        this.role = role;
        this.time = environment.time();
        this.link = Link.open("tester " + name, channel, PATIENT, environment, scope);
    }

    /** The tester's role. */
    Role role() {
        return role;
    }

    Deadline in(Duration duration) {
        return time.in(duration);
    }

    /** What is left until then. */
    Duration until(Deadline deadline) {
        return deadline.remaining(time);
    }

    void send(KnownMessage message) throws InterruptedException {
        say(codec.encode(message));
    }

    /** Any bytes. What cannot be sent because the device has ended shows in the next wait. */
    void say(byte... message) throws InterruptedException {
        link.outbox().put(new Frame.Message(message.clone()), in(LEAVE));
    }

    /** Lets the device come to rest before the tester's first word. */
    void settle() throws InterruptedException {
        link.inbox().awaitEnding(in(SETTLE));
    }

    /** From now on the device's requests for access methods are answered whenever the tester waits. */
    void answerRequests() {
        answersRequests = true;
        if (aside.removeIf(AccessMethodsRequest.class::isInstance)) {
            answeredRequest = true;
            reply(AccessMethods.of(SHIP_ID));
        }
    }

    /** From now on the tester takes its leave with an announcement. */
    void beginData() {
        inData = true;
    }

    Heard hear(Deadline by) throws InterruptedException {
        return switch (link.inbox().await(by)) {
            case Inbox.Received<Boolean>(byte[] bytes) -> decoded(bytes);
            case Inbox.Ended<Boolean>(Ending ending) -> {
                leave(ending instanceof Ending.PeerClosed(int code, String _) ? code : 0);
                yield new Heard.Closed(ending);
            }
            case Inbox.Expired<Boolean> _ -> new Heard.Silence();
            case Inbox.Posted<Boolean> _ -> throw new IllegalStateException("nobody posts");
        };
    }

    private Heard decoded(byte[] bytes) {
        try {
            return new Heard.Message(codec.decode(bytes), CaseTrace.shown(bytes));
        } catch (MalformedMessage e) {
            return new Heard.Garbage(e, CaseTrace.shown(bytes));
        }
    }

    /** The very next message has to be of a kind. */
    <T extends ShipMessage> T expect(Class<T> kind, Duration within) throws Stopped, InterruptedException {
        Heard heard = hear(in(within));
        if (heard instanceof Heard.Message(ShipMessage message, String _) && kind.isInstance(message)) {
            return kind.cast(message);
        }
        throw Stopped.failed(words(kind, within), heard.words());
    }

    /** Nothing comes, and the connection stays. */
    void expectSilence(Duration during) throws Stopped, InterruptedException {
        Heard heard = hear(in(during));
        if (!(heard instanceof Heard.Silence)) {
            throw Stopped.failed("silence on an open connection for " + seconds(during), heard.words());
        }
    }

    /** The device ends the connection and says nothing more before. */
    void expectClosed(Duration within) throws Stopped, InterruptedException {
        Heard heard = hear(in(within));
        if (!(heard instanceof Heard.Closed)) {
            throw Stopped.failed("nothing but the end of the connection within " + seconds(within), heard.words());
        }
    }

    /** A message of a kind comes; others are set aside. */
    <T extends ShipMessage> T await(Class<T> kind, Deadline by) throws Stopped, InterruptedException {
        return await(kind, _ -> true, kind.getSimpleName(), by);
    }

    <T extends ShipMessage> T await(Class<T> kind, Predicate<T> wish, String words, Deadline by)
            throws Stopped, InterruptedException {
        Duration within = until(by);
        Optional<T> earlier = aside.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(wish)
                .findFirst();
        if (earlier.isPresent()) {
            aside.remove(earlier.get());
            return earlier.get();
        }
        while (true) {
            Heard heard = hear(by);
            if (!(heard instanceof Heard.Message(ShipMessage message, String _))) {
                throw Stopped.failed(words + " within " + seconds(within), heard.words());
            }
            if (kind.isInstance(message) && wish.test(kind.cast(message))) {
                return kind.cast(message);
            }
            setAside(message);
        }
    }

    /** The connection stays open; what comes is set aside. */
    void remainOpen(Deadline until) throws Stopped, InterruptedException {
        while (true) {
            switch (hear(until)) {
                case Heard.Silence _ -> {
                    return;
                }
                case Heard.Message(ShipMessage message, String _) -> setAside(message);
                case Heard other -> throw Stopped.failed("an open connection", other.words());
            }
        }
    }

    /** The device's own request for access methods has been answered. */
    void awaitRequestAnswered(Deadline by) throws Stopped, InterruptedException {
        while (!answeredRequest) {
            Heard heard = hear(by);
            if (!(heard instanceof Heard.Message(ShipMessage message, String _))) {
                throw Stopped.failed("an accessMethodsRequest", heard.words());
            }
            setAside(message);
        }
    }

    /** The device ends the connection, with an announcement or without; data may come before. */
    void awaitClosed(Deadline by) throws Stopped, InterruptedException {
        while (true) {
            switch (hear(by)) {
                case Heard.Closed _ -> {
                    return;
                }
                case Heard.Message(ConnectionClose close, String _)
                when close.phase() == ClosePhase.ANNOUNCE -> send(ConnectionClose.confirm());
                case Heard.Message(Data _, String _) -> {}
                case Heard other -> throw Stopped.failed("the end of the connection", other.words());
            }
        }
    }

    private void setAside(ShipMessage message) {
        if (answersRequests && message instanceof AccessMethodsRequest) {
            answeredRequest = true;
            reply(AccessMethods.of(SHIP_ID));
        } else {
            aside.add(message);
        }
    }

    private void reply(KnownMessage message) {
        link.outbox().offer(new Frame.Message(codec.encode(message)));
    }

    /** In good order, so that a device comes back soon: an announcement where data flowed, then a close frame. */
    void leave() throws InterruptedException {
        if (!left && inData) {
            send(ConnectionClose.announce(CLOSE_MAX_TIME, ConnectionClose.UNSPECIFIC));
            awaitConfirmation(in(CLOSE_MAX_TIME));
        }
        leave(CLOSE_NORMAL);
    }

    private void awaitConfirmation(Deadline by) throws InterruptedException {
        while (true) {
            switch (hear(by)) {
                case Heard.Message(ConnectionClose _, String _), Heard.Closed _, Heard.Silence _ -> {
                    return;
                }
                case Heard _ -> {}
            }
        }
    }

    private void leave(int code) {
        if (!left) {
            left = true;
            Optional<Frame.Close> farewell = code == 0
                    ? Optional.empty()
                    : Optional.of(new Frame.Close(code, code == CLOSE_NORMAL ? "close" : ""));
            link.finish(farewell, in(code == 0 ? Duration.ZERO : LEAVE));
        }
    }

    private static String words(Class<?> kind, Duration within) {
        return kind.getSimpleName() + " within " + seconds(within);
    }

    static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() / 1000.0 + " s";
    }
}
