// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

/**
 * What this side takes from a peer. What is above is refused when its header is read, before any memory is taken.
 *
 * @param maxMessageBytes size of a whole message, the sum over its fragments; at least 125
 * @param maxFragments frames of one message, empty ones included; at least 1
 */
public record WebSocketSettings(int maxMessageBytes, int maxFragments) {
    /** Messages of up to 256 KiB in up to 4096 frames. */
    public static final WebSocketSettings DEFAULT = new WebSocketSettings(256 * 1024, 4096);

    /** Checks the ranges. */
    public WebSocketSettings {
        if (maxMessageBytes < FrameHeader.MAX_CONTROL_BYTES) {
            throw new IllegalArgumentException("maxMessageBytes is below 125: " + maxMessageBytes);
        }
        if (maxFragments < 1) {
            throw new IllegalArgumentException("maxFragments is below 1: " + maxFragments);
        }
    }
}
