// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.chain;

import io.handfast.decred.wire.encoding.Hash;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a proof of work has to stay below or meet. A header says it in 32 bits: the highest byte is a length in bytes,
 * the 23 lowest bits are the first digits, the bit between them is a sign that nobody needs.
 */
public final class Target {
    private static final int MANTISSA = 0x7F_FFFF;
    private static final int SIGN = 0x80_0000;
    private static final int MANTISSA_BYTES = 3;
    private static final BigInteger HASHES = BigInteger.ONE.shiftLeft(256);

    private final BigInteger value;
    private final Hash largest;

    private Target(BigInteger value) {
        this.value = value;
        this.largest = hash(value);
    }

    /**
     * A target.
     *
     * @param value 1 to 2^256 - 1
     * @return the target
     */
    public static Target of(BigInteger value) {
        if (value.signum() <= 0 || value.bitLength() > 256) {
            throw new IllegalArgumentException("a target is a number of 1 to 256 bits: " + value.toString(16));
        }
        return new Target(value);
    }

    /**
     * What a header's bits say.
     *
     * @param bits 32 of them
     * @return the target; empty when it is zero, negative or above all hashes: no header may say that
     */
    public static Optional<Target> ofBits(long bits) {
        int length = (int) (bits >>> 24) & 0xFF;
        BigInteger mantissa = BigInteger.valueOf(bits & MANTISSA);
        BigInteger value = mantissa.shiftLeft(8 * (length - MANTISSA_BYTES)); // a negative shift is one to the right
        boolean possible = (bits & SIGN) == 0 && value.signum() > 0 && value.bitLength() <= 256;
        return possible ? Optional.of(new Target(value)) : Optional.empty();
    }

    /**
     * As a header says it, which keeps the first digits alone.
     *
     * @return 32 bits
     */
    public long bits() {
        int length = (value.bitLength() + 7) / 8;
        long mantissa = value.shiftRight(8 * (length - MANTISSA_BYTES)).longValueExact();
        if ((mantissa & SIGN) != 0) {
            mantissa >>>= 8;
            length++;
        }
        return (long) length << 24 | mantissa;
    }

    /**
     * The number itself.
     *
     * @return 1 to 2^256 - 1
     */
    public BigInteger value() {
        return value;
    }

    /**
     * Whether a hash is proof of the work.
     *
     * @param powHash {@link BlockHeader#powHashV1} or {@link BlockHeader#powHashV2}
     * @return whether the number it is, is at most this one
     */
    public boolean isMetBy(Hash powHash) {
        int order = Long.compareUnsigned(powHash.word3(), largest.word3());
        if (order == 0) {
            order = Long.compareUnsigned(powHash.word2(), largest.word2());
        }
        if (order == 0) {
            order = Long.compareUnsigned(powHash.word1(), largest.word1());
        }
        if (order == 0) {
            order = Long.compareUnsigned(powHash.word0(), largest.word0());
        }
        return order <= 0;
    }

    /**
     * How many hashes it takes to meet it, on average. The chain with the largest sum of them is the chain.
     *
     * @return at least 1
     */
    public BigInteger work() {
        return HASHES.divide(value.add(BigInteger.ONE));
    }

    private static Hash hash(BigInteger value) {
        return new Hash(
                value.longValue(),
                value.shiftRight(64).longValue(),
                value.shiftRight(128).longValue(),
                value.shiftRight(192).longValue());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Target that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** 64 hexadecimal digits. */
    @Override
    public String toString() {
        return largest.toString();
    }
}
