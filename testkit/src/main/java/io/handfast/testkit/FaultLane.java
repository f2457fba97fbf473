// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import io.handfast.engine.Frame;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/** What is under way in one direction of a {@link FaultChannel}, in order. Protected by the channel's lock. */
final class FaultLane {
    private static final int ROOM_BYTES = 64 * 1024;

    /** Something under way: a frame, or the end of them. */
    sealed interface Item {
        /**
         * A frame.
         *
         * @param frame its content
         */
        record Passing(Frame frame) implements Item {}

        /**
         * No frame but an exception for the reader.
         *
         * @param failure what it is told
         */
        record Failed(IOException failure) implements Item {}

        /** The writer ended its output. */
        record OutputEnded() implements Item {}
    }

    private record Due(Deadline at, Item item) {}

    private final TimeSource time;
    private final Faults faults;
    private final SeededEntropy entropy;
    private final ArrayDeque<Due> items = new ArrayDeque<>();
    private Deadline last;
    private boolean begun;
    private int frames;
    private int bytes;

    FaultLane(TimeSource time, Faults faults, long seed) {
        this.time = time;
        this.faults = faults;
        this.entropy = new SeededEntropy(seed);
        this.last = time.in(Duration.ZERO);
    }

    void add(Frame frame) {
        frames++;
        schedule(new Item.Passing(frame), faults.drip());
        if (frames == faults.duplicated()) {
            schedule(new Item.Passing(frame), faults.drip());
        }
    }

    void add(Item end) {
        schedule(end, Duration.ZERO);
    }

    private void schedule(Item item, Duration pause) {
        long spread = faults.maxDelay().minus(faults.minDelay()).toNanos();
        Deadline own = time.in(faults.minDelay().plusNanos(entropy.below(spread + 1)));
        Deadline inOrder = begun ? last.plus(pause) : last;
        last = own.isBefore(inOrder) ? inOrder : own;
        begun = true;
        items.add(new Due(last, item));
        bytes += sizeBytes(item);
    }

    /** One frame always has room, however large. */
    boolean hasRoom(int more) {
        return bytes == 0 || bytes + more <= ROOM_BYTES;
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** When the first one arrives. */
    Deadline next() {
        Due first = items.peek();
        return first == null ? Deadline.NEVER : first.at();
    }

    /** The first one, when it has arrived. */
    Optional<Item> poll() {
        if (!next().passed(time)) {
            return Optional.empty();
        }
        Item item = items.remove().item();
        bytes -= sizeBytes(item);
        return Optional.of(item);
    }

    void clear() {
        items.clear();
        bytes = 0;
    }

    private static int sizeBytes(Item item) {
        return item instanceof Item.Passing(Frame frame) ? frame.sizeBytes() : 0;
    }
}
