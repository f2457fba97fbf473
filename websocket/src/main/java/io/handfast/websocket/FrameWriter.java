// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import io.handfast.engine.Entropy;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Writes frames; masks when this side is the client. Small frames are gathered until {@link #flush}, so that
 * several make one TLS record; a payload is copied once, in pieces of up to 16 KiB. One thread writes.
 */
final class FrameWriter {
    /** The content of a full TLS record. */
    private static final int PIECE_BYTES = 16 * 1024;

    private static final int FIRST_BYTES = 256;
    private static final int MAX_HEADER_BYTES = 14;
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final byte[] EMPTY = {};

    private final OutputStream output;
    private final Optional<Entropy> masks;
    private byte[] piece = EMPTY;
    private int used;

    /**
     * A writer.
     *
     * @param masks the source of masks; present for clients, empty for servers
     */
    FrameWriter(OutputStream output, Optional<Entropy> masks) {
        this.output = output;
        this.masks = masks;
    }

    /**
     * Writes one frame in the shortest form.
     *
     * @param last whether the message ends with it
     */
    void write(Opcode opcode, boolean last, byte[] payload) throws IOException {
        makeRoom((long) MAX_HEADER_BYTES + payload.length);
        if (piece.length - used < MAX_HEADER_BYTES) {
            drain();
        }
        put(opcode.number() | (last ? FIN : 0));
        putLength(payload.length);
        putPayload(payload, masks.isPresent() ? putMask(masks.get()) : 0);
    }

    /** Hands everything to the network and keeps no memory. */
    void flush() throws IOException {
        drain();
        piece = EMPTY;
        output.flush();
    }

    private void putLength(int length) {
        int flag = masks.isPresent() ? MASKED : 0;
        if (length < FrameHeader.LENGTH_16) {
            put(flag | length);
        } else if (length <= FrameHeader.MAX_LENGTH_16) {
            put(flag | FrameHeader.LENGTH_16);
            putNumber(length, Short.BYTES);
        } else {
            put(flag | FrameHeader.LENGTH_64);
            putNumber(length, Long.BYTES);
        }
    }

    private int putMask(Entropy entropy) {
        byte[] mask = new byte[Integer.BYTES];
        entropy.fill(mask);
        int number = 0;
        for (byte octet : mask) {
            put(octet);
            number = (number << 8) | (octet & 0xFF);
        }
        return number;
    }

    private void putPayload(byte[] payload, int mask) throws IOException {
        int done = 0;
        while (done < payload.length) {
            if (used == piece.length) {
                drain();
            }
            int count = Math.min(payload.length - done, piece.length - used);
            System.arraycopy(payload, done, piece, used, count);
            Masking.apply(piece, used, count, mask, done);
            used += count;
            done += count;
        }
    }

    private void putNumber(long number, int bytes) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            put((int) (number >>> shift));
        }
    }

    private void put(int octet) {
        piece[used++] = (byte) octet;
    }

    private void makeRoom(long bytes) {
        long wanted = used + bytes;
        if (wanted > piece.length && piece.length < PIECE_BYTES) {
            long grown = Math.max(Math.max(wanted, FIRST_BYTES), 2L * piece.length);
            piece = Arrays.copyOf(piece, (int) Math.min(grown, PIECE_BYTES));
        }
    }

    private void drain() throws IOException {
        output.write(piece, 0, used);
        used = 0;
    }
}
