// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine;

/**
 * What travels over a {@link FrameChannel}, in either direction. Protocols without pings or close frames of
 * their own on this level use {@link Message} alone.
 */
public sealed interface Frame {
    /**
     * What it weighs in a bounded queue.
     *
     * @return size of its content in bytes, without the transport's own header
     */
    int sizeBytes();

    /**
     * One whole protocol message, not decoded: how to read it depends on what is being negotiated.
     *
     * @param bytes its content; owned by the receiver, not to be changed after it was handed over
     */
    record Message(byte[] bytes) implements Frame {
        @Override
        public int sizeBytes() {
            return bytes.length;
        }
    }

    /**
     * Asks the other side for a sign of life.
     *
     * @param bytes to be sent back
     */
    record Ping(byte[] bytes) implements Frame {
        @Override
        public int sizeBytes() {
            return bytes.length;
        }
    }

    /**
     * The answer to a ping.
     *
     * @param bytes those of the ping
     */
    record Pong(byte[] bytes) implements Frame {
        @Override
        public int sizeBytes() {
            return bytes.length;
        }
    }

    /**
     * The transport's farewell; nothing follows it.
     *
     * @param code the transport's number for the reason; 0 when it gives none
     * @param reason text for people, may be empty
     */
    record Close(int code, String reason) implements Frame {
        @Override
        public int sizeBytes() {
            return reason.length();
        }
    }
}
