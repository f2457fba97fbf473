// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static io.handfast.engine.time.Deadline.NEVER;
import static io.handfast.engine.time.Deadline.earliest;

import io.handfast.engine.Backoff;
import io.handfast.engine.Environment;
import io.handfast.engine.failure.Blame;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.ShipFailure;
import io.handfast.tls.TlsFailure;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * When a device is dialled next. Three ranges, as ship-go has them, one after the other; slowly after a refusal,
 * because somebody has to act first; not at all while something of it is under way, while all places are taken, or
 * when it shall stay away.
 *
 * <p>Owned by its device's actor.
 */
final class Redial {
    private static final List<Backoff.Range> RANGES = List.of(range(0, 3), range(3, 10), range(10, 20));
    /** After a refusal, theirs or ours. ship-go comes back at once; that is what it hammers. */
    private static final Backoff.Range AFTER_REFUSAL = range(60, 120);

    /** What goes wrong again until a user has done something. */
    private static final Set<ShipFailure> NEEDS_SOMEBODY = Set.of(
            ShipFailure.HELLO_REMOTE_DENIED, ShipFailure.PIN_WANTED, ShipFailure.PIN_WRONG, ShipFailure.PIN_NOT_GIVEN);

    private final TimeSource time;
    private final Duration longest;
    private final Backoff backoff;
    private final Haste haste;
    private List<Address> addresses;
    private Deadline at = NEVER;
    private int attempts;
    private boolean refused;
    private boolean waitsForRoom;
    private boolean staysAway;

    /** @param longest no pause between attempts is longer */
    Redial(Environment environment, List<Address> addresses, Duration longest) {
        this.time = environment.time();
        this.longest = longest;
        this.backoff = new Backoff(
                time, environment.entropy(), RANGES.stream().map(this::bounded).toList());
        this.haste = new Haste(time);
        this.addresses = List.copyOf(addresses);
    }

    private static Backoff.Range range(int fromSeconds, int toSeconds) {
        return new Backoff.Range(Duration.ofSeconds(fromSeconds), Duration.ofSeconds(toSeconds));
    }

    private Backoff.Range bounded(Backoff.Range range) {
        Duration half = longest.dividedBy(2);
        return new Backoff.Range(
                range.from().compareTo(half) < 0 ? range.from() : half,
                range.to().compareTo(longest) < 0 ? range.to() : longest);
    }

    /** The next attempt; never while there is none to make, or nowhere to make it. */
    Deadline at() {
        return addresses.isEmpty() ? NEVER : at;
    }

    List<Address> addresses() {
        return addresses;
    }

    /** Where it is, without any hurry. */
    void know(List<Address> where) {
        addresses = List.copyOf(where);
    }

    int attempts() {
        return attempts;
    }

    boolean waitsForRoom() {
        return waitsForRoom;
    }

    boolean staysAway() {
        return staysAway;
    }

    /** Somebody wants it now: at once, when there is nothing else of it. */
    void now(boolean idle) {
        staysAway = false;
        refused = false;
        backoff.reset();
        if (idle) {
            plan(time.in(Duration.ZERO));
        }
    }

    void never() {
        at = NEVER;
        waitsForRoom = false;
    }

    void stayAway(boolean away) {
        staysAway = away;
        never();
    }

    /** An attempt begins. */
    void dialling() {
        attempts++;
        at = NEVER;
    }

    void waitForRoom() {
        attempts--;
        waitsForRoom = true;
    }

    /** Whether it had been waiting. */
    boolean stopsWaitingForRoom() {
        boolean waited = waitsForRoom;
        waitsForRoom = false;
        return waited;
    }

    void connected() {
        never();
        refused = false;
        attempts = 0;
        haste.restore();
        backoff.reset();
    }

    void failed(HandshakeException failure) {
        boolean refusal = failure.blame() == Blame.POLICY
                || (failure.code() instanceof ShipFailure code && NEEDS_SOMEBODY.contains(code));
        refused = refusal && !isOfAnotherNode(failure);
        plan(refusal ? backoff.within(bounded(AFTER_REFUSAL)) : backoff.next());
    }

    /** Somebody else answered at this address: another address is all that is needed. */
    private static boolean isOfAnotherNode(HandshakeException failure) {
        return failure.code() == TlsFailure.WRONG_SKI || failure.code() == TlsFailure.OWN_SKI;
    }

    /** An established connection has ended. */
    void lost() {
        plan(backoff.next());
    }

    /**
     * Discovery has seen it, or has lost it. A device that shows itself anew is dialled soon, unless somebody has to
     * act first; without an address it has to come by itself. Who shows it anew all the time gets no more than its
     * turn, and cannot put that off either.
     */
    void found(List<Address> where, boolean idle) {
        boolean news = !where.isEmpty() && !addresses.equals(where);
        addresses = List.copyOf(where);
        if (!idle || !news) {
            return;
        }
        if (!refused && haste.take()) {
            backoff.reset();
            Deadline soon = backoff.next();
            plan(at.passed(time) ? soon : earliest(at, soon));
        } else if (at == NEVER && !waitsForRoom) {
            plan(backoff.next());
        }
    }

    private void plan(Deadline when) {
        at = staysAway ? NEVER : when;
    }
}
