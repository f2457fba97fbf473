// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

import static java.lang.Integer.rotateRight;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Several messages of the same number of blocks side by side: word i of all of them stands in one array, and each step
 * is a loop over it, which the compiler of the JVM turns into vectors of the width that the processor has. Three to
 * six times as fast as one after the other, from some thirty messages on. For one thread.
 */
final class Blake256Lanes {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final int[][] h;
    private final int[][] v;
    private final int[][] m;

    Blake256Lanes(int lanes) {
        h = new int[8][lanes];
        v = new int[16][lanes];
        m = new int[16][lanes];
        int[] initial = Blake256Compression.initial();
        for (int i = 0; i < 8; i++) {
            Arrays.fill(h[i], initial[i]);
        }
    }

    /** Sets the block that a message continues with. */
    void block(int lane, byte[] data, int offset, long bits) {
        for (int i = 0; i < 16; i++) {
            m[i][lane] = (int) INT.get(data, offset + 4 * i);
        }
        v[12][lane] = (int) bits;
        v[14][lane] = (int) (bits >>> 32);
    }

    /** Takes in the blocks that were set, one for each message. */
    void compress() {
        begin();
        for (int round = 0; round < Blake256Schedule.ROUNDS; round++) {
            for (int i = 0; i < 4; i++) {
                step(round, i, v[i], v[4 + i], v[8 + i], v[12 + i]);
            }
            for (int i = 0; i < 4; i++) {
                step(round, 4 + i, v[i], v[4 + (i + 1) % 4], v[8 + (i + 2) % 4], v[12 + (i + 3) % 4]);
            }
        }
        for (int i = 0; i < 8; i++) {
            feedForward(h[i], v[i], v[8 + i]);
        }
    }

    private void begin() {
        int[] constants = Blake256Compression.CONSTANTS;
        for (int i = 0; i < 4; i++) {
            System.arraycopy(h[i], 0, v[i], 0, h[i].length);
            System.arraycopy(h[4 + i], 0, v[4 + i], 0, h[i].length);
            Arrays.fill(v[8 + i], constants[i]);
        }
        for (int lane = 0; lane < v[12].length; lane++) {
            v[13][lane] = v[12][lane] ^ constants[5];
            v[12][lane] ^= constants[4];
            v[15][lane] = v[14][lane] ^ constants[7];
            v[14][lane] ^= constants[6];
        }
    }

    private void step(int round, int g, int[] a, int[] b, int[] c, int[] d) {
        step(
                a,
                b,
                c,
                d,
                m[Blake256Schedule.word(round, 2 * g)],
                m[Blake256Schedule.word(round, 2 * g + 1)],
                Blake256Schedule.constant(round, 2 * g),
                Blake256Schedule.constant(round, 2 * g + 1));
    }

    /** One step G in all lanes. Nothing else in this loop, or it will not become vectors. */
    private static void step(
            int[] a, int[] b, int[] c, int[] d, int[] first, int[] second, int constant0, int constant1) {
        for (int lane = 0; lane < a.length; lane++) {
            int a1 = a[lane] + b[lane] + (first[lane] ^ constant0);
            int d1 = rotateRight(d[lane] ^ a1, 16);
            int c1 = c[lane] + d1;
            int b1 = rotateRight(b[lane] ^ c1, 12);
            int a2 = a1 + b1 + (second[lane] ^ constant1);
            int d2 = rotateRight(d1 ^ a2, 8);
            int c2 = c1 + d2;
            a[lane] = a2;
            b[lane] = rotateRight(b1 ^ c2, 7);
            c[lane] = c2;
            d[lane] = d2;
        }
    }

    private static void feedForward(int[] h, int[] low, int[] high) {
        for (int lane = 0; lane < h.length; lane++) {
            h[lane] ^= low[lane] ^ high[lane];
        }
    }

    /** What has become of a message. */
    Hash hash(int lane) {
        return new Hash(word(0, lane), word(2, lane), word(4, lane), word(6, lane));
    }

    private long word(int first, int lane) {
        return Blake256.word(h[first][lane], h[first + 1][lane]);
    }
}
