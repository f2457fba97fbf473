// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine;

import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.FailureCode;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.failure.PeerMisbehaved;
import io.handfast.engine.failure.PeerRefused;
import io.handfast.engine.failure.TimedOut;
import java.time.Duration;
import java.util.Optional;

/** Why nothing more will come over a link. Reaches the owner after the last message that came before it. */
public sealed interface Ending {
    /**
     * The failure this ending is for a procedure that still expected something. Protocols that give a farewell a
     * meaning of its own look at the ending first.
     *
     * @param phase where the procedure stood
     * @param expected what it waited for
     * @return the failure, not thrown
     */
    HandshakeException asFailure(Phase phase, String expected);

    /**
     * The peer said farewell.
     *
     * @param code the transport's number for the reason
     * @param reason the peer's text, may be empty
     */
    record PeerClosed(int code, String reason) implements Ending {
        @Override
        public HandshakeException asFailure(Phase phase, String expected) {
            String got = "close " + code + (reason.isEmpty() ? "" : " '" + reason + "'");
            return new PeerRefused(EngineFailure.ENDED_BY_PEER, phase.phaseName(), expected, got);
        }
    }

    /**
     * The peer ended the stream between two messages.
     *
     * @param code what the protocol calls it
     */
    record StreamEnded(FailureCode code) implements Ending {
        /** In a protocol that has no code of its own for it. */
        public StreamEnded() {
            this(EngineFailure.ENDED_BY_PEER);
        }

        @Override
        public HandshakeException asFailure(Phase phase, String expected) {
            return new ConnectionLost(code, phase.phaseName(), expected, "the end of the connection");
        }
    }

    /**
     * The connection broke.
     *
     * @param code what the protocol calls it
     * @param detail what the network said
     */
    record Lost(FailureCode code, String detail) implements Ending {
        /**
         * In a way that the protocol has no code of its own for.
         *
         * @param detail what the network said
         */
        public Lost(String detail) {
            this(EngineFailure.CONNECTION_LOST, detail);
        }

        @Override
        public HandshakeException asFailure(Phase phase, String expected) {
            return new ConnectionLost(code, phase.phaseName(), expected, detail);
        }
    }

    /**
     * The peer broke a rule of the transport.
     *
     * @param code which
     * @param answer the farewell the transport prescribes, if it has one
     * @param expected what the rule allows
     * @param got what came
     */
    record Violated(FailureCode code, Optional<Frame.Close> answer, String expected, String got) implements Ending {
        @Override
        public HandshakeException asFailure(Phase phase, String expectedByProcedure) {
            return new PeerMisbehaved(code, phase.phaseName(), expected, got);
        }
    }

    /**
     * The peer gave no sign of life.
     *
     * @param silence for how long
     */
    record Silent(Duration silence) implements Ending {
        @Override
        public HandshakeException asFailure(Phase phase, String expected) {
            String got = "nothing, not even a pong, for " + silence.toSeconds() + " s";
            return new TimedOut(EngineFailure.SILENT, phase.phaseName(), expected, got);
        }
    }

    /**
     * The peer took nothing.
     *
     * @param sendTimeout for how long
     */
    record SendTimedOut(Duration sendTimeout) implements Ending {
        @Override
        public HandshakeException asFailure(Phase phase, String expected) {
            String got = "a peer that takes no bytes for " + sendTimeout.toSeconds() + " s";
            return new TimedOut(EngineFailure.SEND_TIMEOUT, phase.phaseName(), expected, got);
        }
    }

    /**
     * This side's application did not take its messages.
     *
     * @param stall for how long
     */
    record SlowConsumer(Duration stall) implements Ending {
        @Override
        public HandshakeException asFailure(Phase phase, String expected) {
            String got = "an application of ours that took nothing for " + stall.toSeconds() + " s";
            return LocallyRefused.byOurFault(EngineFailure.SLOW_CONSUMER, phase.phaseName(), expected, got);
        }
    }

    /** This side was asked to stop. */
    record CancelledHere() implements Ending {
        @Override
        public HandshakeException asFailure(Phase phase, String expected) {
            return new Cancelled(EngineFailure.CANCELLED, phase.phaseName(), expected, "a request to stop");
        }
    }
}
