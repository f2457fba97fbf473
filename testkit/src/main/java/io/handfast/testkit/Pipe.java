// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import io.handfast.engine.Frame;
import io.handfast.engine.Role;
import io.handfast.engine.time.Signal;
import io.handfast.engine.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A connection in memory with two ends, which notes everything that is sent over it. It waits through the signals
 * of its time source only, so it works on {@link VirtualTime} as well as on the machine's clock.
 *
 * <p>It behaves like TCP with frames for bytes: what was written goes out with the flush, or earlier when the
 * buffer is full; each direction holds a bounded number of bytes that were not read, and a writer blocks when
 * there is no room; everything takes the same time to arrive. Safe for use by all threads.
 */
public final class Pipe {
    private static final int ROOM_BYTES = 64 * 1024;

    /**
     * A frame that went out.
     *
     * @param at when, on the pipe's clock
     * @param from which end sent it
     * @param frame what was sent
     */
    public record Sent(Duration at, Role from, Frame frame) {}

    final TimeSource time;
    final Duration latency;
    final int roomBytes;
    final ReentrantLock lock = new ReentrantLock();
    final Signal changed;
    private final List<Sent> sent = new ArrayList<>();
    private final PipeChannel client;
    private final PipeChannel server;
    private boolean broken;

    /**
     * A pipe without latency that holds 64 KiB each way.
     *
     * @param time the clock
     */
    public Pipe(TimeSource time) {
        this(time, Duration.ZERO, ROOM_BYTES);
    }

    /**
     * A pipe.
     *
     * @param time the clock
     * @param latency how long a frame takes from one end to the other
     * @param roomBytes how many bytes each direction holds; one frame always has room, however large
     */
    public Pipe(TimeSource time, Duration latency, int roomBytes) {
        this.time = time;
        this.latency = latency;
        this.roomBytes = roomBytes;
        this.changed = time.newSignal(lock);
        this.client = new PipeChannel(this, Role.CLIENT);
        this.server = new PipeChannel(this, Role.SERVER);
    }

    /**
     * The end that dialled.
     *
     * @return always the same channel
     */
    public PipeChannel client() {
        return client;
    }

    /**
     * The end that accepted.
     *
     * @return always the same channel
     */
    public PipeChannel server() {
        return server;
    }

    /** Breaks the connection: both ends fail with "Connection reset" from now on, what was under way is lost. */
    public void reset() {
        lock.lock();
        try {
            broken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What was sent so far, in both directions.
     *
     * @return a snapshot in order of sending
     */
    public List<Sent> sent() {
        lock.lock();
        try {
            return List.copyOf(sent);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The frames one end has sent so far.
     *
     * @param from which end
     * @return a snapshot in order of sending
     */
    public List<Frame> sentBy(Role from) {
        return sent().stream()
                .filter(entry -> entry.from() == from)
                .map(Sent::frame)
                .toList();
    }

    /** Called with the lock held. */
    void note(Role from, Frame frame) {
        sent.add(new Sent(Duration.ofNanos(time.nanos()), from, frame));
    }

    /** Called with the lock held. */
    boolean isBroken() {
        return broken;
    }

    /** The end opposite to one of the two. */
    PipeChannel opposite(Role role) {
        return role == Role.CLIENT ? server : client;
    }
}
