// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.decred.wire.message.Services;
import io.handfast.engine.failure.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the book knows about an address. Its times are the calendar's, since they outlive the process.
 *
 * @param address where
 * @param source who told of it first: {@code seeder HOST}, {@code static}, or the network group of a peer
 * @param node what is known about the node there
 * @param lastSeen when somebody last saw it, ourselves included
 * @param lastTried when this side last dialled it
 * @param lastSuccess when a handshake with it last succeeded
 * @param failures attempts that failed, and connections that did not last, since one lasted
 * @param lastFailure why the last of them failed; stays until the next failure
 * @param notBefore when to dial it again at the earliest
 * @param ban whether and why it is not dialled at all
 */
public record AddressEntry(
        PeerAddress address,
        String source,
        Node node,
        Instant lastSeen,
        Optional<Instant> lastTried,
        Optional<Instant> lastSuccess,
        int failures,
        Optional<LastFailure> lastFailure,
        Optional<Instant> notBefore,
        Optional<Ban> ban) {
    /** The source of addresses that a person or a program gave. */
    public static final String STATIC = "static";

    /** Addresses that nobody has seen for so long are given up (dcrd: numMissingDays). */
    static final Duration UNSEEN = Duration.ofDays(30);

    private static final int FAILURES_OF_A_STRANGER = 3;
    private static final int FAILURES_OF_A_FRIEND = 5;
    private static final Duration FRIENDSHIP = Duration.ofDays(7);
    private static final Duration UNDER_TRIAL = Duration.ofMinutes(1);
    private static final Duration BACKOFF = Duration.ofSeconds(5);
    private static final int MOST_BACKOFFS = 60; // times 5 s are 5 min

    /**
     * What a node said about itself, or others about it.
     *
     * @param services what it offers
     * @param protocolVersion the highest it speaks; 0 as long as nobody has asked it
     * @param userAgent its software; empty as long as nobody has asked it
     */
    public record Node(Services services, int protocolVersion, String userAgent) {}

    /**
     * Why it failed.
     *
     * @param code a failure code
     * @param at when
     */
    public record LastFailure(String code, Instant at) {}

    /**
     * Why it is not dialled.
     *
     * @param until when that ends
     * @param why in words or as a failure code
     */
    public record Ban(Instant until, String why) {}

    static AddressEntry of(SeenAddress seen, String source) {
        return new AddressEntry(
                seen.address(),
                source,
                new Node(seen.services(), 0, ""),
                seen.lastSeen(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Whether it is hardly worth a dial, by dcrd's rules: unseen for 30 days, 3 failures and never a success, 5 failures
     * and no success for 7 days. One tried in the last minute is not judged.
     *
     * @param now the calendar's time
     * @return true for what makes room first
     */
    public boolean isBad(Instant now) {
        if (lastTried.filter(tried -> tried.plus(UNDER_TRIAL).isAfter(now)).isPresent()) {
            return false;
        }
        boolean friend = lastSuccess
                .filter(success -> success.plus(FRIENDSHIP).isAfter(now))
                .isPresent();
        return lastSeen.plus(UNSEEN).isBefore(now)
                || (lastSuccess.isEmpty() && failures >= FAILURES_OF_A_STRANGER)
                || (!friend && failures >= FAILURES_OF_A_FRIEND);
    }

    /**
     * Whether it is banned.
     *
     * @param now the calendar's time
     * @return true until the ban's end
     */
    public boolean isBanned(Instant now) {
        return ban.filter(banned -> banned.until().isAfter(now)).isPresent();
    }

    /**
     * When it may be dialled.
     *
     * @param now the calendar's time
     * @return the end of ban and backoff; now when there is neither
     */
    public Instant due(Instant now) {
        Instant backedOff = notBefore.filter(now::isBefore).orElse(now);
        return ban.map(Ban::until).filter(backedOff::isBefore).orElse(backedOff);
    }

    boolean wasTriedSince(Instant then) {
        return lastTried.filter(then::isBefore).isPresent();
    }

    AddressEntry seenAgain(SeenAddress seen) {
        Instant latest = seen.lastSeen().isAfter(lastSeen) ? seen.lastSeen() : lastSeen;
        Node known = node.protocolVersion() > 0
                ? node // the node itself has said
                : new Node(new Services(node.services().bits() | seen.services().bits()), 0, "");
        return with(known, latest, lastTried, lastSuccess, failures, lastFailure, notBefore, ban);
    }

    AddressEntry asStatic() {
        return new AddressEntry(
                address, STATIC, node, lastSeen, lastTried, lastSuccess, failures, lastFailure, notBefore, ban);
    }

    AddressEntry tried(Instant now) {
        return with(node, lastSeen, Optional.of(now), lastSuccess, failures, lastFailure, notBefore, ban);
    }

    /** Failures stay until {@link #steady}: who accepts and hangs up at once is not dialled ever faster. */
    AddressEntry succeeded(Node said, Instant now) {
        return with(said, now, lastTried, Optional.of(now), failures, lastFailure, Optional.empty(), ban);
    }

    AddressEntry steady(Instant now) {
        return with(node, now, lastTried, lastSuccess, 0, lastFailure, notBefore, ban);
    }

    /** Backs off 5 s times the failures in a row, up to 5 min (dcrd: connmgr). */
    AddressEntry failed(FailureCode code, Instant now) {
        int failed = Math.min(failures, Integer.MAX_VALUE - 1) + 1;
        Instant again = now.plus(BACKOFF.multipliedBy(Math.min(failed, MOST_BACKOFFS)));
        return with(
                node,
                lastSeen,
                lastTried,
                lastSuccess,
                failed,
                Optional.of(new LastFailure(code.code(), now)),
                Optional.of(again),
                ban);
    }

    AddressEntry banned(Optional<Ban> newBan) {
        return with(node, lastSeen, lastTried, lastSuccess, failures, lastFailure, notBefore, newBan);
    }

    AddressEntry waiting(Optional<Instant> newNotBefore, Optional<Ban> newBan) {
        return with(node, lastSeen, lastTried, lastSuccess, failures, lastFailure, newNotBefore, newBan);
    }

    private AddressEntry with(
            Node newNode,
            Instant newSeen,
            Optional<Instant> newTried,
            Optional<Instant> newSuccess,
            int newFailures,
            Optional<LastFailure> newFailure,
            Optional<Instant> newNotBefore,
            Optional<Ban> newBan) {
        return new AddressEntry(
                address, source, newNode, newSeen, newTried, newSuccess, newFailures, newFailure, newNotBefore, newBan);
    }
}
