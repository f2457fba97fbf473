// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel.EndOfStream;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Plays one end of a {@link Pipe} step by step, as a test's code says. Each expectation has a deadline, and its
 * failure shows the dialogue so far with the time of each step. Answers pings by itself, as every peer does, and
 * ignores pongs. Owned by one thread.
 */
public final class ScriptedPeer {
    private final PipeChannel channel;
    private final TimeSource time;
    private final Duration patience;
    private final List<String> dialogue = new ArrayList<>();

    /**
     * A peer that has said nothing yet.
     *
     * @param channel its end of the pipe
     * @param time the pipe's clock
     * @param patience how long each expectation waits
     */
    public ScriptedPeer(PipeChannel channel, TimeSource time, Duration patience) {
        this.channel = channel;
        this.time = time;
        this.patience = patience;
    }

    /**
     * The next frame must be this message.
     *
     * @param message its bytes
     * @return this peer
     * @throws IOException when the pipe was broken
     */
    public ScriptedPeer expect(byte[] message) throws IOException {
        byte[] got = receive("message " + FrameText.of(message));
        return Arrays.equals(got, message)
                ? this
                : fail("message " + FrameText.of(message), "message " + FrameText.of(got));
    }

    /**
     * The next frame must be a message, which the test judges.
     *
     * @return its bytes
     * @throws IOException when the pipe was broken
     */
    public byte[] receive() throws IOException {
        return receive("a message");
    }

    private byte[] receive(String expected) throws IOException {
        Frame frame = next(expected);
        if (frame instanceof Frame.Message(byte[] bytes)) {
            return bytes;
        }
        throw failure(expected, FrameText.of(frame));
    }

    /**
     * The next frame must be a farewell.
     *
     * @param code its number
     * @return its text
     * @throws IOException when the pipe was broken
     */
    public String expectClose(int code) throws IOException {
        Frame frame = next("close " + code);
        if (frame instanceof Frame.Close(int got, String reason) && got == code) {
            return reason;
        }
        throw failure("close " + code, FrameText.of(frame));
    }

    /**
     * The other side must end the stream now, without another frame.
     *
     * @return this peer
     * @throws IOException when the pipe was broken
     */
    public ScriptedPeer expectEnd() throws IOException {
        try {
            Optional<Frame> frame = read(time.in(patience));
            return fail("the end", frame.map(FrameText::of).orElse("nothing for " + patience));
        } catch (EndOfStream _) {
            note("<", "end");
            return this;
        }
    }

    /**
     * Nothing may come for a while.
     *
     * @param duration how long
     * @return this peer
     * @throws IOException when the pipe was broken, or ended
     */
    public ScriptedPeer expectNothing(Duration duration) throws IOException {
        Optional<Frame> frame = read(time.in(duration));
        return frame.isEmpty() ? this : fail("nothing for " + duration, FrameText.of(frame.get()));
    }

    /**
     * Sends a message.
     *
     * @param message its bytes
     * @return this peer
     * @throws IOException when the pipe was broken
     */
    public ScriptedPeer send(byte[] message) throws IOException {
        return send(new Frame.Message(message));
    }

    /**
     * Sends any frame.
     *
     * @param frame a farewell, for example
     * @return this peer
     * @throws IOException when the pipe was broken
     */
    public ScriptedPeer send(Frame frame) throws IOException {
        note(">", FrameText.of(frame));
        channel.write(frame);
        channel.flush();
        return this;
    }

    /**
     * Sends a message after a pause.
     *
     * @param pause how long to wait before
     * @param message its bytes
     * @return this peer
     * @throws IOException when the pipe was broken
     * @throws InterruptedException when the thread was interrupted
     */
    public ScriptedPeer sendAfter(Duration pause, byte[] message) throws IOException, InterruptedException {
        return pause(pause).send(message);
    }

    /**
     * Does nothing for a while, and reads nothing.
     *
     * @param duration how long
     * @return this peer
     * @throws InterruptedException when the thread was interrupted
     */
    public ScriptedPeer pause(Duration duration) throws InterruptedException {
        VirtualTime.pass(time, duration);
        return this;
    }

    /** Closes its end without a word. */
    public void close() {
        note(">", "end");
        channel.close();
    }

    /**
     * What was said so far, a line each: time, direction as seen from this peer, content.
     *
     * @return a snapshot in order
     */
    public List<String> dialogue() {
        return List.copyOf(dialogue);
    }

    private Frame next(String expected) throws IOException {
        try {
            return read(time.in(patience)).orElseThrow(() -> failure(expected, "nothing for " + patience));
        } catch (EndOfStream _) {
            note("<", "end");
            throw failure(expected, "the end");
        }
    }

    private Optional<Frame> read(Deadline by) throws IOException {
        while (true) {
            Optional<Frame> frame = channel.read(by);
            frame.ifPresent(arrived -> note("<", FrameText.of(arrived)));
            if (frame.isPresent() && frame.get() instanceof Frame.Ping(byte[] bytes)) {
                send(new Frame.Pong(bytes));
            } else if (frame.isEmpty() || !(frame.get() instanceof Frame.Pong)) {
                return frame;
            }
        }
    }

    private void note(String direction, String what) {
        dialogue.add(FrameText.line(time.nanos(), direction, what));
    }

    private ScriptedPeer fail(String expected, String got) {
        throw failure(expected, got);
    }

    private AssertionError failure(String expected, String got) {
        return FrameText.failure(expected, got, dialogue);
    }
}
