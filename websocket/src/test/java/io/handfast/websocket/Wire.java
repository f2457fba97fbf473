// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Role;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Frames as the tester sees them, written and parsed the plain way and apart from the code under test. */
final class Wire {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final byte[] MASK = {0x37, (byte) 0xFA, 0x21, 0x3D};

    private Wire() {}

    /**
     * A frame, correct or not.
     *
     * @param last the FIN bit
     * @param rsv the three RSV bits
     * @param opcode any
     * @param payload its content
     */
    record Sent(boolean last, int rsv, int opcode, byte[] payload) {
        static Sent whole(int opcode, byte[] payload) {
            return new Sent(true, 0, opcode, payload);
        }

        static Sent part(int opcode, byte[] payload) {
            return new Sent(false, 0, opcode, payload);
        }

        /** The bytes of it; a tester that plays the client masks. */
        byte[] bytes(boolean masked) {
            int length = payload.length;
            ByteBuffer bytes = ByteBuffer.allocate(14 + length);
            bytes.put((byte) ((last ? 0x80 : 0) | rsv << 4 | opcode));
            int flag = masked ? 0x80 : 0;
            if (length < 126) {
                bytes.put((byte) (flag | length));
            } else if (length < 65536) {
                bytes.put((byte) (flag | 126)).putShort((short) length);
            } else {
                bytes.put((byte) (flag | 127)).putLong(length);
            }
            if (masked) {
                bytes.put(MASK);
            }
            for (int i = 0; i < length; i++) {
                bytes.put((byte) (masked ? payload[i] ^ MASK[i % 4] : payload[i]));
            }
            return Arrays.copyOf(bytes.array(), bytes.position());
        }
    }

    /**
     * A frame that came from the code under test.
     *
     * @param opcode its kind
     * @param content compared byte by byte
     */
    record Got(int opcode, ByteBuffer content) {
        static Got of(int opcode, byte[] payload) {
            return new Got(opcode, ByteBuffer.wrap(payload));
        }

        String hex() {
            return start(content.capacity());
        }

        /** Keeps failure messages readable. */
        @Override
        public String toString() {
            return opcode + ":" + start(Math.min(32, content.capacity())) + " of " + content.capacity();
        }

        private String start(int length) {
            byte[] bytes = new byte[length];
            content.get(0, bytes);
            return HexFormat.of().formatHex(bytes);
        }
    }

    /** Parses what an end has written and checks that each frame is correct for its role and in the shortest form. */
    static List<Got> parse(byte[] written, Role writer) {
        List<Got> frames = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(written);
        while (bytes.hasRemaining()) {
            int first = bytes.get() & 0xFF;
            int second = bytes.get() & 0xFF;
            assertThat(first & 0xF0).as("FIN and RSV").isEqualTo(0x80);
            assertThat((second & 0x80) != 0).as("masked").isEqualTo(writer == Role.CLIENT);
            byte[] mask = new byte[4];
            int length = length(second & 0x7F, bytes);
            if (writer == Role.CLIENT) {
                bytes.get(mask);
            }
            byte[] payload = new byte[length];
            bytes.get(payload);
            for (int i = 0; i < length; i++) {
                payload[i] ^= mask[i % 4];
            }
            frames.add(Got.of(first & 0x0F, payload));
        }
        return frames;
    }

    static byte[] closePayload(int code, byte[] reason) {
        return join(new byte[] {(byte) (code >> 8), (byte) code}, reason);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    private static int length(int field, ByteBuffer bytes) {
        if (field < 126) {
            return field;
        }
        long length = field == 126 ? bytes.getShort() & 0xFFFF : bytes.getLong();
        assertThat(length).as("shortest form").isGreaterThanOrEqualTo(field == 126 ? 126 : 65536);
        return Math.toIntExact(length);
    }
}
