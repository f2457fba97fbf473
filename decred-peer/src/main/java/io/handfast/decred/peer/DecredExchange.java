// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Frame;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.engine.Ending;
import io.handfast.engine.Exchange;
import io.handfast.engine.Inbox;
import io.handfast.engine.failure.FailureCode;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.PeerIncompatible;
import io.handfast.engine.failure.PeerMisbehaved;
import io.handfast.engine.failure.TimedOut;
import io.handfast.engine.time.Deadline;
import java.time.Duration;

/** The handshake's view of the connection: messages instead of bytes, under one deadline. Owned by its thread. */
final class DecredExchange {
    /** Longest text of a message in a failure. */
    private static final int WORDS = 200;

    /**
     * What came.
     *
     * @param frame as it travelled
     * @param message decoded at the version that counts
     */
    record Incoming(Frame frame, Message message) {
        /** What it is, for people. */
        String words() {
            String text = frame.command().text() + ", " + message;
            return text.length() <= WORDS ? text : text.substring(0, WORDS) + "…";
        }
    }

    private final Exchange<PeerControl> exchange;
    private final Network network;
    private final Duration limit;
    private final Deadline by;

    DecredExchange(Exchange<PeerControl> exchange, Network network, Duration limit) {
        this.exchange = exchange;
        this.network = network;
        this.limit = limit;
        this.by = exchange.time().in(limit);
    }

    void enter(DecredPhase phase) {
        exchange.enter(phase);
    }

    /** Queues a message that all versions encode alike; never blocks. */
    void send(Message message) throws HandshakeException {
        exchange.send(Frame.of(message, network, ProtocolVersion.LATEST).toByteArray());
    }

    /** Blocks until a message is here and decoded, or the handshake's time is over. */
    Incoming receive(int protocolVersion, String expected) throws HandshakeException {
        while (true) {
            switch (exchange.await(by)) {
                case Inbox.Received<PeerControl>(byte[] bytes) -> {
                    return decode(bytes, protocolVersion);
                }
                case Inbox.Ended<PeerControl>(Ending ending) -> throw ended(ending, expected);
                case Inbox.Expired<PeerControl> _ ->
                    throw new TimedOut(
                            DecredFailure.TIMEOUT, phase(), expected, "nothing of it within " + words(limit));
                case Inbox.Posted<PeerControl> _ -> {} // of no meaning before the handshake is over
            }
        }
    }

    private static String words(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private Incoming decode(byte[] bytes, int protocolVersion) throws PeerMisbehaved {
        Frame frame = Frame.verified(bytes);
        try {
            return new Incoming(frame, frame.message(protocolVersion));
        } catch (MalformedMessage e) {
            throw new PeerMisbehaved(new WireCode(e.code()), phase(), e.expected(), e.got(), e);
        }
    }

    /** A node of another network breaks no rule, and neither does another service. */
    private HandshakeException ended(Ending ending, String expected) {
        if (ending instanceof Ending.Violated violated && violated.code() instanceof WireCode(WireFault fault)) {
            if (fault == WireFault.WRONG_NETWORK || fault == WireFault.NOT_DECRED) {
                return new PeerIncompatible(violated.code(), phase(), violated.expected(), violated.got());
            }
        }
        return ending.asFailure(exchange.phase(), expected);
    }

    PeerMisbehaved misbehaved(FailureCode code, String expected, String got) {
        return new PeerMisbehaved(code, phase(), expected, got);
    }

    String phase() {
        return exchange.phase().phaseName();
    }
}
