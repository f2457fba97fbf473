// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import java.util.HexFormat;

/**
 * {@code connectionPinInput} (13.4.4.3): the PIN the other side asked for. Its text form never shows it.
 *
 * @param pin {@code pin}: 8 to 16 hexadecimal digits, upper and lower case as typed
 */
public record PinInput(String pin) implements KnownMessage {
    /**
     * A PIN.
     *
     * @throws IllegalArgumentException when it is not 8 to 16 hexadecimal digits; the text is not repeated
     */
    public PinInput {
        if (!isPin(pin)) {
            throw new IllegalArgumentException("pin is not 8 to 16 hexadecimal digits");
        }
    }

    static boolean isPin(String text) {
        return text.length() >= 8 && text.length() <= 16 && text.chars().allMatch(HexFormat::isHexDigit);
    }

    /**
     * Whether this is the right PIN: the same hexadecimal value, whatever the case. Takes the same time wherever
     * the two differ.
     *
     * @param expected the right one
     * @return true when it is
     */
    public boolean matches(PinInput expected) {
        return (Long.parseUnsignedLong(pin, 16) ^ Long.parseUnsignedLong(expected.pin, 16)) == 0;
    }

    @Override
    public MessageType type() {
        return MessageType.CONTROL;
    }

    @Override
    public String toString() {
        return "PinInput[pin=***]";
    }
}
