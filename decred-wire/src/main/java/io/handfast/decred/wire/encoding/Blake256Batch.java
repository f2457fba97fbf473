// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

import static io.handfast.decred.wire.encoding.Blake256.BLOCK_BYTES;

import java.util.Arrays;
import java.util.List;

/** Puts messages side by side that have the same number of blocks, and hashes the others one after the other. */
final class Blake256Batch {
    /** Of fewer messages the loops over lanes are too short to become vectors. */
    private static final int FEWEST = 32;
    /** All words of so many fit into the first cache. */
    private static final int MOST = 128;

    private final List<Bytes> messages;
    private final Hash[] hashes;

    private Blake256Batch(List<Bytes> messages) {
        this.messages = messages;
        this.hashes = new Hash[messages.size()];
    }

    static List<Hash> hash(List<Bytes> messages) {
        Blake256Batch batch = new Blake256Batch(List.copyOf(messages));
        batch.run();
        return List.of(batch.hashes);
    }

    /** The number of blocks in the upper half, the place in the list in the lower: sorted, equal numbers are together. */
    private void run() {
        long[] order = new long[hashes.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = ((long) blocks(messages.get(i)) << 32) | i;
        }
        Arrays.sort(order);
        int from = 0;
        while (from < order.length) {
            int to = from + 1;
            while (to < order.length && to - from < MOST && order[to] >> 32 == order[from] >> 32) {
                to++;
            }
            hash(Arrays.stream(order, from, to).mapToInt(place -> (int) place).toArray());
            from = to;
        }
    }

    /** A one bit and the length follow the message: nine bytes at least. */
    private static int blocks(Bytes message) {
        return (message.length() + 9 + BLOCK_BYTES - 1) / BLOCK_BYTES;
    }

    private void hash(int[] places) {
        if (places.length < FEWEST) {
            for (int place : places) {
                hashes[place] = Blake256.hash(messages.get(place));
            }
            return;
        }
        Blake256Lanes lanes = new Blake256Lanes(places.length);
        byte[][] tails = new byte[places.length][];
        for (int lane = 0; lane < places.length; lane++) {
            Bytes message = messages.get(places[lane]);
            tails[lane] = Blake256.tail(message.array(), message.offset(), message.length());
        }
        int blocks = blocks(messages.get(places[0]));
        for (int block = 0; block < blocks; block++) {
            for (int lane = 0; lane < places.length; lane++) {
                set(lanes, lane, messages.get(places[lane]), tails[lane], block);
            }
            lanes.compress();
        }
        for (int lane = 0; lane < places.length; lane++) {
            hashes[places[lane]] = lanes.hash(lane);
        }
    }

    private static void set(Blake256Lanes lanes, int lane, Bytes message, byte[] tail, int block) {
        int whole = message.length() / BLOCK_BYTES;
        if (block < whole) {
            lanes.block(lane, message.array(), message.offset() + BLOCK_BYTES * block, BLOCK_BYTES * 8L * (block + 1));
        } else {
            boolean last = block == whole && message.length() % BLOCK_BYTES > 0;
            lanes.block(lane, tail, BLOCK_BYTES * (block - whole), last ? message.length() * 8L : 0);
        }
    }
}
