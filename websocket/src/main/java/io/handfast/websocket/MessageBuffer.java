// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import java.io.IOException;
import java.util.Arrays;

/**
 * One message or control frame while it arrives. Memory follows what came, not what a header announced, and doubles
 * so that many small fragments cost no more than few big ones; a payload of up to 64 KiB in one frame is never
 * copied.
 */
final class MessageBuffer {
    private static final int FIRST_BYTES = 64 * 1024;

    private final Opcode opcode;
    private final int maxBytes;
    private final Utf8Check utf8 = new Utf8Check();
    private byte[] bytes = new byte[0];
    private int size;
    private int frames;

    MessageBuffer(Opcode opcode, int maxBytes) {
        this.opcode = opcode;
        this.maxBytes = maxBytes;
    }

    Opcode opcode() {
        return opcode;
    }

    int size() {
        return size;
    }

    int frames() {
        return frames;
    }

    /** Reads a frame's payload; the sum over all frames was found to be within the limit before. */
    void append(FrameHeader header, WireInput input) throws IOException {
        frames++;
        int total = Math.toIntExact(size + header.length());
        int start = size;
        while (size < total) {
            makeRoom(total, header.last());
            int count = input.requireSome(bytes, size, Math.min(total, bytes.length) - size);
            Masking.apply(bytes, size, count, header.mask(), size - start);
            requireText(size, count);
            size += count;
        }
        if (header.last() && opcode == Opcode.TEXT && !utf8.complete()) {
            throw Violations.notUtf8();
        }
    }

    /** The content; this object is of no use afterwards. */
    byte[] take() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    private void makeRoom(int total, boolean last) {
        if (size == bytes.length) {
            long wanted = Math.max(Math.min(total, FIRST_BYTES), 2L * size);
            bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, last ? total : maxBytes));
        }
    }

    private void requireText(int offset, int count) throws IOException {
        if (opcode == Opcode.TEXT && !utf8.accept(bytes, offset, count)) {
            throw Violations.notUtf8();
        }
    }
}
