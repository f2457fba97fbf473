// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel.EndOfStream;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import io.handfast.testkit.Transcript.Direction;
import io.handfast.testkit.Transcript.Entry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plays the peer of a {@link Transcript} at one end of a {@link Pipe}, against a live side at the other end: says what
 * was received at the recorded times, and compares what comes with what was sent then. {@link Transcript#turned} plays
 * the other role. Owned by one thread.
 *
 * <p>A frame of the peer waits for the live side's frames that were sent more than a millisecond before it; within a
 * millisecond the recorded order between the two directions means nothing, since frames cross. A live side that is late
 * gets the answer late; one that is early or silent for longer than the patience fails the test. Remarks are not
 * compared, but the replay ends its output where the peer ended the connection, and takes the end of the live side only
 * where that one had ended.
 */
public final class Replay {
    private static final Duration CROSSING = Duration.ofMillis(1);
    private static final Set<String> ENDS =
            Set.of(RecordingChannel.PEER_ENDED, RecordingChannel.OUTPUT_ENDED, RecordingChannel.CLOSED);

    /** Decides whether a frame of the live side is the recorded one. */
    @FunctionalInterface
    public interface Comparison {
        /** The same kind of frame with the same bytes, code and reason. */
        Comparison EXACT = (recorded, live) -> switch (recorded) {
            case Frame.Message(byte[] bytes) ->
                live instanceof Frame.Message(byte[] other) && Arrays.equals(bytes, other);
            case Frame.Ping(byte[] bytes) -> live instanceof Frame.Ping(byte[] other) && Arrays.equals(bytes, other);
            case Frame.Pong(byte[] bytes) -> live instanceof Frame.Pong(byte[] other) && Arrays.equals(bytes, other);
            case Frame.Close close -> close.equals(live);
        };

        /** As {@link #EXACT}, but the reason of a close frame is words for people and does not count. */
        Comparison CLOSE_CODES = (recorded, live) -> {
            boolean closes = recorded instanceof Frame.Close && live instanceof Frame.Close;
            return closes ? code(recorded) == code(live) : EXACT.matches(recorded, live);
        };

        /**
         * Compares two frames.
         *
         * @param recorded what was sent when the transcript was made
         * @param live what came now
         * @return true when they are the same for this purpose
         */
        boolean matches(Frame recorded, Frame live);

        private static int code(Frame close) {
            return ((Frame.Close) close).code();
        }
    }

    private final PipeChannel channel;
    private final TimeSource time;
    private final Duration patience;
    private final Comparison comparison;
    private final long start;
    private final ArrayDeque<Entry> ours = new ArrayDeque<>();
    private final ArrayDeque<Entry> peers = new ArrayDeque<>();
    private final List<String> dialogue = new ArrayList<>();
    private final boolean mayEnd;
    private boolean ended;

    /**
     * A replay that compares exactly; its time begins now.
     *
     * @param transcript one connection, as the live side saw it
     * @param channel the peer's end of the pipe
     * @param time the pipe's clock
     * @param patience how much later than recorded a frame of the live side may come
     */
    public Replay(Transcript transcript, PipeChannel channel, TimeSource time, Duration patience) {
        this(transcript, channel, time, patience, Comparison.EXACT);
    }

    /**
     * A replay; its time begins now.
     *
     * @param transcript one connection, as the live side saw it
     * @param channel the peer's end of the pipe
     * @param time the pipe's clock
     * @param patience how much later than recorded a frame of the live side may come
     * @param comparison what counts as the same frame
     */
    public Replay(
            Transcript transcript, PipeChannel channel, TimeSource time, Duration patience, Comparison comparison) {
        this.channel = channel;
        this.time = time;
        this.patience = patience;
        this.comparison = comparison;
        this.start = time.nanos();
        this.mayEnd =
                transcript.entries().stream().anyMatch(entry -> entry.direction() == Direction.LOCAL && isEnd(entry));
        transcript.entries().forEach(this::sort);
    }

    private void sort(Entry entry) {
        boolean spoken = entry.frame().isPresent();
        if (entry.direction() == Direction.SEND && spoken) {
            ours.add(entry);
        } else if (entry.direction() == Direction.RECV && spoken) {
            peers.add(entry);
        } else if (entry.direction() == Direction.REMOTE
                && isEnd(entry)
                && peers.stream().noneMatch(Replay::isEnd)) {
            peers.add(entry);
        }
    }

    private static boolean isEnd(Entry entry) {
        return entry.frame().isEmpty() && ENDS.contains(entry.what());
    }

    /**
     * Plays to the end of the transcript; blocks until both halves are done. An {@link AssertionError} shows the
     * dialogue so far.
     *
     * @throws IOException when the pipe was broken, or the live side closed it while the peer had more to say
     * @throws InterruptedException when the thread was interrupted
     */
    public void run() throws IOException, InterruptedException {
        while (!ours.isEmpty() || !peers.isEmpty()) {
            Entry next = peers.peek();
            if (next == null || awaits(next)) {
                Entry due = ours.element();
                Frame frame = read(at(due).plus(patience))
                        .orElseThrow(() -> failure(shown(due), "nothing until " + patience + " after its time"));
                compare(frame);
            } else {
                Optional<Frame> frame = read(at(next));
                if (frame.isPresent()) {
                    compare(frame.get());
                } else {
                    say(peers.remove());
                }
            }
        }
    }

    /** Whether the live side has something to say before this. */
    private boolean awaits(Entry peers) {
        return !ours.isEmpty() && ours.element().at().plus(CROSSING).compareTo(peers.at()) < 0;
    }

    private Deadline at(Entry entry) {
        return Deadline.at(start).plus(entry.at());
    }

    private Optional<Frame> read(Deadline by) throws IOException, InterruptedException {
        if (ended) {
            VirtualTime.pass(time, by.remaining(time));
            return Optional.empty();
        }
        try {
            Optional<Frame> frame = channel.read(by);
            frame.ifPresent(arrived -> note("<", FrameText.of(arrived)));
            return frame;
        } catch (EndOfStream _) {
            note("<", "end");
            if (mayEnd && ours.isEmpty()) {
                ended = true;
                return read(by);
            }
            throw failure(ours.isEmpty() ? "silence" : shown(ours.element()), "the end");
        }
    }

    private void compare(Frame live) {
        Entry recorded = ours.poll();
        if (recorded == null) {
            throw failure("nothing more", FrameText.of(live));
        }
        if (!comparison.matches(recorded.frame().orElseThrow(), live)) {
            throw failure(shown(recorded), FrameText.of(live));
        }
    }

    private void say(Entry entry) throws IOException {
        note(">", entry.frame().map(FrameText::of).orElse("end"));
        if (entry.frame().isPresent()) {
            channel.write(entry.frame().get());
            channel.flush();
        } else {
            channel.endOutput();
        }
    }

    /**
     * What was said so far, a line each: time, direction as seen from the peer, content.
     *
     * @return a snapshot in order
     */
    public List<String> dialogue() {
        return List.copyOf(dialogue);
    }

    private static String shown(Entry entry) {
        return FrameText.of(entry.frame().orElseThrow());
    }

    private void note(String direction, String what) {
        dialogue.add(FrameText.line(time.nanos() - start, direction, what));
    }

    private AssertionError failure(String expected, String got) {
        return FrameText.failure(expected, got, dialogue);
    }
}
