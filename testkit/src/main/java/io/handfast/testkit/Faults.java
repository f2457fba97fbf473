// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import java.time.Duration;

/**
 * What a {@link FaultChannel} does to the frames that pass it. Begin with {@link #NONE} and add:
 *
 * {@snippet :
 * Faults.NONE.delay(Duration.ofMillis(5), Duration.ofMillis(80)).cut(new AfterFrames(7), Cut.RESET)
 * }
 *
 * @param minDelay shortest time a frame is under way, in either direction
 * @param maxDelay longest time; each frame draws its own, but none overtakes another
 * @param drip shortest pause between two frames of one direction that arrive
 * @param duplicated which frame of each direction arrives twice, counted from 1; 0 for none
 * @param cut when the connection breaks; frames under way are lost
 * @param cutAs what both ends see then
 * @param halfOpen when all falls silent: nothing passes any more in either direction, not even an end
 */
public record Faults(
        Duration minDelay, Duration maxDelay, Duration drip, int duplicated, Moment cut, Cut cutAs, Moment halfOpen) {
    /** Everything passes at once and unharmed. */
    public static final Faults NONE =
            new Faults(Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, new Moment.Never(), Cut.END, new Moment.Never());

    /** When something happens. */
    public sealed interface Moment {
        /** At no time. */
        record Never() implements Moment {}

        /**
         * Right after a number of frames have passed, those of both directions counted, duplicates too.
         *
         * @param count at least 1
         */
        record AfterFrames(int count) implements Moment {
            /** Checks the range. */
            public AfterFrames {
                if (count < 1) {
                    throw new IllegalArgumentException("count is below 1: " + count);
                }
            }
        }

        /**
         * At an instant.
         *
         * @param sinceStart time since the channel was made, not negative
         */
        record At(Duration sinceStart) implements Moment {
            /** Checks the range. */
            public At {
                requireNotNegative(sinceStart, "sinceStart");
            }
        }
    }

    /** How a connection breaks. */
    public enum Cut {
        /** Reads and writes fail with "Connection reset"; the other end sees that too when it is one of a {@link Pipe}. */
        RESET,
        /** Reads end without a farewell, on both sides; writes fail with "Broken pipe". */
        END
    }

    /** Checks the ranges. */
    public Faults {
        requireNotNegative(minDelay, "minDelay");
        requireNotNegative(drip, "drip");
        if (maxDelay.compareTo(minDelay) < 0) {
            throw new IllegalArgumentException("maxDelay " + maxDelay + " is below minDelay " + minDelay);
        }
        if (duplicated < 0) {
            throw new IllegalArgumentException("duplicated is below 0: " + duplicated);
        }
    }

    /**
     * Frames take their time.
     *
     * @param min shortest
     * @param max longest
     * @return these faults and that one
     */
    public Faults delay(Duration min, Duration max) {
        return new Faults(min, max, drip, duplicated, cut, cutAs, halfOpen);
    }

    /**
     * Frames arrive one by one.
     *
     * @param pause shortest time between two of one direction
     * @return these faults and that one
     */
    public Faults drip(Duration pause) {
        return new Faults(minDelay, maxDelay, pause, duplicated, cut, cutAs, halfOpen);
    }

    /**
     * A frame of each direction arrives twice.
     *
     * @param number which one, counted from 1
     * @return these faults and that one
     */
    public Faults duplicate(int number) {
        return new Faults(minDelay, maxDelay, drip, number, cut, cutAs, halfOpen);
    }

    /**
     * The connection breaks.
     *
     * @param when at which moment
     * @param how what both ends see
     * @return these faults and that one
     */
    public Faults cut(Moment when, Cut how) {
        return new Faults(minDelay, maxDelay, drip, duplicated, when, how, halfOpen);
    }

    /**
     * All falls silent without an end, as behind a router that forgot the connection.
     *
     * @param when at which moment
     * @return these faults and that one
     */
    public Faults halfOpen(Moment when) {
        return new Faults(minDelay, maxDelay, drip, duplicated, cut, cutAs, when);
    }

    private static void requireNotNegative(Duration duration, String name) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(name + " is negative: " + duration);
        }
    }
}
