// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine;

import io.handfast.engine.failure.FailureCode;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves whole frames over one connection; the only door to the network for a protocol.
 *
 * <p>Thread rule: one thread reads, one thread writes and flushes, any thread closes. Nobody but the reader's
 * and the writer's thread ever blocks in here, and {@link #close} frees both.
 */
public interface FrameChannel {
    /**
     * Blocks until a whole frame has arrived. No deadline: a read that stops in the middle would tear a frame.
     *
     * @return the next frame; after a {@link Frame.Close} there is none
     * @throws EndOfStream when the other side ended the stream between frames without a farewell
     * @throws FrameViolation when the other side broke the transport's rules; from then on reading drops what comes and
     *     ends with the connection
     * @throws Broken when the connection was lost in a way that the transport has a code for
     * @throws IOException when the connection was lost or closed
     */
    Frame read() throws IOException;

    /**
     * Writes one frame; may buffer. Blocks while the network takes nothing.
     *
     * @param frame what to write
     * @throws IOException when the connection was lost or closed
     */
    void write(Frame frame) throws IOException;

    /**
     * Hands all written frames to the network.
     *
     * @throws IOException when the connection was lost or closed
     */
    void flush() throws IOException;

    /**
     * Says the transport's last word below frames (TLS close_notify, end of output) after everything written
     * was flushed. Called by the writer's thread, at most once.
     *
     * @throws IOException when the connection was lost or closed
     */
    void endOutput() throws IOException;

    /** Ends the connection at once, in both directions, without a word; never blocks, any number of times. */
    void close();

    /** The other side ended the stream between two frames, without a farewell. */
    final class EndOfStream extends IOException {
        private static final long serialVersionUID = 1;

        private final transient FailureCode code;

        /** An end without a farewell. */
        public EndOfStream() {
            this(EngineFailure.ENDED_BY_PEER);
        }

        /**
         * An end without a farewell, in a protocol that has a code of its own for it.
         *
         * @param code what it is called
         */
        public EndOfStream(FailureCode code) {
            super("the peer ended the connection without a farewell");
            this.code = code;
        }

        /**
         * What it is called.
         *
         * @return {@link EngineFailure#ENDED_BY_PEER} unless the protocol knows better
         */
        public FailureCode code() {
            return code;
        }
    }

    /** The connection was lost in a way that the transport tells from others: inside a frame, for example. */
    final class Broken extends IOException {
        private static final long serialVersionUID = 1;

        private final transient FailureCode code;
        private final String got;

        /**
         * A loss.
         *
         * @param code what it is called
         * @param got what came before it, in words for people
         * @param cause what the network said, if it said anything
         */
        public Broken(FailureCode code, String got, @Nullable Throwable cause) {
            super(code.code() + ": " + got, cause);
            this.code = code;
            this.got = got;
        }

        /**
         * What it is called.
         *
         * @return the transport's code
         */
        public FailureCode code() {
            return code;
        }

        /**
         * What came before it.
         *
         * @return words for people
         */
        public String got() {
            return got;
        }
    }

    /** The other side broke a rule of the transport. */
    final class FrameViolation extends IOException {
        private static final long serialVersionUID = 1;

        private final transient FailureCode code;
        private final transient Optional<Frame.Close> answer;
        private final String expected;
        private final String got;

        /**
         * A broken rule of a transport without a farewell.
         *
         * @param code which
         * @param expected what the rule allows
         * @param got what came
         */
        public FrameViolation(FailureCode code, String expected, String got) {
            this(code, Optional.empty(), expected, got);
        }

        /**
         * A broken rule.
         *
         * @param answer the farewell the transport's rules prescribe for it
         * @param expected what the rule allows
         * @param got what came
         */
        public FrameViolation(Frame.Close answer, String expected, String got) {
            this(EngineFailure.FRAMING, Optional.of(answer), expected, got);
        }

        private FrameViolation(FailureCode code, Optional<Frame.Close> answer, String expected, String got) {
            super("expected " + expected + ", got " + got);
            this.code = code;
            this.answer = answer;
            this.expected = expected;
            this.got = got;
        }

        /**
         * Which rule.
         *
         * @return {@link EngineFailure#FRAMING} unless the protocol knows better
         */
        public FailureCode code() {
            return code;
        }

        /**
         * The farewell the transport's rules prescribe.
         *
         * @return a close frame, to be written before the connection ends; empty where the transport has none
         */
        public Optional<Frame.Close> answer() {
            return answer;
        }

        /**
         * What the rule allows.
         *
         * @return words for people
         */
        public String expected() {
            return expected;
        }

        /**
         * What came.
         *
         * @return words for people
         */
        public String got() {
            return got;
        }
    }
}
