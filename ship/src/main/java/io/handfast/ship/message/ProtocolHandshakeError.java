// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

/**
 * {@code messageProtocolHandshakeError} (13.4.4.2): why the protocol handshake ends here. ship-go v0.6 leaves the
 * root name out ({@code {"error":2}}); both forms are read, the specified one is sent.
 *
 * @param error {@code error}: 0 (reserved), {@link #TIMEOUT}, {@link #UNEXPECTED_MESSAGE} or {@link
 *     #SELECTION_MISMATCH}
 */
public record ProtocolHandshakeError(int error) implements KnownMessage {
    /** The awaited message did not come in time. */
    public static final int TIMEOUT = 1;
    /** Another message came. */
    public static final int UNEXPECTED_MESSAGE = 2;
    /** What was selected is not what was offered. */
    public static final int SELECTION_MISMATCH = 3;

    /**
     * An error.
     *
     * @throws IllegalArgumentException for another number
     */
    public ProtocolHandshakeError {
        Values.requireRange(error, 0, SELECTION_MISMATCH, "error");
    }

    @Override
    public MessageType type() {
        return MessageType.CONTROL;
    }
}
