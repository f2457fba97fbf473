// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.engine.Entropy;
import io.handfast.engine.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Chooses whom to dial next: first a network group by chance, then an address of it, so that many addresses of one
 * operator weigh no more than one.
 *
 * <p>Better kinds come first, as long as there are any: addresses that were not tried in the last ten minutes, among
 * these those that are not bad, among these those on the network's usual port. dcrd gives the same preferences up after 30 and
 * 50 picks by chance; here they end when nothing of the kind is left.
 */
public final class AddressPicker {
    private static final Duration RECENTLY = Duration.ofMinutes(10);

    /**
     * What not to choose.
     *
     * @param busy addresses that are connected or being dialled
     * @param groups network groups that are taken
     */
    public record Taken(Set<PeerAddress> busy, Set<String> groups) {
        /** Copies the sets. */
        public Taken {
            busy = Set.copyOf(busy);
            groups = Set.copyOf(groups);
        }

        boolean leaves(PeerAddress address) {
            return !busy.contains(address) && !groups.contains(address.group());
        }
    }

    private final AddressBook book;
    private final Reach reach;
    private final TimeSource time;
    private final Entropy entropy;

    /**
     * Which addresses can be dialled from here.
     *
     * @param onions whether there is a proxy that knows Tor
     */
    public record Reach(boolean onions) {}

    /**
     * A picker.
     *
     * @param book where to choose from; on its owner's thread
     * @param reach which addresses can be dialled from here
     * @param time the clock
     * @param entropy chance
     */
    public AddressPicker(AddressBook book, Reach reach, TimeSource time, Entropy entropy) {
        this.book = book;
        this.reach = reach;
        this.time = time;
        this.entropy = entropy;
    }

    /**
     * Whom to dial.
     *
     * @param taken what not to choose
     * @return an address whose waits are over; empty when there is none
     */
    public Optional<PeerAddress> pick(Taken taken) {
        Instant now = time.wallClock();
        List<PeerAddress> best = new ArrayList<>();
        int bestRank = Integer.MAX_VALUE;
        for (AddressEntry entry : book.unsorted()) {
            int rank = isPossible(entry, taken) && !entry.due(now).isAfter(now) ? rank(entry, now) : Integer.MAX_VALUE;
            if (rank < bestRank) {
                bestRank = rank;
                best.clear();
            }
            if (rank == bestRank && rank < Integer.MAX_VALUE) {
                best.add(entry.address());
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(byChance(best));
    }

    private boolean isPossible(AddressEntry entry, Taken taken) {
        return taken.leaves(entry.address())
                && (reach.onions() || !entry.address().isOnion());
    }

    /** Lower is better. */
    private int rank(AddressEntry entry, Instant now) {
        int bad = entry.isBad(now) ? 2 : 0;
        int recent = entry.wasTriedSince(now.minus(RECENTLY)) ? 4 : 0;
        int otherPort = entry.address().port() == book.network().port() ? 0 : 1;
        return bad + recent + otherPort;
    }

    private PeerAddress byChance(List<PeerAddress> candidates) {
        TreeMap<String, List<PeerAddress>> groups = new TreeMap<>();
        for (PeerAddress candidate : candidates) {
            groups.computeIfAbsent(candidate.group(), _ -> new ArrayList<>()).add(candidate);
        }
        List<List<PeerAddress>> all = new ArrayList<>(groups.values());
        List<PeerAddress> group = all.get((int) entropy.below(all.size()));
        return group.get((int) entropy.below(group.size()));
    }

    /**
     * When the next address becomes due of those that are not now.
     *
     * @param taken what not to choose
     * @return the earliest end of a wait; empty when nobody waits
     */
    public Optional<Instant> nextDue(Taken taken) {
        Instant now = time.wallClock();
        return book.unsorted().stream()
                .filter(entry -> isPossible(entry, taken))
                .map(entry -> entry.due(now))
                .filter(due -> due.isAfter(now))
                .min(Instant::compareTo);
    }
}
