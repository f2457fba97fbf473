// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

/**
 * {@code connectionPinInput} (13.4.4.3): the PIN the other side asked for. Its text form never shows it.
 *
 * @param pin {@code pin}: upper and lower case as typed
 */
public record PinInput(Pin pin) implements KnownMessage {
    /**
     * A PIN from a text, which stays in memory until it is collected.
     *
     * @param pin 8 to 16 hexadecimal digits
     * @throws IllegalArgumentException when it is anything else; the text is not repeated
     */
    public PinInput(String pin) {
        this(new Pin(pin));
    }

    @Override
    public MessageType type() {
        return MessageType.CONTROL;
    }
}
