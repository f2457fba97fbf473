// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.message.Ping;
import io.handfast.decred.wire.message.Pong;
import io.handfast.decred.wire.message.VerAck;
import io.handfast.engine.Environment;
import io.handfast.engine.Link;
import io.handfast.engine.Role;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import io.handfast.testkit.ScriptedPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A peer of ours after the handshake, on virtual time, against a script or another one of ours. */
abstract class PeerScene extends HandshakeScene {
    /** Longer than any message takes here. */
    static final Duration SOON = Duration.ofMillis(50);

    /** A listener that keeps what it hears. */
    static class Heard implements PeerListener {
        final List<Message> messages = new CopyOnWriteArrayList<>();
        final List<PeerEnding> endings = new CopyOnWriteArrayList<>();

        @Override
        public void received(Peer peer, Message message) {
            messages.add(message);
        }

        @Override
        public void ended(Peer peer, PeerEnding ending) {
            endings.add(ending);
        }

        PeerEnding ending() {
            assertThat(endings).hasSize(1);
            return endings.getFirst();
        }

        String code() {
            return ending().failure().orElseThrow().code().code();
        }
    }

    /** How a peer of ours is to be. */
    record Our(PeerAnswers answers, PeerListener listener, PeerSettings settings, PeerLimits limits, int version) {
        Our(PeerListener listener) {
            this(PeerAnswers.NOTHING, listener, PeerSettings.STANDARD, PeerLimits.usual(), 12);
        }

        Our with(PeerAnswers other) {
            return new Our(other, listener, settings, limits, version);
        }

        Our with(PeerLimits other) {
            return new Our(answers, listener, settings, other, version);
        }

        Our with(PeerSettings other) {
            return new Our(answers, listener, other, limits, version);
        }

        Our speaking(int highest) {
            return new Our(answers, listener, settings, limits, highest);
        }
    }

    /** So much may wait to be written. */
    static PeerLimits outbox(int bytes) {
        Link.Settings usual = PeerLimits.usual().link();
        return PeerLimits.usual()
                .withLink(new Link.Settings(
                        usual.inboxBytes(),
                        bytes,
                        usual.sendTimeout(),
                        usual.consumerStall(),
                        usual.pingAfter(),
                        usual.silenceLimit()));
    }

    /** What a thread of a test found out. */
    static final class Found<T> {
        private final AtomicReference<T> value = new AtomicReference<>();
        private final AtomicReference<HandshakeException> failure = new AtomicReference<>();

        T value() {
            assertThat(failure.get()).isNull();
            assertThat(value.get()).as("nothing yet").isNotNull();
            return value.get();
        }

        HandshakeException failure() {
            assertThat(failure.get()).as("no failure; found " + value.get()).isNotNull();
            return failure.get();
        }

        boolean nothingYet() {
            return value.get() == null && failure.get() == null;
        }
    }

    /** A question of ours. */
    @FunctionalInterface
    interface Asking<T> {
        T ask() throws HandshakeException;
    }

    /** Asks on a thread of its own. */
    <T> Found<T> asking(Asking<T> asking) {
        Found<T> found = new Found<>();
        time.enrol("asking", () -> {
            try {
                found.value.set(asking.ask());
            } catch (HandshakeException e) {
                found.failure.set(e);
            }
        });
        return found;
    }

    /** Two of ours, the client first. */
    List<Peer> meet(Our client, Our server, Environment environment) throws Exception {
        List<Peer> peers = new ArrayList<>();
        time.enrol("server", () -> peers.add(begin(Role.SERVER, server, environment)));
        Peer dialled = begin(Role.CLIENT, client, environment);
        time.pass(SOON);
        peers.addFirst(dialled);
        return peers;
    }

    private Peer begin(Role role, Our our, Environment environment) throws HandshakeException {
        HandshakeTerms terms = terms(environment)
                .withLocal(new LocalNode(NETWORK).withProtocolVersion(our.version()))
                .withLimits(our.limits());
        Established established = handshake(role, terms, environment).run();
        return established.start(scope, our.settings(), our.answers(), our.listener());
    }

    /** One of ours that has dialled or was dialled by a script, which then goes on in the test's own thread. */
    Peer meet(Role ours, Our our, ScriptedPeer script, Environment environment) throws Exception {
        AtomicReference<Peer> peer = new AtomicReference<>();
        time.enrol("ours", () -> peer.set(begin(ours, our, environment)));
        if (ours == Role.CLIENT) {
            script.receive();
            script.send(frame(version(our.version()))).send(frame(new VerAck()));
        } else {
            script.send(frame(version(our.version())));
            script.receive();
            script.receive();
            script.send(frame(new VerAck()));
        }
        if (ours == Role.CLIENT) {
            script.expect(frame(new VerAck()));
        }
        time.pass(SOON);
        return peer.get();
    }

    /** A busy callback. */
    void passUnchecked(Duration duration) {
        try {
            time.pass(duration);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts here", e);
        }
    }

    Deadline in(Duration duration) {
        return time.in(duration);
    }

    Deadline in(long seconds) {
        return time.in(Duration.ofSeconds(seconds));
    }

    /** The next message for the script that is no ping; pings are answered. */
    static Message next(ScriptedPeer script) throws Exception {
        while (true) {
            Message message = message(script.receive());
            if (!(message instanceof Ping(long nonce))) {
                return message;
            }
            say(script, new Pong(nonce));
        }
    }

    static void say(ScriptedPeer script, Message... messages) throws IOException {
        for (Message message : messages) {
            script.send(frame(message));
        }
    }
}
