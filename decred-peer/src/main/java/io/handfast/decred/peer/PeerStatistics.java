// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A connection in figures, as of one moment; the handshake is counted too.
 *
 * @param received what came
 * @param sent what was written
 * @param lastReceived when the last message came
 * @param lastSent when the last message was written
 * @param roundTrip from the latest ping of ours that was answered to its answer
 * @param startingHeight the peer's chain by its {@code version} message
 * @param lastHeight the highest it is known to have
 * @param clockOffset how far the peer's clock was ahead of ours
 */
public record PeerStatistics(
        Flow received,
        Flow sent,
        Optional<Instant> lastReceived,
        Optional<Instant> lastSent,
        Optional<Duration> roundTrip,
        int startingHeight,
        int lastHeight,
        Duration clockOffset) {
    /**
     * One direction.
     *
     * @param messages how many
     * @param bytes with their headers
     * @param perCommand the same for each command that occurred
     */
    public record Flow(long messages, long bytes, Map<Command, Count> perCommand) {
        /** Keeps a copy. */
        public Flow {
            perCommand = Map.copyOf(perCommand);
        }
    }

    /**
     * The messages of one command.
     *
     * @param messages how many
     * @param bytes with their headers
     */
    public record Count(long messages, long bytes) {}
}
