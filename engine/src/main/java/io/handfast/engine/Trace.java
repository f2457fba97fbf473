// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine;

import io.handfast.engine.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The phases a procedure went through and when. The procedure writes it and never reads it; owned by the
 * procedure's thread. Bounded: a peer that keeps a phase changing for ever costs no memory.
 */
public final class Trace {
    private static final int LIMIT_ENTRIES = 256;

    /**
     * One step.
     *
     * @param phase what began
     * @param at when, since the trace began
     */
    public record Entry(Phase phase, Duration at) {}

    private final TimeSource time;
    private final long beginNanos;
    private final Consumer<Phase> watcher;
    private final List<Entry> entries = new ArrayList<>();
    private int dropped;

    /**
     * An empty trace that begins now.
     *
     * @param time the clock
     */
    public Trace(TimeSource time) {
        this(time, _ -> {});
    }

    /**
     * An empty trace that begins now and is watched.
     *
     * @param time the clock
     * @param watcher told of each phase as it begins, on the procedure's thread; neither blocks nor throws
     */
    public Trace(TimeSource time, Consumer<Phase> watcher) {
        this.time = time;
        this.watcher = watcher;
        this.beginNanos = time.nanos();
    }

    /**
     * Notes that a phase begins now.
     *
     * @param phase which
     */
    public void enter(Phase phase) {
        if (entries.size() < LIMIT_ENTRIES) {
            entries.add(new Entry(phase, elapsed()));
        } else {
            dropped++;
        }
        watcher.accept(phase);
    }

    /**
     * The phases so far.
     *
     * @return a snapshot in order
     */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /**
     * How many phases were not noted because there were too many.
     *
     * @return 0 as a rule
     */
    public int dropped() {
        return dropped;
    }

    /**
     * Time since the trace began.
     *
     * @return not negative
     */
    public Duration elapsed() {
        return Duration.ofNanos(time.nanos() - beginNanos);
    }
}
