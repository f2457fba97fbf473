// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts what comes from the network into TLS records. Keeps a small buffer while a connection is idle, and a greater
 * one only while greater records come. For one thread at a time.
 */
final class RecordReader {
    private static final int HEADER_BYTES = 5;
    private static final int SMALL_BYTES = 2048;

    /** RFC 5246 6.2.3; TLS 1.3 allows less. */
    private static final int MAX_RECORD_BYTES = HEADER_BYTES + (1 << 14) + 2048;

    private final InputStream network;
    private byte[] buffer = new byte[SMALL_BYTES];
    private int start;
    private int end;

    RecordReader(InputStream network) {
        this.network = network;
    }

    /**
     * Blocks until at least one byte is there.
     *
     * @return the first byte of the next record, without taking it; -1 at the end of the stream
     */
    int peek() throws IOException {
        if (start < end || fill(HEADER_BYTES)) {
            return Byte.toUnsignedInt(buffer[start]);
        }
        return -1;
    }

    /**
     * Blocks until a whole record is there, or as much of it as tells that it is too long.
     *
     * @return false when the stream has ended between two records
     * @throws EOFException when it has ended inside of one
     */
    boolean await() throws IOException {
        while (!isComplete()) {
            if (!fill(buffered() < HEADER_BYTES ? HEADER_BYTES : length())) {
                if (start == end) {
                    return false;
                }
                throw new EOFException("the connection ended inside a TLS record");
            }
        }
        return true;
    }

    /** Whether a whole record is there. */
    boolean isComplete() {
        return buffered() >= HEADER_BYTES && buffered() >= length();
    }

    byte[] buffer() {
        return buffer;
    }

    int offset() {
        return start;
    }

    /** Length of the record with its header; of one that is too long, only its header. */
    int length() {
        int length =
                HEADER_BYTES + (Byte.toUnsignedInt(buffer[start + 3]) << 8) + Byte.toUnsignedInt(buffer[start + 4]);
        return length > MAX_RECORD_BYTES ? HEADER_BYTES : length;
    }

    /** The record was dealt with; its bytes stay where they are until the next wait. */
    void consume() {
        start += length();
    }

    /** The bytes that came and were not consumed, for an error message. */
    byte[] pending(int limit) {
        return Arrays.copyOfRange(buffer, start, start + Math.min(limit, buffered()));
    }

    private int buffered() {
        return end - start;
    }

    /** Reads once, with room for a record of the given length; false at the end of the stream. */
    private boolean fill(int recordLength) throws IOException {
        int kept = buffered();
        int capacity = Math.max(SMALL_BYTES, recordLength);
        if (kept == 0 && capacity == buffer.length) {
            start = 0;
            end = 0;
        } else if (start + capacity > buffer.length || (kept == 0 && buffer.length > capacity)) {
            byte[] target = buffer.length == capacity ? buffer : new byte[Math.max(capacity, kept)];
            System.arraycopy(buffer, start, target, 0, kept);
            buffer = target;
            start = 0;
            end = kept;
        }
        int count = network.read(buffer, end, buffer.length - end);
        end += Math.max(0, count);
        return count >= 0;
    }
}
