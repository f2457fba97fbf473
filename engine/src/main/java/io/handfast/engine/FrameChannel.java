// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine;

import java.io.IOException;

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
     * @throws FrameViolation when the other side broke the transport's rules
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

        /** An end without a farewell. */
        public EndOfStream() {
            super("the peer ended the connection without a farewell");
        }
    }

    /** The other side broke a rule of the transport. */
    final class FrameViolation extends IOException {
        private static final long serialVersionUID = 1;

        private final transient Frame.Close answer;
        private final String expected;
        private final String got;

        /**
         * A broken rule.
         *
         * @param answer the farewell the transport's rules prescribe for it
         * @param expected what the rule allows
         * @param got what came
         */
        public FrameViolation(Frame.Close answer, String expected, String got) {
            super("expected " + expected + ", got " + got);
            this.answer = answer;
            this.expected = expected;
            this.got = got;
        }

        /**
         * The farewell the transport's rules prescribe.
         *
         * @return a close frame, to be written before the connection ends
         */
        public Frame.Close answer() {
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
