// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.scan;

import io.handfast.decred.headers.HeaderStore;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.filter.CommittedFilter;
import io.handfast.decred.wire.filter.FilterKey;
import io.handfast.decred.wire.message.CFilterV2;
import io.handfast.engine.Environment;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.failure.PeerMisbehaved;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Looks through the filters of a chain's blocks for scripts: asks a peer for a hundred at a time, holds each against
 * its header, and notes the blocks that match. The peer learns which blocks are looked at, never what for.
 *
 * <p>Headers commit to filters since DCP0005 ({@code ChainParams.commitmentsFrom}). Filters of blocks before that have
 * to be believed: a peer could hide a match there, or make one up.
 */
public final class FilterScan {
    /** As many filters as fit into a message. */
    static final int RANGE = 100;
    /** How far a scan goes back when the block it was at is not in the chain any more: two weeks on mainnet. */
    private static final long BACK = 4_032;

    private static final String PHASE = "verify filters";

    private final HeaderStore store;
    private final List<Bytes> scripts;
    private final Environment environment;
    private final Duration patience;

    /**
     * A procedure.
     *
     * @param store the chain; nobody else may use it meanwhile
     * @param scripts what is looked for, of version 0, none of them empty
     * @param environment clock and pool
     * @param patience how long the peer may take for an answer
     */
    public FilterScan(HeaderStore store, List<Bytes> scripts, Environment environment, Duration patience) {
        this.store = store;
        this.scripts = List.copyOf(scripts);
        this.environment = environment;
        this.patience = patience;
        if (scripts.isEmpty() || scripts.stream().anyMatch(script -> script.length() == 0)) {
            throw new IllegalArgumentException("no script, or an empty one, which stands in no filter");
        }
    }

    /**
     * Where a scan of these scripts begins.
     *
     * @param from height of the first block
     * @return its state
     */
    public ScanState beginning(long from) {
        return ScanState.beginning(store.params().network(), scripts, from);
    }

    /**
     * Blocks until all blocks are looked at, or something goes wrong. What was done by then the listener has heard.
     *
     * @param source the peer
     * @param state where to go on; where the chain has changed meanwhile the scan goes back
     * @param to height of the last block, in the store
     * @param listener hears of each range
     * @return the state after the last block
     * @throws HandshakeException what the peer failed with, or what is wrong with its filters ({@link FiltersFailure})
     */
    public ScanState run(FilterSource source, ScanState state, long to, ScanListener listener)
            throws HandshakeException {
        if (!state.isOf(beginning(state.from()))) {
            throw new IllegalArgumentException("the state of a scan for other scripts, or of another network");
        }
        if (to > store.height()) {
            throw new IllegalArgumentException("height " + to + " is beyond the chain's " + store.height());
        }
        ScanState now = onTheChain(state);
        while (now.next() <= to) {
            long last = Math.min(to, now.next() + RANGE - 1);
            now = now.after(last + 1, store.hash(last), range(source, now.next(), last));
            listener.scanned(now);
        }
        return now;
    }

    private ScanState onTheChain(ScanState state) throws HandshakeException {
        if (state.next() == state.from()) {
            return state;
        }
        long last = state.next() - 1;
        if (last <= store.height() && store.hash(last).equals(state.last())) {
            return state;
        }
        long back = Math.max(state.from(), Math.min(last, store.height() + 1) - BACK);
        return state.backTo(back, back > state.from() ? store.hash(back - 1) : Hash.ZERO);
    }

    private List<FilterMatch> range(FilterSource source, long first, long last) throws HandshakeException {
        List<BlockHeader> headers = store.headers(first, (int) (last - first + 1));
        List<Hash> blocks = names(headers, store.hash(last));
        List<CFilterV2> filters = source.filters(blocks, environment.time().in(patience));
        if (filters.size() != blocks.size()) {
            throw wrong(FiltersFailure.OTHER_BLOCKS, first, blocks.size() + " filters", String.valueOf(filters.size()));
        }
        try {
            return environment.compute().compute(() -> matches(headers, blocks, filters));
        } catch (HandshakeException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each header names the block before it, so none has to be hashed. */
    private static List<Hash> names(List<BlockHeader> headers, Hash last) {
        List<Hash> names = new ArrayList<>(headers.size());
        headers.stream().skip(1).map(BlockHeader::previous).forEach(names::add);
        names.add(last);
        return names;
    }

    private List<FilterMatch> matches(List<BlockHeader> headers, List<Hash> blocks, List<CFilterV2> filters)
            throws PeerMisbehaved {
        List<FilterMatch> matches = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            BlockHeader header = headers.get(i);
            CFilterV2 filter = filters.get(i);
            if (!filter.block().equals(blocks.get(i))) {
                throw wrong(
                        FiltersFailure.OTHER_BLOCKS,
                        header.height(),
                        "the filter of " + blocks.get(i),
                        "that of " + filter.block());
            }
            if (checked(header, filter).matchesAny(FilterKey.of(header), scripts)) {
                matches.add(new FilterMatch(header.height(), filter.block()));
            }
        }
        return matches;
    }

    private CommittedFilter checked(BlockHeader header, CFilterV2 filter) throws PeerMisbehaved {
        Hash hash = CommittedFilter.hash(filter.data());
        OptionalLong from = store.params().commitmentsFrom();
        boolean committed = from.isPresent() && header.height() >= from.getAsLong();
        if (committed && !CommittedFilter.provenBy(header.stakeRoot(), hash, filter.proofIndex(), filter.proof())) {
            throw wrong(
                    FiltersFailure.NOT_COMMITTED,
                    header.height(),
                    "a filter under root " + header.stakeRoot(),
                    "one with hash " + hash);
        }
        try {
            return CommittedFilter.read(filter.data());
        } catch (MalformedMessage e) {
            throw wrong(FiltersFailure.MALFORMED, header.height(), e.expected(), e.got());
        }
    }

    /**
     * How many of a range of blocks have filters that no header commits to.
     *
     * @param from height of the first block
     * @param to height of the last one
     * @return 0 to all of them
     */
    public long uncommitted(long from, long to) {
        long first = store.params().commitmentsFrom().orElse(Long.MAX_VALUE);
        return Math.max(0, Math.min(to + 1, first) - from);
    }

    private static PeerMisbehaved wrong(FiltersFailure code, long height, String expected, String got) {
        return new PeerMisbehaved(code, PHASE, expected, got + " (block at height " + height + ")");
    }

    /** What a state file of another scan is told. */
    static LocallyRefused foreign(String expected, String got) {
        return new LocallyRefused(FiltersFailure.STATE_FOREIGN, "open scan", expected, got);
    }
}
