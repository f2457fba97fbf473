// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.decred.wire.message.InvVect;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * When something was seen first, by whichever peer. Safe for use by all threads: peers announce at the same time, and only
 * one of them is the first. The oldest are forgotten.
 */
final class FirstSeen {
    private static final int MOST = 200_000;

    /**
     * A first sight.
     *
     * @param at when
     * @param peer from whom
     */
    record Sight(Instant at, String peer) {}

    private final Map<InvVect, Sight> sights = new ConcurrentHashMap<>();
    private final Queue<InvVect> inOrder = new ConcurrentLinkedQueue<>();

    /** Returns the earlier sight; empty when this one is the first. */
    Optional<Sight> note(InvVect vector, Sight now) {
        Sight earlier = sights.putIfAbsent(vector, now);
        if (earlier == null) {
            inOrder.add(vector);
            if (sights.size() > MOST) {
                Optional.ofNullable(inOrder.poll()).ifPresent(sights::remove);
            }
        }
        return Optional.ofNullable(earlier);
    }

    /** The first sight; that of now for what nobody announced. */
    Sight of(InvVect vector, Sight now) {
        return note(vector, now).orElse(now);
    }
}
