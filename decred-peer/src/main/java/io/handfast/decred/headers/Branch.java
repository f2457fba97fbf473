// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.headers;

import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Headers that follow a block of the store, each judged in its place: what {@link HeaderStore#adopt} takes. Usually it
 * begins at the tip; where it begins below, it is another branch, and what it has to beat is the store's own tail.
 * For one thread at a time.
 */
final class Branch implements ChainView {
    private final HeaderStore store;
    private final long fork;
    private final Hash forkHash;
    private final List<ProvenHeader> headers = new ArrayList<>();
    private BigInteger work = BigInteger.ZERO;

    /** Begins after the store's block at this height. */
    Branch(HeaderStore store, long fork) throws LocallyRefused {
        this.store = store;
        this.fork = fork;
        this.forkHash = store.hash(fork);
    }

    /** Takes one more, if it follows. */
    void add(HeaderRules rules, ProvenHeader next) throws HandshakeException {
        rules.requireNext(this, next);
        headers.add(next);
        work = work.add(next.work());
    }

    /** The height of the last block that it has in common with the store. */
    long fork() {
        return fork;
    }

    boolean extendsTip() {
        return fork == store.height();
    }

    List<ProvenHeader> headers() {
        return headers;
    }

    /** That of its own headers. */
    BigInteger work() {
        return work;
    }

    @Override
    public long height() {
        return fork + headers.size();
    }

    @Override
    public Hash tip() {
        return headers.isEmpty() ? forkHash : headers.getLast().hash();
    }

    @Override
    public BlockHeader header(long height) throws LocallyRefused {
        return height > fork ? headers.get((int) (height - fork - 1)).header() : store.header(height);
    }
}
