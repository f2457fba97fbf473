// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine;

import io.handfast.engine.net.DeadlineGuard;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * One live connection: a reader thread that fills the inbox, a writer thread that drains the outbox, and the
 * owner, which alone holds the protocol's state.
 *
 * <p>The reader hands on raw messages and answers pings by itself, so a slow owner does not look like a dead
 * peer. The writer is the only one to write, farewell included; it asks for a sign of life when the peer was
 * silent for long. A write that takes longer than the send timeout closes the channel, which frees everybody.
 *
 * <p>Life: {@link #open} starts both threads. Exactly one of three ends follows: the owner's {@link #finish}
 * (everything queued is written, then the farewell, then the end), {@link #cancel} from any thread (at once,
 * without a word), or the peer's, which the owner learns from the inbox and answers with {@link #finish}. After
 * finish no thread and no socket is left.
 *
 * @param <C> the protocol's control events
 */
public final class Link<C> {
    /** How long threads may take to end after their socket was closed; they need microseconds. */
    private static final Duration LAST_JOIN = Duration.ofSeconds(5);

    /** How long the reader may go on after a write failed: what the peer said before it closed explains why. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /**
     * Bounds of a link.
     *
     * @param inboxBytes messages that may wait for the owner, in bytes
     * @param outboxBytes frames that may wait for the writer, in bytes
     * @param sendTimeout how long the write of a frame may take
     * @param consumerStall how long the reader waits for a full inbox before it gives up the link
     * @param pingAfter silence of the peer after which it is pinged
     * @param silenceLimit silence of the peer after which it is given up
     */
    public record Settings(
            int inboxBytes,
            int outboxBytes,
            SendTimeout sendTimeout,
            Duration consumerStall,
            Duration pingAfter,
            Duration silenceLimit) {
        /**
         * Bounds of a link whose writes all get the same time.
         *
         * @param inboxBytes messages that may wait for the owner, in bytes
         * @param outboxBytes frames that may wait for the writer, in bytes
         * @param sendTimeout how long one write may take
         * @param consumerStall how long the reader waits for a full inbox before it gives up the link
         * @param pingAfter silence of the peer after which it is pinged
         * @param silenceLimit silence of the peer after which it is given up
         */
        public Settings(
                int inboxBytes,
                int outboxBytes,
                Duration sendTimeout,
                Duration consumerStall,
                Duration pingAfter,
                Duration silenceLimit) {
            this(inboxBytes, outboxBytes, _ -> sendTimeout, consumerStall, pingAfter, silenceLimit);
        }
    }

    /** How long a write may take: the same for all, or more for a frame of many megabytes. */
    @FunctionalInterface
    public interface SendTimeout {
        /**
         * The time of one frame.
         *
         * @param sizeBytes {@link Frame#sizeBytes}
         * @return how long its write may take
         */
        Duration of(int sizeBytes);
    }

    private final FrameChannel channel;
    private final Settings settings;
    private final TimeSource time;
    private final Inbox<C> inbox;
    private final Outbox outbox;
    private final Scope scope;
    private final DeadlineGuard.Watch writeWatch;
    private volatile Scope.Registration inParent = () -> {};
    private volatile long lastHeardNanos;
    /** What the frame got that is being written, or was written last. */
    private volatile Duration sendTimeout = Duration.ZERO;

    private volatile Deadline finishBy = Deadline.NEVER;
    private volatile boolean saysFarewell;
    private volatile boolean allWritten;

    private Link(String name, FrameChannel channel, Settings settings, Environment environment) {
        this.channel = channel;
        this.settings = settings;
        this.time = environment.time();
        this.inbox = new Inbox<>(time, settings.inboxBytes());
        this.outbox = new Outbox(time, settings.outboxBytes());
        this.scope = new Scope(name, time);
        this.writeWatch = environment.guard().watch(channel::close);
        this.lastHeardNanos = time.nanos();
    }

    /**
     * Starts the two threads of a connection.
     *
     * @param name begins the names of its threads
     * @param channel the connection; the link closes it
     * @param settings bounds
     * @param environment the clock, and the guard that ends stuck writes
     * @param parent whose cancellation cancels the link, as long as it lives
     * @param <C> the protocol's control events
     * @return the running link
     */
    public static <C> Link<C> open(
            String name, FrameChannel channel, Settings settings, Environment environment, Scope parent) {
        Link<C> link = new Link<>(name, channel, settings, environment);
        link.scope.onCancel(link::release);
        link.inParent = parent.onCancel(link::cancel);
        link.scope.start("reader", link::read);
        link.scope.start("writer", link::write);
        return link;
    }

    /**
     * Everything that happens to this connection.
     *
     * @return the inbox; its owner is the connection's owner
     */
    public Inbox<C> inbox() {
        return inbox;
    }

    /**
     * What waits to be written.
     *
     * @return the outbox; the owner offers, others put
     */
    public Outbox outbox() {
        return outbox;
    }

    /**
     * Ends the connection at once, without a word: the owner's next wait returns the cancellation, the threads
     * end. Never blocks, any number of times, from any thread.
     */
    public void cancel() {
        inbox.cancel();
        scope.cancel();
        inParent.close();
    }

    private void release() {
        outbox.abandon();
        channel.close();
    }

    /**
     * Ends the connection in good order: what is queued is written, then the farewell; then the peer's own
     * farewell is awaited. Messages that still come are dropped. Blocks until no thread and no socket of the
     * link is left, at the latest shortly after the deadline. For the owner, once.
     *
     * @param farewell the last frame, if there is to be one
     * @param by when to stop waiting for the peer
     * @return whether all was written and the peer took leave too
     */
    public boolean finish(Optional<Frame.Close> farewell, Deadline by) {
        finishBy = by;
        saysFarewell = farewell.isPresent();
        inbox.discard();
        outbox.close(farewell);
        boolean clean = join(by, false) && allWritten && peerTookLeave();
        inParent.close();
        scope.cancel();
        if (!join(time.in(LAST_JOIN), true)) {
            throw new IllegalStateException("bug: threads left after the channel was closed: " + scope.threadNames());
        }
        return clean;
    }

    /** An interrupt is kept; it shortens the wait for the peer to nothing, but not the wait for our own threads. */
    private boolean join(Deadline by, boolean despiteInterrupt) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return scope.join(interrupted && !despiteInterrupt ? time.in(Duration.ZERO) : by);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean peerTookLeave() {
        Ending ending = inbox.ending().orElse(null);
        return ending instanceof Ending.PeerClosed || ending instanceof Ending.StreamEnded;
    }

    private void read() throws InterruptedException {
        try {
            while (true) {
                Frame frame = channel.read();
                lastHeardNanos = time.nanos();
                switch (frame) {
                    case Frame.Message message -> {
                        if (!inbox.put(message.bytes(), time.in(settings.consumerStall()))) {
                            inbox.end(new Ending.SlowConsumer(settings.consumerStall()));
                            return;
                        }
                    }
                    case Frame.Ping ping -> outbox.answer(new Frame.Pong(ping.bytes()));
                    case Frame.Pong _ -> {} // its arrival was noted above
                    case Frame.Close close -> {
                        inbox.end(new Ending.PeerClosed(close.code(), close.reason()));
                        return;
                    }
                }
            }
        } catch (FrameChannel.EndOfStream e) {
            inbox.end(new Ending.StreamEnded(e.code()));
        } catch (FrameChannel.FrameViolation e) {
            inbox.end(new Ending.Violated(e.code(), e.answer(), e.expected(), e.got()));
            drain();
        } catch (IOException e) {
            inbox.end(writeEnding(e));
        } finally {
            inbox.end(new Ending.Lost("a bug in the reader; see the log")); // counts only when nothing above did
        }
    }

    /** Bytes left unread would turn our close into a TCP reset, which takes the farewell away from the peer. */
    private void drain() {
        try {
            while (true) {
                channel.read();
            }
        } catch (IOException _) {
            // the peer has ended, or the link was finished
        }
    }

    private void write() throws InterruptedException {
        try {
            while (true) {
                Optional<Frame> next = outbox.await(nextSignOfLife());
                if (next.isPresent()) {
                    writeGuarded(next.get());
                } else if (outbox.isClosed()) {
                    takeLeave();
                    return;
                } else if (nextSignOfLife().passed(time) && !askForSignOfLife()) {
                    return;
                }
            }
        } catch (IOException e) {
            awaitLastWords();
            inbox.end(writeEnding(e));
            release();
        } catch (RuntimeException e) {
            inbox.end(new Ending.Lost("a bug in the writer; see the log"));
            release();
            throw e;
        } finally {
            writeWatch.close();
        }
    }

    private void writeGuarded(Frame frame) throws IOException {
        sendTimeout = settings.sendTimeout().of(frame.sizeBytes());
        writeWatch.arm(time.in(sendTimeout));
        channel.write(frame);
        if (outbox.isEmpty()) {
            channel.flush();
            writeWatch.disarm();
        }
    }

    /**
     * After a farewell the peer's own is awaited first: an end of our output might cut it off. Without one, the end
     * of our output is what tells the peer.
     */
    private void takeLeave() throws IOException, InterruptedException {
        writeWatch.arm(
                finishBy == Deadline.NEVER ? time.in(settings.sendTimeout().of(0)) : finishBy);
        channel.flush();
        allWritten = true;
        if (saysFarewell) {
            inbox.awaitEnding(finishBy);
        }
        channel.endOutput();
    }

    private void awaitLastWords() throws InterruptedException {
        outbox.abandon();
        if (!writeWatch.expired()) {
            inbox.awaitEnding(time.in(LAST_WORDS));
        }
    }

    private Deadline nextSignOfLife() {
        return Deadline.at(lastHeardNanos + settings.pingAfter().toNanos());
    }

    /** Returns false when the peer was given up. */
    private boolean askForSignOfLife() throws IOException, InterruptedException {
        long askedNanos = lastHeardNanos;
        writeGuarded(new Frame.Ping(new byte[0]));
        Deadline giveUp = Deadline.at(askedNanos + settings.silenceLimit().toNanos());
        while (lastHeardNanos == askedNanos) {
            Optional<Frame> next = outbox.await(giveUp);
            if (next.isPresent()) {
                writeGuarded(next.get());
            } else if (outbox.isClosed()) {
                return true;
            } else if (giveUp.passed(time) && lastHeardNanos == askedNanos) {
                inbox.end(new Ending.Silent(settings.silenceLimit()));
                release();
                return false;
            }
        }
        return true;
    }

    private Ending writeEnding(IOException cause) {
        if (writeWatch.expired()) {
            return new Ending.SendTimedOut(sendTimeout);
        }
        return cause instanceof FrameChannel.Broken broken
                ? new Ending.Lost(broken.code(), broken.got())
                : new Ending.Lost(String.valueOf(cause.getMessage()));
    }
}
