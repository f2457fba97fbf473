// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Word by word: runs on every JVM. */
final class Blake256Words extends Blake256Compression {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final int[] m = new int[16];
    private final int[] v = new int[16];

    Blake256Words(int[] salt) {
        super(salt);
    }

    @Override
    void blocks(byte[] data, int offset, int count, long bits) {
        for (int block = 0; block < count; block++) {
            for (int i = 0; i < 16; i++) {
                m[i] = (int) INT.get(data, offset + 64 * block + 4 * i);
            }
            compress(bits + 512L * block);
        }
    }

    private void compress(long bits) {
        System.arraycopy(h, 0, v, 0, 8);
        for (int i = 0; i < 4; i++) {
            v[8 + i] = salt[i] ^ CONSTANTS[i];
        }
        v[12] = (int) bits ^ CONSTANTS[4];
        v[13] = (int) bits ^ CONSTANTS[5];
        v[14] = (int) (bits >>> 32) ^ CONSTANTS[6];
        v[15] = (int) (bits >>> 32) ^ CONSTANTS[7];
        Blake256Rounds.run(v, m);
        for (int i = 0; i < 8; i++) {
            h[i] ^= salt[i % 4] ^ v[i] ^ v[8 + i];
        }
    }
}
