// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.engine.Link;
import java.time.Duration;

/**
 * How much time and memory one peer gets.
 *
 * @param handshake for the whole of it
 * @param earlyMessages how many messages an old peer may send before its {@code verack}
 * @param earlyBytes how long those may be together
 * @param link bounds of the connection
 */
public record PeerLimits(Duration handshake, int earlyMessages, int earlyBytes, Link.Settings link) {
    /** What a dcrd of the newest generation lets an older one send before its {@code verack}. */
    private static final int STRICT_EARLY_MESSAGES = 2;

    /**
     * After dcrd's 107 s, when the peer pings by itself ({@link PeerSettings#pingEvery}): the link's own ping is for an
     * owner whose application holds it up.
     */
    private static final Duration LINK_PING_AFTER = Duration.ofSeconds(110);

    private static final Duration WRITE_BASE = Duration.ofSeconds(20);
    private static final int BYTES_PER_EXTRA_SECOND = 256 * 1024;

    /** Rejects what nobody can keep. */
    public PeerLimits {
        if (!handshake.isPositive() || earlyMessages < 0 || earlyBytes < 0) {
            throw new IllegalArgumentException("a handshake needs time, and bounds are not negative");
        }
    }

    /**
     * 30 s for the handshake, four early messages of 64 KiB together: old nodes were seen to send three, and may send
     * four. 2 MiB in, 40 MiB out, a ping after 107 s of silence and the end after 120 s, as in dcrd.
     *
     * @return the default
     */
    public static PeerLimits usual() {
        Link.Settings link = new Link.Settings(
                2 * 1024 * 1024,
                40 * 1024 * 1024,
                PeerLimits::sendTimeout,
                Duration.ofSeconds(60),
                LINK_PING_AFTER,
                Duration.ofSeconds(120));
        return new PeerLimits(Duration.ofSeconds(30), 4, 64 * 1024, link);
    }

    /** dcrd's: 20 s, and 1 s for each full 256 KiB. */
    private static Duration sendTimeout(int frameBytes) {
        return WRITE_BASE.plusSeconds(frameBytes / BYTES_PER_EXTRA_SECOND);
    }

    /**
     * As strict with early messages as dcrd: two of them. Fails with some nodes of version 11 that dial us.
     *
     * @return a changed copy
     */
    public PeerLimits strictDcrd() {
        return new PeerLimits(handshake, STRICT_EARLY_MESSAGES, earlyBytes, link);
    }

    /**
     * Another time for the whole handshake.
     *
     * @param whole from the call to the end
     * @return a changed copy
     */
    public PeerLimits withHandshake(Duration whole) {
        return new PeerLimits(whole, earlyMessages, earlyBytes, link);
    }

    /**
     * Other bounds of the connection.
     *
     * @param settings all of them
     * @return a changed copy
     */
    public PeerLimits withLink(Link.Settings settings) {
        return new PeerLimits(handshake, earlyMessages, earlyBytes, settings);
    }
}
