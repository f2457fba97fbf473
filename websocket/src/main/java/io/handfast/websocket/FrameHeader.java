// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import io.handfast.engine.FrameChannel.FrameViolation;
import java.io.IOException;

/**
 * What stands before a payload (RFC 6455 section 5.2); everything that can be judged without the payload and
 * without the message it belongs to is judged here, field by field, as early as the field is there.
 *
 * @param last whether the message ends with this frame
 * @param opcode its kind
 * @param length of the payload in bytes
 * @param mask of the payload, 0 when there is none
 */
record FrameHeader(boolean last, Opcode opcode, long length, int mask) {
    static final int MAX_CONTROL_BYTES = 125;
    static final int LENGTH_16 = 126;
    static final int LENGTH_64 = 127;
    static final int MAX_LENGTH_16 = 0xFFFF;

    private static final int FIN = 0x80;
    private static final int RSV = 0x70;
    private static final int MASKED = 0x80;

    /** What the frame's place in the stream allows; asked before the mask is read. */
    @FunctionalInterface
    interface Judge {
        void require(Opcode opcode, long length) throws FrameViolation;
    }

    /**
     * Reads the rest of a header.
     *
     * @param first the header's first byte
     * @param masked whether the sender has to mask, which clients have to and servers must not (section 5.1)
     */
    static FrameHeader read(int first, WireInput input, boolean masked, Judge judge) throws IOException {
        if ((first & RSV) != 0) {
            throw Violations.protocol("RSV bits of 0", "RSV " + ((first & RSV) >> 4));
        }
        int number = first & 0x0F;
        Opcode opcode = Opcode.of(number).orElseThrow(() -> Violations.protocol("a known opcode", "opcode " + number));
        boolean last = (first & FIN) != 0;
        if (opcode.control() && !last) {
            throw Violations.protocol("a whole control frame", "a fragment of " + opcode);
        }
        int second = input.require();
        if (((second & MASKED) != 0) != masked) {
            throw Violations.protocol(masked ? "a masked frame" : "an unmasked frame", "the opposite");
        }
        int shortLength = second & ~MASKED;
        if (opcode.control() && shortLength > MAX_CONTROL_BYTES) {
            throw Violations.protocol("at most 125 bytes of " + opcode, "more");
        }
        long length = readLength(shortLength, input);
        judge.require(opcode, length);
        return new FrameHeader(last, opcode, length, masked ? (int) readNumber(Integer.BYTES, input) : 0);
    }

    private static long readLength(int shortLength, WireInput input) throws IOException {
        return switch (shortLength) {
            case LENGTH_16 -> requireMinimal(readNumber(Short.BYTES, input), LENGTH_16);
            case LENGTH_64 -> requireMinimal(readNumber(Long.BYTES, input), MAX_LENGTH_16 + 1);
            default -> shortLength;
        };
    }

    /** Section 5.2: the shortest form has to be used, and the top bit of 64 must be 0. */
    private static long requireMinimal(long length, int smallest) throws FrameViolation {
        if (length < 0) {
            throw Violations.protocol("a length below 2^63", "a longer one");
        }
        if (length < smallest) {
            throw Violations.protocol("the shortest form of a length", "a longer form of " + length);
        }
        return length;
    }

    private static long readNumber(int bytes, WireInput input) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number = (number << 8) | input.require();
        }
        return number;
    }
}
