// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.headers;

import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.message.Headers;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.PeerIncompatible;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fetches all headers a peer has and the store has not: asks, verifies, stores, until an answer is not full. What the
 * store has is not asked for again, so an interrupted sync goes on where it was.
 *
 * <p>The next batch is asked for as soon as the last one's end is known; while the peer answers, a thread of this
 * procedure verifies the last one (the hashing on the pool) and stores it. So two threads take turns with the store,
 * and the caller's waits for the other before it returns, whatever happened.
 *
 * <p>Where the peer follows another branch, its headers replace the store's tail as soon as they have more work, and
 * not before.
 */
public final class HeaderSync {
    /** A branch that leaves ours further back is another chain: two weeks on mainnet, more than dcrd takes. */
    static final int DEEPEST_FORK = 4_032;

    private final HeaderStore store;
    private final HeaderRules rules;
    private final Environment environment;
    private final Duration patience;

    /**
     * A procedure, to be run once.
     *
     * @param store what is known; nobody else may use it meanwhile
     * @param rules of the store's network
     * @param environment clock and pool
     * @param patience how long the peer may take for an answer
     */
    public HeaderSync(HeaderStore store, HeaderRules rules, Environment environment, Duration patience) {
        this.store = store;
        this.rules = rules;
        this.environment = environment;
        this.patience = patience;
    }

    /**
     * Blocks until the peer has nothing more, or something goes wrong. What was verified before is in the store in any
     * case.
     *
     * @param source the peer
     * @param listener hears of each batch
     * @return where the chain ends now
     * @throws HandshakeException what the peer failed with, what is wrong with its headers ({@link HeadersFailure}), or
     *     why the store cannot be written
     */
    public Synced run(HeaderSource source, SyncListener listener) throws HandshakeException {
        return new Run(source, listener).run();
    }

    /** What one run knows; the verifying thread has it while the owner waits for the peer. */
    private final class Run {
        private final HeaderSource source;
        private final SyncListener listener;
        private final TimeSource time = environment.time();
        private final Scope scope = new Scope("headers", time);
        private final Inbox<Verified> verified = new Inbox<>(time, 0);
        private final BatchProof proof = new BatchProof(rules, environment, scope);
        private final long before = store.height();
        private boolean verifying;
        private long received;
        private long dropped;
        private long known;
        private @Nullable Branch branch;

        Run(HeaderSource source, SyncListener listener) {
            this.source = source;
            this.listener = listener;
        }

        Synced run() throws HandshakeException {
            List<Hash> stored = store.locator();
            List<Hash> locator = stored;
            try {
                while (true) {
                    List<BlockHeader> batch = source.headers(locator, Hash.ZERO, time.in(patience))
                            .headers();
                    settle();
                    received += batch.size();
                    begin(batch);
                    if (batch.size() < Headers.MAX_HEADERS) {
                        settle();
                        return finished();
                    }
                    locator = after(batch.getLast(), stored);
                }
            } finally {
                awaitVerified();
            }
        }

        /** The older ones are for a peer that changes its chain between two answers. */
        private List<Hash> after(BlockHeader last, List<Hash> stored) {
            List<Hash> locator = new ArrayList<>(stored.size() + 1);
            locator.add(last.hash());
            locator.addAll(stored);
            return locator;
        }

        private void begin(List<BlockHeader> batch) {
            if (!batch.isEmpty()) {
                verifying = true;
                scope.start("verify", () -> verified.post(verify(batch)));
            }
        }

        private void settle() throws HandshakeException {
            boolean waited = verifying;
            Verified last = awaitVerified();
            if (last.failure != null) {
                throw last.failure;
            }
            if (last.bug != null) {
                throw last.bug;
            }
            if (waited) {
                listener.stored(store.height(), received);
            }
        }

        /** An interrupt stays for the next wait for the peer; the store is the other thread's until that is done. */
        private Verified awaitVerified() {
            boolean interrupted = false;
            Verified last = Verified.WELL;
            while (verifying) {
                try {
                    if (verified.await(Deadline.NEVER) instanceof Inbox.Posted<Verified>(Verified outcome)) {
                        last = outcome;
                        verifying = false;
                    }
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return last;
        }

        private Synced finished() throws HandshakeException {
            if (branch != null) {
                throw otherChain("a branch with more work than " + store.height() + " has", "one with no more");
            }
            if (store.work().compareTo(rules.params().minKnownWork()) < 0) {
                throw new PeerIncompatible(
                        HeadersFailure.TOO_LITTLE_WORK,
                        "verify headers",
                        "a chain with work of at least "
                                + rules.params().minKnownWork().toString(16),
                        store.work().toString(16) + " up to height " + store.height());
            }
            return new Synced(before, store.height(), store.tip(), store.work(), received, dropped);
        }

        /** On the verifying thread. */
        private Verified verify(List<BlockHeader> batch) {
            try {
                take(batch);
                return Verified.WELL;
            } catch (HandshakeException e) {
                return new Verified(e, null);
            } catch (RuntimeException e) {
                return new Verified(null, e);
            }
        }

        private void take(List<BlockHeader> batch) throws HandshakeException {
            List<BlockHeader> fresh = branch == null ? unknown(batch) : batch;
            if (fresh.isEmpty()) {
                return;
            }
            Branch growing = branch == null ? connected(fresh.getFirst()) : branch;
            try {
                proof.prove(fresh, header -> growing.add(rules, header));
            } finally { // of a batch with a fault in it, what comes before the fault
                keep(growing);
            }
        }

        private void keep(Branch growing) throws HandshakeException {
            if (growing.extendsTip() || growing.work().compareTo(store.workAfter(growing.fork())) > 0) {
                dropped += store.height() - growing.fork();
                store.adopt(growing);
                branch = null;
            } else if (growing.headers().size() > 2 * DEEPEST_FORK) {
                throw otherChain(
                        "a branch with more work than ours", growing.headers().size() + " headers with less");
            } else {
                branch = growing;
            }
        }

        /** Without those at the beginning that the store has: a locator is coarse. */
        private List<BlockHeader> unknown(List<BlockHeader> batch) throws HandshakeException {
            int first = 0;
            while (first < batch.size() && isStored(batch.get(first))) {
                first++;
            }
            known += first;
            if (known > 2 * DEEPEST_FORK) {
                throw otherChain("headers that are new", known + " that are not");
            }
            return batch.subList(first, batch.size());
        }

        private boolean isStored(BlockHeader header) throws HandshakeException {
            return header.height() <= store.height()
                    && store.hash(header.height()).equals(header.hash());
        }

        private Branch connected(BlockHeader first) throws HandshakeException {
            long fork = first.height() - 1;
            if (first.previous().equals(store.tip()) && fork != store.height()) {
                throw HeaderRules.wrong(
                        HeadersFailure.WRONG_HEIGHT,
                        store.height() + 1,
                        "height " + (store.height() + 1),
                        String.valueOf(first.height()));
            }
            boolean ours =
                    fork >= 0 && fork <= store.height() && store.hash(fork).equals(first.previous());
            if (!ours) {
                throw HeaderRules.wrong(
                        HeadersFailure.UNCONNECTED,
                        first.height(),
                        "a header after one of ours, the last of them " + store.tip(),
                        "one after " + first.previous());
            }
            if (store.height() - fork > DEEPEST_FORK) {
                throw otherChain(
                        "a branch that leaves ours at most " + DEEPEST_FORK + " blocks before " + store.height(),
                        "one from height " + fork);
            }
            return new Branch(store, fork);
        }
    }

    private static PeerIncompatible otherChain(String expected, String got) {
        return new PeerIncompatible(HeadersFailure.OTHER_CHAIN, "verify headers", expected, got);
    }

    /** How verifying a batch ended. */
    private record Verified(
            @Nullable HandshakeException failure, @Nullable RuntimeException bug) {
        static final Verified WELL = new Verified(null, null);
    }
}
