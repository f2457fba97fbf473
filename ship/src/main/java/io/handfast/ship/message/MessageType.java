// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import java.util.Optional;

/** The first byte of a SHIP message (chapter 13.3). The values 4 to 255 are reserved. */
public enum MessageType {
    /** Connection mode initialisation. */
    INIT(0),
    /** Control of the connection: hello, protocol handshake, PIN, access methods. */
    CONTROL(1),
    /** Data of the application. */
    DATA(2),
    /** The end of the connection. */
    END(3);

    private final int value;

    MessageType(int value) {
        this.value = value;
    }

    /**
     * The byte on the wire.
     *
     * @return 0 to 3
     */
    public int value() {
        return value;
    }

    /**
     * The type a byte stands for.
     *
     * @param value the byte, unsigned
     * @return empty for a reserved value
     */
    public static Optional<MessageType> of(int value) {
        return switch (value) {
            case 0 -> Optional.of(INIT);
            case 1 -> Optional.of(CONTROL);
            case 2 -> Optional.of(DATA);
            case 3 -> Optional.of(END);
            default -> Optional.empty();
        };
    }
}
