// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine;

import io.handfast.engine.failure.HandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of one attempt, for log, metrics, command line and screen.
 *
 * @param peer who, in words for people
 * @param role which end this side was
 * @param entries the phases in order
 * @param total from the first phase to the end
 * @param failure why it ended before its goal; empty when it reached it
 */
public record HandshakeReport(
        String peer, Role role, List<Trace.Entry> entries, Duration total, Optional<HandshakeException> failure) {
    /** Copies the list. */
    public HandshakeReport {
        entries = List.copyOf(entries);
    }

    /**
     * One phase with its length.
     *
     * @param phase which
     * @param at when it began, since the attempt began
     * @param took how long it lasted
     */
    public record Step(Phase phase, Duration at, Duration took) {}

    /**
     * The phases with their lengths.
     *
     * @return in order
     */
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Trace.Entry entry = entries.get(i);
            Duration end = i + 1 < entries.size() ? entries.get(i + 1).at() : total;
            steps.add(new Step(entry.phase(), entry.at(), end.minus(entry.at())));
        }
        return steps;
    }

    /**
     * Whether it reached its goal.
     *
     * @return true when there was no failure
     */
    public boolean complete() {
        return failure.isEmpty();
    }
}
