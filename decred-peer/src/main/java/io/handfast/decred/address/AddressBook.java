// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.message.Host;
import io.handfast.engine.failure.FailureCode;
import io.handfast.engine.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that are known on a network and what became of each. Bounded: what is bad makes room first, then what
 * was never reached, of the source that told most; what is banned, given by a person, or was reached is not pushed out by
 * strangers' talk.
 *
 * <p>Thread rule: one owner changes it; any thread reads entries.
 *
 * <p>It judges by the calendar, since it outlives the process. Where the calendar jumps back, bans and waits that now
 * reach further than any could are cut when the book is read from its file.
 */
public final class AddressBook {
    /** A clock that is so far ahead is wrong (dcrd). */
    private static final Duration FUTURE = Duration.ofMinutes(10);
    /** Where what was seen in the future is set to (dcrd). */
    private static final Duration SET_BACK = Duration.ofDays(5);
    /** How much room is made at once, of the whole. */
    private static final int ROOM_SHARE = 100;

    private final Network network;
    private final BookLimits limits;
    private final TimeSource time;
    /** Concurrent for the readers alone. */
    private final Map<PeerAddress, AddressEntry> entries = new ConcurrentHashMap<>();

    private final Map<String, Integer> perGroup = new HashMap<>();
    private final Map<String, Integer> perSource = new HashMap<>();
    private boolean changed;

    /**
     * An empty book.
     *
     * @param network whose nodes it is about
     * @param limits how much it holds
     * @param time the clock
     */
    public AddressBook(Network network, BookLimits limits, TimeSource time) {
        this.network = network;
        this.limits = limits;
        this.time = time;
    }

    /**
     * Takes what somebody says about addresses. What cannot be reached, is given up already or does not fit is left out.
     *
     * @param seen addresses with times
     * @param source who says so, for {@link AddressEntry#source}
     * @return how many of them are new in the book
     */
    public int learn(Collection<SeenAddress> seen, String source) {
        Instant now = time.wallClock();
        int added = 0;
        for (SeenAddress each : seen) {
            added += learn(plausible(each, now), source, now) ? 1 : 0;
        }
        return added;
    }

    /** Whoever has a clock that is wrong knows nothing about the age (dcrd: addrmgr). */
    private static SeenAddress plausible(SeenAddress seen, Instant now) {
        return seen.lastSeen().isAfter(now.plus(FUTURE))
                ? new SeenAddress(seen.address(), seen.services(), now.minus(SET_BACK))
                : seen;
    }

    private boolean learn(SeenAddress seen, String source, Instant now) {
        boolean given = source.equals(AddressEntry.STATIC);
        AddressEntry known = entries.get(seen.address());
        if (known != null) {
            AddressEntry again = known.seenAgain(seen);
            put(given ? again.asStatic() : again);
            return false;
        }
        if (!given && !isWelcome(seen, source, now)) {
            return false;
        }
        if (entries.size() >= limits.addresses()) {
            makeRoom(now);
        }
        if (entries.size() >= limits.addresses() && !given) {
            return false;
        }
        put(AddressEntry.of(seen, source));
        return true;
    }

    private boolean isWelcome(SeenAddress seen, String source, Instant now) {
        return (!limits.publicAlone() || seen.address().isRoutable())
                && !seen.lastSeen().plus(AddressEntry.UNSEEN).isBefore(now)
                && perGroup.getOrDefault(seen.address().group(), 0) < limits.perGroup()
                && perSource.getOrDefault(source, 0) < limits.perSource();
    }

    private void makeRoom(Instant now) {
        Map<String, Integer> shares = Map.copyOf(perSource);
        Comparator<AddressEntry> worstFirst = Comparator.<AddressEntry, Boolean>comparing(entry -> !entry.isBad(now))
                .thenComparingInt(entry -> -shares.getOrDefault(entry.source(), 0)) // who floods pushes himself out
                .thenComparing(AddressEntry::lastSeen)
                .thenComparing(entry -> entry.address().toString());
        entries.values().stream()
                .filter(entry -> !entry.isBanned(now) && !entry.source().equals(AddressEntry.STATIC))
                .filter(entry -> entry.isBad(now) || entry.lastSuccess().isEmpty())
                .sorted(worstFirst)
                .limit(Math.max(1, limits.addresses() / ROOM_SHARE))
                .toList()
                .forEach(this::remove);
    }

    /** For what was stored: without questions. */
    void restore(AddressEntry entry) {
        put(entry);
    }

    private void put(AddressEntry entry) {
        AddressEntry before = entries.put(entry.address(), entry);
        if (entry.equals(before)) {
            return;
        }
        if (before != null) {
            count(before, -1);
        }
        count(entry, 1);
        changed = true;
    }

    private void remove(AddressEntry entry) {
        entries.remove(entry.address());
        count(entry, -1);
        changed = true;
    }

    private void count(AddressEntry entry, int step) {
        perGroup.merge(entry.address().group(), step, AddressBook::sum);
        if (entry.lastSuccess().isEmpty()) {
            perSource.merge(entry.source(), step, AddressBook::sum);
        }
    }

    private static @Nullable Integer sum(Integer before, Integer step) {
        int after = before + step;
        return after == 0 ? null : after;
    }

    /**
     * An address is dialled now.
     *
     * @param address one of the book's; others are none of its business
     */
    public void tried(PeerAddress address) {
        change(address, entry -> entry.tried(time.wallClock()));
    }

    /**
     * A handshake succeeded.
     *
     * @param address one of the book's
     * @param node what the node said
     */
    public void succeeded(PeerAddress address, AddressEntry.Node node) {
        change(address, entry -> entry.succeeded(node, time.wallClock()));
    }

    /**
     * A connection lasted: earlier failures are forgotten.
     *
     * @param address one of the book's
     */
    public void steady(PeerAddress address) {
        change(address, entry -> entry.steady(time.wallClock()));
    }

    /**
     * A dial, a handshake or a connection failed: the address is left alone for 5 s times the failures in a row, up to
     * 5 min.
     *
     * @param address one of the book's
     * @param code why
     */
    public void failed(PeerAddress address, FailureCode code) {
        change(address, entry -> entry.failed(code, time.wallClock()));
    }

    /**
     * Bans a host with all its ports, as dcrd does.
     *
     * @param host whom
     * @param length how long from now on; zero or less ends a ban
     * @param why in words or as a failure code
     */
    public void ban(Host host, Duration length, String why) {
        Instant until = time.wallClock().plus(length);
        Optional<AddressEntry.Ban> ban =
                length.isPositive() ? Optional.of(new AddressEntry.Ban(until, why)) : Optional.empty();
        for (AddressEntry entry : entries.values()) {
            if (entry.address().host().equals(host)) {
                put(entry.banned(ban));
            }
        }
    }

    private void change(PeerAddress address, UnaryOperator<AddressEntry> change) {
        AddressEntry entry = entries.get(address);
        if (entry != null) {
            put(change.apply(entry));
        }
    }

    /**
     * What is known about an address.
     *
     * @param address which
     * @return its entry, or empty
     */
    public Optional<AddressEntry> entry(PeerAddress address) {
        return Optional.ofNullable(entries.get(address));
    }

    /**
     * All that is known.
     *
     * @return a copy, in the order of the addresses' text
     */
    public List<AddressEntry> entries() {
        return entries.values().stream()
                .sorted(Comparator.comparing(entry -> entry.address().toString()))
                .toList();
    }

    /** Without a copy and in no order. */
    Collection<AddressEntry> unsorted() {
        return entries.values();
    }

    /**
     * How many addresses it holds.
     *
     * @return not negative
     */
    public int size() {
        return entries.size();
    }

    /**
     * How many of them are worth a dial.
     *
     * @return those that are neither bad nor banned
     */
    public int usable() {
        Instant now = time.wallClock();
        return (int) entries.values().stream()
                .filter(entry -> !entry.isBad(now) && !entry.isBanned(now))
                .count();
    }

    /**
     * Whose nodes it is about.
     *
     * @return the network
     */
    public Network network() {
        return network;
    }

    /** Whether something changed since the last call. */
    boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    /** What was taken was not stored after all. */
    void markChanged() {
        changed = true;
    }
}
