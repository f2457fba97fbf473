// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The peer's bytes with a small buffer before them, so that heads and frame headers cost no system call a byte.
 * The same object serves the upgrade and then the frames: what came together with the head is not lost.
 */
final class WireInput {
    /** Idle connections keep this buffer, so it is small; longer payloads are read past it. */
    private static final int BUFFER_BYTES = 2048;

    private final InputStream input;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int next;
    private int end;

    WireInput(InputStream input) {
        this.input = input;
    }

    /** The next byte from 0 to 255; -1 at the end. */
    int read() throws IOException {
        if (next == end && !fill()) {
            return -1;
        }
        return buffer[next++] & 0xFF;
    }

    /** The next byte, which has to be there. */
    int require() throws IOException {
        int value = read();
        if (value < 0) {
            throw new EOFException("the peer ended the connection inside a frame");
        }
        return value;
    }

    /** What is there, at least one byte; blocks for the first. */
    int requireSome(byte[] target, int offset, int length) throws IOException {
        if (next == end && length >= BUFFER_BYTES) {
            return atLeastOne(input.read(target, offset, length));
        }
        target[offset] = (byte) require();
        int more = Math.min(length - 1, end - next);
        System.arraycopy(buffer, next, target, offset + 1, more);
        next += more;
        return 1 + more;
    }

    /** Reads and forgets everything up to the end. */
    void drain() throws IOException {
        do {
            next = end;
        } while (fill());
    }

    private boolean fill() throws IOException {
        int count = input.read(buffer, 0, BUFFER_BYTES);
        next = 0;
        end = Math.max(0, count);
        return count > 0;
    }

    private static int atLeastOne(int count) throws EOFException {
        if (count < 0) {
            throw new EOFException("the peer ended the connection inside a frame");
        }
        return count;
    }
}
