// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.FrameHeader;
import io.handfast.engine.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the frames of one direction. One thread notes, any thread looks. */
final class Traffic {
    /** Written by one thread. */
    private static final class Tally {
        private volatile PeerStatistics.Count count = new PeerStatistics.Count(0, 0);

        @SuppressWarnings("NonAtomicOperationOnVolatileField") // by the one thread that notes
        void add(int bytes) {
            count = new PeerStatistics.Count(count.messages() + 1, count.bytes() + bytes);
        }

        PeerStatistics.Count count() {
            return count;
        }
    }

    private static final int COMMAND_AT = 4;

    private final TimeSource time;
    private final Map<Command, Tally> tallies = new ConcurrentHashMap<>(8);
    private volatile long lastNanos = -1;

    Traffic(TimeSource time) {
        this.time = time;
    }

    /** What a whole frame is. */
    static Optional<Command> commandOf(byte[] frame) {
        if (frame.length < FrameHeader.SIZE_BYTES) {
            return Optional.empty();
        }
        int length = 0;
        while (length < 12 && frame[COMMAND_AT + length] != 0) {
            length++;
        }
        return Command.of(new String(frame, COMMAND_AT, length, StandardCharsets.US_ASCII));
    }

    void note(Command command, int bytes) {
        tallies.computeIfAbsent(command, _ -> new Tally()).add(bytes);
        lastNanos = time.nanos();
    }

    Optional<Instant> last() {
        long last = lastNanos;
        return last < 0 ? Optional.empty() : Optional.of(time.wallClock().minusNanos(time.nanos() - last));
    }

    PeerStatistics.Flow flow() {
        long messages = 0;
        long bytes = 0;
        Map<Command, PeerStatistics.Count> perCommand = new EnumMap<>(Command.class);
        for (Map.Entry<Command, Tally> entry : tallies.entrySet()) {
            PeerStatistics.Count count = entry.getValue().count();
            perCommand.put(entry.getKey(), count);
            messages += count.messages();
            bytes += count.bytes();
        }
        return new PeerStatistics.Flow(messages, bytes, perCommand);
    }
}
