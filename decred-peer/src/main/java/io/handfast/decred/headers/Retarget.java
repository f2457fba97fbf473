// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.headers;

import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.chain.Target;
import io.handfast.engine.failure.LocallyRefused;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Which target the next header has to name. Up to the anchor it changes at every window's end by the average, weighted
 * exponentially, of how long the last windows took; after it follows a schedule (ASERT, DCP0011): twice as easy for
 * every half-life that the chain is behind it.
 *
 * @param limit the easiest target
 * @param secondsPerBlock as it should be
 * @param window blocks between two changes, before the anchor
 * @param windows how many of them are averaged
 * @param asert what holds after the anchor
 * @param testnet what testnet3 does differently
 */
public record Retarget(
        Target limit, long secondsPerBlock, int window, int windows, Asert asert, Optional<Testnet> testnet) {
    /** How far a target may move at once, before the anchor. */
    private static final BigInteger MOST = BigInteger.valueOf(4);
    /** Fixed point of the average. */
    private static final int FRACTION_BITS = 32;

    /**
     * The schedule of DCP0011.
     *
     * @param anchor height of the block that it begins with
     * @param startBits the target at the anchor, whatever was before
     * @param halfLifeSeconds how far behind the schedule means twice as easy
     */
    public record Asert(long anchor, long startBits, long halfLifeSeconds) {}

    /**
     * What testnet3 does differently: nobody shall need much power there.
     *
     * @param patienceSeconds without a block for so long, the next one may be the easiest
     * @param until the height at which that ends, and from which targets have a lower bound
     * @param hardest that bound
     */
    public record Testnet(long patienceSeconds, long until, Target hardest) {}

    /**
     * What the header after the tip has to say.
     *
     * @param chain up to the header before
     * @param timestamp of the header itself
     * @return its bits
     */
    long bitsAfter(ChainView chain, long timestamp) throws LocallyRefused {
        long next = chain.height() + 1;
        if (next > asert.anchor) {
            return scheduled(chain);
        }
        if (next % window == 0) {
            return averaged(chain);
        }
        boolean eased = testnet.isPresent() && next < testnet.get().until;
        return eased
                ? easedBits(chain, timestamp, testnet.get())
                : chain.header(chain.height()).bits();
    }

    private long easedBits(ChainView chain, long timestamp, Testnet rules) throws LocallyRefused {
        BlockHeader header = chain.header(chain.height());
        if (timestamp > header.timestampSeconds() + rules.patienceSeconds) {
            return limit.bits();
        }
        while (header.height() % ((long) window * windows) != 0 && header.bits() == limit.bits()) {
            header = chain.header(header.height() - 1);
        }
        return header.bits();
    }

    /** Before DCP0011. The youngest window weighs 2^windows, the oldest 2. */
    private long averaged(ChainView chain) throws LocallyRefused {
        long timespan = secondsPerBlock * window;
        BlockHeader tip = chain.header(chain.height());
        long younger = tip.timestampSeconds();
        BigInteger sum = BigInteger.ZERO;
        BigInteger weights = BigInteger.ZERO;
        for (int i = 1; i <= windows; i++) {
            long height = Math.max(0, tip.height() - (long) i * window);
            long older = chain.header(height).timestampSeconds();
            long took = height == 0 ? timespan : younger - older; // a window that is not there was on time
            BigInteger ratio = floored(BigInteger.valueOf(took).shiftLeft(FRACTION_BITS), BigInteger.valueOf(timespan));
            sum = sum.add(ratio.shiftLeft(windows - i + 1));
            weights = weights.setBit(windows - i + 1);
            younger = older;
        }
        BigInteger before = Target.ofBits(tip.bits()).orElseThrow().value();
        BigInteger after = floored(sum, weights).multiply(before).shiftRight(FRACTION_BITS);
        if (after.signum() == 0) {
            after = limit.value();
        }
        after = after.min(before.multiply(MOST)).max(before.divide(MOST)).min(limit.value());
        if (testnet.isPresent() && tip.height() + 1 >= testnet.get().until) {
            after = after.max(testnet.get().hardest.value());
        }
        return Target.of(after.max(BigInteger.ONE)).bits();
    }

    private static BigInteger floored(BigInteger value, BigInteger divisor) {
        BigInteger[] parts = value.divideAndRemainder(divisor);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    private long scheduled(ChainView chain) throws LocallyRefused {
        BlockHeader anchor = chain.header(asert.anchor);
        BlockHeader tip = chain.header(chain.height());
        long bits = scheduledBits(tip.timestampSeconds() - anchor.timestampSeconds(), tip.height() - anchor.height());
        return testnet.isPresent() ? Math.max(bits, testnet.get().hardest.bits()) : bits;
    }

    /**
     * The schedule: {@code start * 2^((seconds - blocks * secondsPerBlock) / halfLife)}, with 16 bits behind the point
     * and the polynomial that DCP0011 prescribes for the fraction's power of two.
     */
    long scheduledBits(long seconds, long blocks) {
        long exponent = BigInteger.valueOf(seconds - blocks * secondsPerBlock)
                .shiftLeft(16)
                .divide(BigInteger.valueOf(asert.halfLifeSeconds)) // towards zero, as prescribed
                .longValueExact();
        long fraction = exponent & 0xFFFF;
        long polynomial = 195_766_423_245_049L * fraction
                + 971_821_376L * fraction * fraction
                + 5_127L * fraction * fraction * fraction
                + (1L << 47);
        long factor = (1L << 16) + (polynomial >>> 48); // 64 bits without a sign
        long shift = (exponent >> 16) - 16;
        if (shift > 256) {
            return limit.bits();
        }
        BigInteger start = Target.ofBits(asert.startBits).orElseThrow().value();
        BigInteger target = start.multiply(BigInteger.valueOf(factor)).shiftLeft((int) Math.max(shift, -1_024));
        return Target.of(target.max(BigInteger.ONE).min(limit.value())).bits();
    }
}
