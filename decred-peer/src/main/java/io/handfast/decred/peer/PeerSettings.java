// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import java.time.Duration;

/**
 * Times and bounds of a {@link Peer} after the handshake; those of its queues stand in the link's settings.
 *
 * @param pingEvery rhythm of our own pings; nodes hang up after 120 s without a word from us
 * @param answerWithin how long the peer may owe data or its initial state, time in callbacks of ours not counted
 * @param mostOutstanding things asked for and not yet come, at most; above it the connection ends
 * @param mostWanted things the peer may ask for and not yet have got, at most; above it the connection ends
 * @param mostAnnounced announcements that may wait for the next batch
 * @param trickleLeast shortest time in which announcements are gathered
 * @param trickleMost longest time in which announcements are gathered
 * @param leaveWithin how long a graceful end may take: what is queued is written, then the peer's end is awaited
 */
public record PeerSettings(
        Duration pingEvery,
        Duration answerWithin,
        int mostOutstanding,
        int mostWanted,
        int mostAnnounced,
        Duration trickleLeast,
        Duration trickleMost,
        Duration leaveWithin) {
    /** dcrd's own figures. */
    public static final PeerSettings STANDARD = new PeerSettings(
            Duration.ofSeconds(107),
            Duration.ofSeconds(30),
            75_000,
            100_000,
            5_000,
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(5));

    /** Rejects bounds that nothing passes and times that are none. */
    public PeerSettings {
        if (mostOutstanding < 1 || mostWanted < 1 || mostAnnounced < 1) {
            throw new IllegalArgumentException("bounds are at least 1");
        }
        if (!pingEvery.isPositive() || !answerWithin.isPositive() || leaveWithin.isNegative()) {
            throw new IllegalArgumentException("times are positive");
        }
        if (trickleLeast.isNegative() || trickleMost.compareTo(trickleLeast) < 0) {
            throw new IllegalArgumentException("trickle: " + trickleLeast + " to " + trickleMost);
        }
    }
}
