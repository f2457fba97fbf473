// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

/**
 * {@code connectionPinError} (13.4.4.3): the PIN was not taken.
 *
 * @param error {@code error}: 0 (reserved) or {@link #WRONG_PIN}
 */
public record PinError(int error) implements KnownMessage {
    /** The PIN is not the right one. */
    public static final int WRONG_PIN = 1;

    /**
     * An error.
     *
     * @throws IllegalArgumentException for another number
     */
    public PinError {
        Values.requireRange(error, 0, WRONG_PIN, "error");
    }

    @Override
    public MessageType type() {
        return MessageType.CONTROL;
    }
}
