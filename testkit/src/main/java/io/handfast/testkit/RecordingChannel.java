// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.time.TimeSource;
import io.handfast.testkit.Transcript.Direction;
import io.handfast.testkit.Transcript.Entry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Passes everything on and notes every frame: received when it was read, sent when it was written. How the connection
 * ended is noted as a remark: {@value #PEER_ENDED} (remote), {@value #OUTPUT_ENDED} and {@value #CLOSED} (local).
 *
 * <p>Thread rule: that of {@link FrameChannel}; any thread asks for the transcript.
 */
public final class RecordingChannel implements FrameChannel {
    /** The peer ended the stream without a farewell. */
    public static final String PEER_ENDED = "connection ended";
    /** This side said the last word below frames. */
    public static final String OUTPUT_ENDED = "output ended";
    /** This side closed the channel. */
    public static final String CLOSED = "connection closed";

    private final FrameChannel inner;
    private final TimeSource time;
    private final long start;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Entry> entries = new ArrayList<>();

    /**
     * Begins to record at once.
     *
     * @param inner the channel to record; owned from now on
     * @param time the clock that gives the times
     */
    public RecordingChannel(FrameChannel inner, TimeSource time) {
        this.inner = inner;
        this.time = time;
        this.start = time.nanos();
    }

    @Override
    public Frame read() throws IOException {
        try {
            Frame frame = inner.read();
            add(Entry.of(now(), Direction.RECV, frame));
            return frame;
        } catch (EndOfStream e) {
            addOnce(Direction.REMOTE, PEER_ENDED);
            throw e;
        }
    }

    @Override
    public void write(Frame frame) throws IOException {
        inner.write(frame);
        add(Entry.of(now(), Direction.SEND, frame));
    }

    @Override
    public void flush() throws IOException {
        inner.flush();
    }

    @Override
    public void endOutput() throws IOException {
        inner.endOutput();
        addOnce(Direction.LOCAL, OUTPUT_ENDED);
    }

    @Override
    public void close() {
        addOnce(Direction.LOCAL, CLOSED);
        inner.close();
    }

    /**
     * What was said so far.
     *
     * @param id what to call it
     * @return a snapshot
     */
    public Transcript transcript(String id) {
        lock.lock();
        try {
            return new Transcript(id, entries);
        } finally {
            lock.unlock();
        }
    }

    private Duration now() {
        return Duration.ofNanos(time.nanos() - start);
    }

    private void addOnce(Direction direction, String what) {
        if (transcript("").entries().stream().noneMatch(entry -> entry.what().equals(what))) {
            add(Entry.remark(now(), direction, what));
        }
    }

    private void add(Entry entry) {
        lock.lock();
        try {
            entries.add(entry);
        } finally {
            lock.unlock();
        }
    }
}
