// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.headers;

import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.chain.Target;
import io.handfast.decred.wire.encoding.Blake256;
import io.handfast.decred.wire.encoding.Blake3;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.failure.PeerMisbehaved;
import io.handfast.engine.time.TimeSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a header is held to, alone and in its place. Any thread may ask; nothing is kept.
 *
 * <p>Verified: that it follows the header before and says the next height; that its target is within the network's
 * limit, and on mainnet and testnet3 the very one that the headers before demand; that its hash, BLAKE-256 or since
 * DCP0011 BLAKE3, meets the target; that its time is after the median of eleven and at most two hours ahead of this
 * machine's clock; that known blocks are at their heights.
 *
 * <p>Not verified, since it takes more than headers, or nobody needs it to choose the chain with the most work: votes,
 * tickets and their price, the final state of the lottery, roots, sizes, the block's version, the pause between blocks
 * of testnet3 at its hardest target, and targets on simnet and regnet.
 */
public final class HeaderRules {
    /** How many headers the time must not fall behind. */
    private static final int MEDIAN_OF = 11;
    /** How far a header's time may be ahead. */
    private static final long MOST_AHEAD_SECONDS = 2 * 60 * 60;

    private static final String PHASE = "verify headers";

    private final ChainParams params;
    private final TimeSource time;

    /**
     * Those of a network.
     *
     * @param params of the network
     * @param time the clock that no header may be far ahead of
     */
    public HeaderRules(ChainParams params, TimeSource time) {
        this.params = params;
        this.time = time;
    }

    /**
     * The network.
     *
     * @return its parameters
     */
    public ChainParams params() {
        return params;
    }

    /**
     * Judges a header alone: its target and its proof of work. All the hashing is here.
     *
     * @param header any
     * @return the evidence
     * @throws PeerMisbehaved {@code target-out-of-range} or {@code no-proof-of-work}
     */
    public ProvenHeader prove(BlockHeader header) throws PeerMisbehaved {
        Bytes encoded = header.encoded();
        return prove(header, encoded, Blake256.hash(encoded));
    }

    /** For many at a time: the bytes and the hash are the header's. */
    ProvenHeader prove(BlockHeader header, Bytes encoded, Hash hash) throws PeerMisbehaved {
        Optional<Target> stated = Target.ofBits(header.bits());
        if (stated.isEmpty() || stated.get().value().compareTo(params.powLimit().value()) > 0) {
            throw wrong(
                    HeadersFailure.TARGET_OUT_OF_RANGE,
                    header.height(),
                    "bits of at most " + Long.toHexString(params.powLimit().bits()),
                    Long.toHexString(header.bits()));
        }
        Target target = stated.get();
        if (!isWork(header.height(), target, hash, encoded)) {
            throw wrong(
                    HeadersFailure.NO_PROOF_OF_WORK,
                    header.height(),
                    "a proof of work of at most " + target,
                    "that of block " + hash);
        }
        return new ProvenHeader(header, encoded, hash, target.work());
    }

    private boolean isWork(long height, Target target, Hash hash, Bytes encoded) {
        if (params.blake3From().isEmpty()) {
            return target.isMetBy(hash) || target.isMetBy(Blake3.hash(encoded));
        }
        boolean blake3 = height >= params.blake3From().getAsLong();
        return target.isMetBy(blake3 ? Blake3.hash(encoded) : hash);
    }

    /**
     * Judges a header in its place.
     *
     * @param chain up to the header before
     * @param next the header
     * @throws HandshakeException when it is none that may follow
     */
    void requireNext(ChainView chain, ProvenHeader next) throws HandshakeException {
        BlockHeader header = next.header();
        long height = chain.height() + 1;
        if (!header.previous().equals(chain.tip())) {
            throw wrong(
                    HeadersFailure.UNCONNECTED,
                    height,
                    "a header after " + chain.tip(),
                    "one after " + header.previous());
        }
        if (header.height() != height) {
            throw wrong(HeadersFailure.WRONG_HEIGHT, height, "height " + height, String.valueOf(header.height()));
        }
        requireTime(chain, header);
        requireTarget(chain, header);
        Hash known = params.checkpoints().get(height);
        if (known != null && !known.equals(next.hash())) {
            throw wrong(
                    HeadersFailure.CHECKPOINT_MISMATCH,
                    height,
                    "block " + known,
                    next.hash().toString());
        }
    }

    private void requireTime(ChainView chain, BlockHeader header) throws HandshakeException {
        long median = median(chain);
        if (header.timestampSeconds() <= median) {
            throw wrong(
                    HeadersFailure.TIMESTAMP_TOO_OLD,
                    header.height(),
                    "a time after " + median + " s",
                    header.timestampSeconds() + " s");
        }
        long latest = time.wallClock().getEpochSecond() + MOST_AHEAD_SECONDS;
        if (header.timestampSeconds() > latest) {
            throw wrong(
                    HeadersFailure.TIMESTAMP_IN_FUTURE,
                    header.height(),
                    "a time of at most " + latest + " s",
                    header.timestampSeconds() + " s");
        }
    }

    /** As dcrd does near genesis: of an even number the later one of the two in the middle. */
    private static long median(ChainView chain) throws LocallyRefused {
        int count = (int) Math.min(MEDIAN_OF, chain.height() + 1);
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            times[i] = chain.header(chain.height() - i).timestampSeconds();
        }
        Arrays.sort(times);
        return times[count / 2];
    }

    private void requireTarget(ChainView chain, BlockHeader header) throws HandshakeException {
        if (params.retarget().isEmpty()) {
            return;
        }
        long bits = params.retarget().get().bitsAfter(chain, header.timestampSeconds());
        if (header.bits() != bits) {
            throw wrong(
                    HeadersFailure.WRONG_DIFFICULTY,
                    header.height(),
                    "bits " + Long.toHexString(bits),
                    Long.toHexString(header.bits()));
        }
    }

    static PeerMisbehaved wrong(HeadersFailure code, long height, String expected, String got) {
        return new PeerMisbehaved(code, PHASE, expected, got + " (header at height " + height + ")");
    }
}
