// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.headers;

import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.chain.Target;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.engine.failure.HandshakeException;
import java.util.ArrayList;
import java.util.List;

/** Chains of simnet with real, cheap work: every second hash will do. */
public final class Chains {
    /** The network's easiest target. */
    static final long EASY = 0x207fffffL;

    private Chains() {}

    /** So many headers after this one, a second apart; different marks give different chains. */
    public static List<BlockHeader> after(BlockHeader first, int count, int mark) {
        List<BlockHeader> chain = new ArrayList<>(count);
        BlockHeader last = first;
        for (int i = 0; i < count; i++) {
            last = mined(next(last, mark));
            chain.add(last);
        }
        return chain;
    }

    /** From simnet's genesis. */
    public static List<BlockHeader> simnet(int count) {
        return after(ChainParams.of(Network.SIMNET).genesis(), count, 0);
    }

    /** What follows, without work. */
    static BlockHeader next(BlockHeader last, int mark) {
        return new BlockHeader(
                1,
                last.hash(),
                Hash.ZERO,
                Hash.ZERO,
                1,
                0,
                0,
                0,
                0,
                0,
                EASY,
                20_000,
                last.height() + 1,
                300,
                last.timestampSeconds() + 1,
                0,
                new Hash(mark, 0, 0, 0),
                0);
    }

    /** What follows and commits to a filter, with work. */
    public static BlockHeader committing(BlockHeader last, Hash merkleRoot, Hash filter) {
        BlockHeader h = next(last, 0);
        return mined(new BlockHeader(
                1,
                h.previous(),
                merkleRoot,
                filter,
                1,
                0,
                0,
                0,
                0,
                0,
                EASY,
                20_000,
                h.height(),
                300,
                h.timestampSeconds(),
                0,
                Hash.ZERO,
                0));
    }

    /** Puts headers into a store, verified. */
    public static void add(HeaderStore store, HeaderRules rules, List<BlockHeader> headers) throws HandshakeException {
        Branch branch = new Branch(store, headers.getFirst().height() - 1);
        for (BlockHeader header : headers) {
            branch.add(rules, rules.prove(header));
        }
        store.adopt(branch);
    }

    /** With the first nonce that will do. */
    static BlockHeader mined(BlockHeader header) {
        BlockHeader tried = header;
        Target target = Target.ofBits(header.bits()).orElseThrow();
        while (!target.isMetBy(tried.powHashV1())) {
            tried = with(tried, tried.nonce() + 1, tried.bits(), tried.height(), tried.timestampSeconds());
        }
        return tried;
    }

    static BlockHeader with(BlockHeader h, long nonce, long bits, long height, long timestamp) {
        return new BlockHeader(
                h.version(),
                h.previous(),
                h.merkleRoot(),
                h.stakeRoot(),
                h.voteBits(),
                h.finalState(),
                h.voters(),
                h.freshStake(),
                h.revocations(),
                h.poolSize(),
                bits,
                h.sbits(),
                height,
                h.size(),
                timestamp,
                nonce,
                h.extraData(),
                h.stakeVersion());
    }

    public static BlockHeader decoded(Bytes bytes) {
        try {
            return BlockHeader.read(new WireReader("test", bytes, 12));
        } catch (MalformedMessage e) {
            throw new AssertionError(e);
        }
    }
}
