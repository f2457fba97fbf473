// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.filter;

import io.handfast.decred.wire.encoding.Bytes;

/** SipHash-2-4 (Aumasson and Bernstein, 2012): two rounds a word, four at the end. */
final class SipHash {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    private SipHash(FilterKey key) {
        v0 = key.k0() ^ 0x736f6d6570736575L;
        v1 = key.k1() ^ 0x646f72616e646f6dL;
        v2 = key.k0() ^ 0x6c7967656e657261L;
        v3 = key.k1() ^ 0x7465646279746573L;
    }

    static long hash(FilterKey key, Bytes data) {
        SipHash state = new SipHash(key);
        int words = data.length() / 8;
        for (int i = 0; i < words; i++) {
            state.word(data.int64At(8 * i));
        }
        long last = (long) data.length() << 56;
        for (int i = 8 * words; i < data.length(); i++) {
            last |= (long) data.at(i) << (8 * (i & 7));
        }
        state.word(last);
        return state.end();
    }

    private void word(long m) {
        v3 ^= m;
        round();
        round();
        v0 ^= m;
    }

    private long end() {
        v2 ^= 0xFF;
        for (int i = 0; i < 4; i++) {
            round();
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
        v0 += v1;
        v2 += v3;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 = Long.rotateLeft(v2, 32);
    }
}
