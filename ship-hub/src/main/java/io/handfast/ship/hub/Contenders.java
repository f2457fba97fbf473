// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static io.handfast.engine.time.Deadline.NEVER;

import io.handfast.engine.Phase;
import io.handfast.engine.Role;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.ShipPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The connections of one device that are under way or carry data: none, one, or two of which one will go.
 *
 * <p>Owned by its device's actor.
 */
final class Contenders {
    private static final int MAX = 2;

    private final Contest contest;
    private final TimeSource time;
    private final Consumer<Measurement.By> settled;
    private final List<Contender> all = new ArrayList<>();
    private Deadline decideBy = NEVER;
    private int numbers;

    /** @param settled hears, when there were two, what decides which one stays; never blocks */
    Contenders(Contest contest, TimeSource time, Consumer<Measurement.By> settled) {
        this.contest = contest;
        this.time = time;
        this.settled = settled;
    }

    /** A new one; only while there is room. */
    Contender enlist(Role role, Attempt attempt) {
        boolean anew = all.stream().anyMatch(Contender::isComplete);
        Phase begin = role == Role.CLIENT ? ConnectPhase.TCP : ShipPhase.CMI_SERVER_WAIT;
        Contender contender = new Contender(++numbers, role, attempt, begin, anew);
        all.add(contender);
        return contender;
    }

    /** Its end. */
    void remove(Contender contender) {
        all.remove(contender);
        boolean wasReal =
                contender.handshake().isPresent() || contender.connection().isPresent();
        if (wasReal && !contender.isLeaving() && !all.isEmpty()) {
            settled.accept(Measurement.By.PEER);
        }
        contender.attempt().end();
        decideBy = NEVER;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    boolean hasRoom() {
        return all.size() < MAX;
    }

    boolean anyComplete() {
        return all.stream().anyMatch(Contender::isComplete);
    }

    List<Contender> all() {
        return List.copyOf(all);
    }

    Optional<Contender> besides(Contender contender) {
        return all.stream().filter(other -> other != contender).findFirst();
    }

    /** The one that got furthest. */
    Optional<Contender> leading() {
        Optional<Contender> complete =
                all.stream().filter(Contender::isComplete).findFirst();
        return complete.isPresent() ? complete : all.stream().findFirst();
    }

    /** Our dial that hangs before its upgrade: needed no more, it would only make a second connection of it. */
    Optional<Contender> dialBeside(Contender complete) {
        Optional<Contender> dial = besides(complete)
                .filter(other ->
                        other.role() == Role.CLIENT && other.handshake().isEmpty());
        dial.ifPresent(_ -> settled.accept(Measurement.By.DIAL));
        return dial;
    }

    /** One that is complete and waits for the other to go. */
    Optional<Contender> held() {
        return all.stream().filter(contender -> contender.held().isPresent()).findFirst();
    }

    /** When {@link #loserAfterWait} is due; never when there is nothing to decide. */
    Deadline decideBy() {
        return decideBy;
    }

    /** Whether one that got through may carry data at once: the other has not got through. */
    boolean isFirstComplete(Contender contender) {
        Optional<Contender> other = besides(contender);
        boolean first = other.isEmpty() || !other.get().isComplete();
        if (first) {
            boolean otherHangs = other.isPresent() && !other.get().isAnew();
            decideBy = otherHangs ? time.in(contest.patience()) : NEVER;
        }
        return first;
    }

    /** Who goes now that both got through; empty while that is the peer's to decide. */
    Optional<Contender> loserOf(Contender second) {
        Optional<Contender> loser = besides(second).flatMap(first -> contest.whenBothComplete(second, first));
        loser.ifPresent(_ -> settled.accept(Measurement.By.RULE));
        decideBy = loser.isPresent() ? NEVER : time.in(contest.patience());
        return loser;
    }

    /** Who goes when the wait is over. */
    Optional<Contender> loserAfterWait() {
        decideBy = NEVER;
        if (!hasRoom()) {
            settled.accept(Measurement.By.WAIT);
        }
        return hasRoom() ? Optional.empty() : Optional.of(contest.afterWait(all.getFirst(), all.getLast()));
    }
}
