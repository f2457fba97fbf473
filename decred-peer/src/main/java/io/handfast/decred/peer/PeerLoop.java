// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Frame;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.message.GetData;
import io.handfast.decred.wire.message.GetInitState;
import io.handfast.decred.wire.message.InitState;
import io.handfast.decred.wire.message.Inv;
import io.handfast.decred.wire.message.NotFound;
import io.handfast.decred.wire.message.Ping;
import io.handfast.decred.wire.message.SendHeaders;
import io.handfast.decred.wire.message.VerAck;
import io.handfast.decred.wire.message.Version;
import io.handfast.engine.Ending;
import io.handfast.engine.Inbox;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.PeerMisbehaved;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The owner of a connection after the handshake: takes what came, what other threads want and what is due, one after the
 * other, until the end. All state of the conversation is in here and in what it is made of; timers are deadlines that it
 * waits for.
 */
final class PeerLoop {
    private final PeerSession session;
    private final TimeSource time;
    private final Consumer<Message> listener;
    private final Outgoing outgoing;
    private final Outgoing replies;
    private final Serving serving;
    private final Calls calls;
    private final Owed owed;
    private final KnownInventory known;
    private final Trickle trickle;
    private Deadline pingAt;
    private int pingsSeen;
    private volatile boolean wantsHeaders;

    /** The listener must not throw. */
    PeerLoop(PeerSession session, PeerAnswers answers, AtomicInteger announcements, Consumer<Message> listener) {
        this.session = session;
        this.time = session.time();
        this.listener = listener;
        this.outgoing = new Outgoing(session.channel(), session::offer);
        this.replies = new Outgoing(session.channel(), session::offerReply);
        this.serving = new Serving(session, replies, answers);
        this.calls = new Calls(outgoing);
        this.owed = new Owed(time, session.settings());
        this.known = new KnownInventory(time);
        this.trickle = new Trickle(session, outgoing, known, announcements);
        this.pingAt = time.in(session.settings().pingEvery());
    }

    /** Whether the peer wants blocks announced by their headers; from any thread. */
    boolean wantsHeaders() {
        return wantsHeaders;
    }

    /** Blocks until the connection is to be ended, or has ended. */
    PeerEnding run(List<Frame> early) {
        try {
            for (Frame frame : early) {
                take(decoded(frame));
            }
            while (true) {
                Deadline next = Deadline.earliest(pingAt, trickle.tellAt(), owed.overdueAt());
                switch (session.link().inbox().await(next)) {
                    case Inbox.Received<PeerControl>(byte[] frame) -> take(decoded(Frame.verified(frame)));
                    case Inbox.Posted<PeerControl>(PeerEvent.CloseRequested _) -> {
                        return PeerEnding.closedHere();
                    }
                    case Inbox.Posted<PeerControl>(PeerControl event) -> obey(event);
                    case Inbox.Ended<PeerControl>(Ending ending) -> {
                        return endedBy(ending);
                    }
                    case Inbox.Expired<PeerControl> _ -> {}
                }
                doWhatIsDue();
            }
        } catch (HandshakeException e) {
            return PeerEnding.failed(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return endedBy(new Ending.CancelledHere());
        }
    }

    private static PeerEnding endedBy(Ending ending) {
        PeerEnding.Kind kind = switch (ending) {
            case Ending.StreamEnded _ -> PeerEnding.Kind.ENDED_BY_PEER;
            case Ending.CancelledHere _ -> PeerEnding.Kind.CANCELLED_HERE;
            default -> PeerEnding.Kind.FAILED;
        };
        return new PeerEnding(kind, Optional.of(ending.asFailure(PeerPhase.MESSAGES, "messages")));
    }

    /** Looked at after each event, since a peer that never stops talking lets no deadline expire. */
    private void doWhatIsDue() throws HandshakeException {
        if (trickle.tellAt().passed(time)) {
            trickle.tell();
        }
        if (pingAt.passed(time)) {
            outgoing.say(new Ping(session.entropy().below(Long.MAX_VALUE)));
            pingAt = time.in(session.settings().pingEvery());
        }
        owed.requireNoneOverdue();
    }

    private void obey(PeerControl event) throws HandshakeException {
        switch (event) {
            case PeerEvent.Asked(Call<?> call) -> calls.begin(call);
            case PeerEvent.Withdrawn(Call<?> call) -> calls.withdraw(call);
            case PeerEvent.Announce announce -> trickle.add(announce);
            case PeerEvent.Known(var vector) -> known.add(vector);
            case PeerEvent.Owing(byte[] question) -> owe(decoded(Frame.verified(question)));
            case PeerEvent.Room _ -> {
                outgoing.goOn();
                replies.goOn();
                timed(serving::goOn);
            }
            default -> {}
        }
    }

    private void owe(Message question) throws HandshakeException {
        switch (question) {
            case GetData data -> owed.asked(data);
            case GetInitState state -> owed.asked(state);
            default -> throw new IllegalStateException("bug: nothing is owed for " + question.command());
        }
    }

    private void take(Message message) throws HandshakeException {
        Arrival arrival = Arrival.of(message);
        note(message, arrival);
        long before = time.nanos();
        serving.serve(message);
        if (!calls.take(arrival)) {
            listener.accept(message);
        }
        owed.callbackTook(time.nanos() - before);
    }

    private void timed(Runnable callback) {
        long before = time.nanos();
        callback.run();
        owed.callbackTook(time.nanos() - before);
    }

    private Message decoded(Frame frame) throws PeerMisbehaved {
        try {
            return frame.message(session.protocolVersion());
        } catch (MalformedMessage e) {
            throw new PeerMisbehaved(new WireCode(e.code()), PeerPhase.MESSAGES.phaseName(), e.expected(), e.got(), e);
        }
    }

    /** What this side does with a message by itself, before anybody hears of it. */
    private void note(Message message, Arrival arrival) throws PeerMisbehaved {
        arrival.vector().ifPresent(vector -> {
            owed.came(vector);
            known.add(vector);
        });
        switch (message) {
            case Version _ -> throw duplicate(PeerFailure.DUPLICATE_VERSION, message);
            case VerAck _ -> throw duplicate(PeerFailure.DUPLICATE_VERACK, message);
            case Ping(long nonce) -> answerIfTooEarly(nonce);
            case SendHeaders _ -> wantsHeaders = true;
            case Inv(var inventory) -> known.addAll(inventory);
            case NotFound(var inventory) -> owed.cameAll(inventory);
            case InitState _ -> owed.initStateCame();
            default -> {}
        }
    }

    private static PeerMisbehaved duplicate(PeerFailure code, Message message) {
        return new PeerMisbehaved(
                code,
                PeerPhase.MESSAGES.phaseName(),
                "messages",
                "a second " + message.command().text());
    }

    /** The first pings may have come before the reader answered them. */
    private void answerIfTooEarly(long nonce) {
        if (pingsSeen < session.channel().pingsNotAnswered()) {
            session.channel().answer(nonce, session.link());
        }
        pingsSeen++;
    }
}
