// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import io.handfast.crypto.Ski;
import io.handfast.engine.Entropy;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The ledger in memory, with a snapshot for those who store it. From the third wrong PIN on each costs 10 to 15
 * seconds, from the sixth on 60 to 90, at random inside the range; a right one clears the record. Only trusted peers
 * get as far as a PIN, so their number bounds its size.
 */
public final class PinPenalties implements PinLedger {
    /** The longest penalty there is. */
    public static final Duration LONGEST = Duration.ofSeconds(90);

    private static final int LENIENCE = 3;
    private static final int PATIENCE = 6;
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration SHORT_SPAN = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration LONG_SPAN = LONGEST.minus(LONG);

    private static final Deadline LONG_AGO = Deadline.at(0);

    /**
     * What is remembered about one peer, in a form to be stored: what is left of its penalty, not a time of day, so
     * that a clock set forward does not shorten it.
     *
     * @param peer who
     * @param wrong how many wrong PINs it sent since the last right one, at least 1
     * @param penaltyLeft zero to {@link #LONGEST}; runs on after a restart
     */
    public record Standing(Ski peer, int wrong, Duration penaltyLeft) {
        /** Rejects what no ledger writes. */
        public Standing {
            if (wrong < 1) {
                throw new IllegalArgumentException("wrong is " + wrong + ", not at least 1");
            }
            if (penaltyLeft.isNegative() || penaltyLeft.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("penaltyLeft is " + penaltyLeft + ", not zero to " + LONGEST);
            }
        }
    }

    private record Mark(int wrong, Deadline until) {}

    private final TimeSource time;
    private final Entropy entropy;
    private final Runnable changed;
    private final ConcurrentMap<Ski, Mark> marks = new ConcurrentHashMap<>();

    /**
     * A ledger that continues one of before.
     *
     * @param time the clock
     * @param entropy for the length of penalties
     * @param before a snapshot; empty for a new ledger
     * @param changed called after each change and before it is answered, on the connection's thread: the place to
     *     store a {@link #snapshot}; what it throws fails the connection
     */
    public PinPenalties(TimeSource time, Entropy entropy, List<Standing> before, Runnable changed) {
        this.time = time;
        this.entropy = entropy;
        this.changed = changed;
        before.forEach(one -> marks.put(one.peer(), new Mark(one.wrong(), time.in(one.penaltyLeft()))));
    }

    /**
     * A ledger that is not stored.
     *
     * @param time the clock
     * @param entropy for the length of penalties
     */
    public PinPenalties(TimeSource time, Entropy entropy) {
        this(time, entropy, List.of(), () -> {});
    }

    @Override
    public Duration penaltyLeft(Ski peer) {
        Mark mark = marks.get(peer);
        return mark == null ? Duration.ZERO : mark.until().remaining(time);
    }

    @Override
    public Judgement judge(Ski peer, boolean right) {
        while (true) {
            Mark was = marks.computeIfAbsent(peer, _ -> new Mark(0, LONG_AGO));
            if (!was.until().passed(time)) {
                return new Judgement(Outcome.NOT_JUDGED, was.until().remaining(time));
            }
            Duration penalty = right ? Duration.ZERO : penalty(was.wrong() + 1);
            boolean noted = right
                    ? marks.remove(peer, was)
                    : marks.replace(peer, was, new Mark(was.wrong() + 1, time.in(penalty)));
            if (noted) {
                if (!right || was.wrong() > 0) {
                    changed.run();
                }
                return new Judgement(right ? Outcome.RIGHT : Outcome.WRONG, penalty);
            }
        }
    }

    private Duration penalty(int wrong) {
        if (wrong < LENIENCE) {
            return Duration.ZERO;
        }
        return wrong < PATIENCE ? SHORTEST.plus(below(SHORT_SPAN)) : LONG.plus(below(LONG_SPAN));
    }

    private Duration below(Duration span) {
        return Duration.ofMillis(entropy.below(span.toMillis() + 1));
    }

    /**
     * Forgets a peer that was removed for good.
     *
     * @param peer who
     */
    public void forget(Ski peer) {
        if (marks.remove(peer) != null) {
            changed.run();
        }
    }

    /**
     * What has to be stored.
     *
     * @return peers with wrong PINs, ordered by SKI
     */
    public List<Standing> snapshot() {
        return marks.entrySet().stream()
                .filter(entry -> entry.getValue().wrong() > 0)
                .map(entry -> new Standing(
                        entry.getKey(),
                        entry.getValue().wrong(),
                        entry.getValue().until().remaining(time)))
                .sorted(Comparator.comparing(standing -> standing.peer().toString()))
                .toList();
    }
}
