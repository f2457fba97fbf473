// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.filter;

import io.handfast.decred.wire.encoding.Bytes;

/** Reads the differences of a Golomb-coded set: the highest bit of each byte first. For one thread. */
final class GolombBits {
    private final Bytes data;
    private long next;

    /** From this bit on. */
    GolombBits(Bytes data, long firstBit) {
        this.data = data;
        next = firstBit;
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
