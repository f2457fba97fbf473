// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import java.util.Optional;

/** The kinds of frames (RFC 6455 section 5.2, 11.8). */
enum Opcode {
    CONTINUATION(0x0),
    TEXT(0x1),
    BINARY(0x2),
    CLOSE(0x8),
    PING(0x9),
    PONG(0xA);

    private final int number;

    Opcode(int number) {
        this.number = number;
    }

    /** Empty for the numbers 3 to 7 and 11 to 15, which are reserved. */
    static Optional<Opcode> of(int number) {
        return switch (number) {
            case 0x0 -> Optional.of(CONTINUATION);
            case 0x1 -> Optional.of(TEXT);
            case 0x2 -> Optional.of(BINARY);
            case 0x8 -> Optional.of(CLOSE);
            case 0x9 -> Optional.of(PING);
            case 0xA -> Optional.of(PONG);
            default -> Optional.empty();
        };
    }

    int number() {
        return number;
    }

    /** Control frames are short, whole and may stand between the fragments of a message. */
    boolean control() {
        return number >= 0x8;
    }
}
