// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.filter;

import io.handfast.decred.wire.encoding.Bytes;
import java.util.BitSet;

/** Reads and writes the differences of a Golomb-coded set: the highest bit of each byte first. For one thread. */
final class GolombBits {
    private final Bytes data;
    private long next;

    /** From this bit on. */
    GolombBits(Bytes data, long firstBit) {
        this.data = data;
        next = firstBit;
    }

    /** The differences of a sorted set: how often 2^b goes into it as ones and a zero, then b bits of what is left. */
    static Bytes written(long[] values, int b) {
        BitSet ones = new BitSet();
        int length = 0;
        long before = 0;
        for (long value : values) {
            long difference = value - before;
            before = value;
            int quotient = (int) (difference >>> b);
            ones.set(length, length + quotient);
            length += quotient + 1;
            for (int bit = b - 1; bit >= 0; bit--) {
                ones.set(length++, (difference >>> bit & 1) == 1);
            }
        }
        byte[] bytes = new byte[(length + 7) / 8];
        ones.stream().forEach(bit -> bytes[bit / 8] |= (byte) (0x80 >>> bit % 8));
        return Bytes.owned(bytes);
    }

    long left() {
        return 8L * data.length() - next;
    }

    /** How many ones stand before the next zero; -1 when there is no zero any more. */
    long unary() {
        long count = 0;
        while (left() > 0) {
            if (bits(1) == 0) {
                return count;
            }
            count++;
        }
        return -1;
    }

    /** So many bits, which have to be there, as a number. */
    long bits(int count) {
        long value = 0;
        int missing = count;
        while (missing > 0) {
            int inByte = 8 - (int) (next & 7);
            int taken = Math.min(inByte, missing);
            int octet = data.at((int) (next >>> 3));
            value = (value << taken) | ((octet >> (inByte - taken)) & ((1 << taken) - 1));
            next += taken;
            missing -= taken;
        }
        return value;
    }
}
