// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.FrameHeader;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.decred.wire.encoding.WireWriter;
import io.handfast.decred.wire.message.Ping;
import io.handfast.decred.wire.message.Pong;
import io.handfast.engine.Entropy;
import io.handfast.engine.Environment;
import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.Link;
import io.handfast.engine.Outbox;
import io.handfast.engine.time.TimeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What reader and writer do for the peer while whole frames pass: they count, and once the asynchronous peer has begun
 * the reader answers pings at once, however busy the application is, and the writer notes when a ping, a question that
 * the peer owes an answer to, or a watched frame really goes out. Before, a ping is a message like every other, since
 * it may belong to those that come before their time.
 *
 * <p>A ping is handed on as well, for the listener; the first of them may have come too early to be answered here:
 * {@link #pingsNotAnswered}.
 *
 * <p>Thread rule as of every channel: one thread reads, one writes, any other looks.
 */
final class PeerChannel implements FrameChannel {
    /** Pongs that may wait in turn. */
    private static final int MOST_PONGS = 64;

    private static final int PING_BYTES = FrameHeader.SIZE_BYTES + 8;

    /** A ping that was answered. */
    record RoundTrip(long nonce, Duration took) {}

    /** The ping that went out last; only its answer is looked at, as in dcrd. */
    private record OpenPing(long nonce, long sentNanos) {}

    private final FrameChannel wire;
    private final Network network;
    private final TimeSource time;
    private final Entropy entropy;
    private final Traffic received;
    private final Traffic sent;
    private final Queue<Receipt> watched = new ConcurrentLinkedQueue<>();
    private final List<Receipt> unflushed = new ArrayList<>(0); // the writer's
    private volatile @Nullable Link<PeerControl> begun;
    private volatile int pingsNotAnswered;
    private volatile @Nullable OpenPing openPing;
    private volatile @Nullable RoundTrip lastRoundTrip;
    private final AtomicInteger pongsQueued = new AtomicInteger();
    private volatile boolean tellWhenRoom;
    private volatile boolean closed;

    PeerChannel(FrameChannel wire, Network network, Environment environment) {
        this.wire = wire;
        this.network = network;
        this.time = environment.time();
        this.entropy = environment.entropy();
        this.received = new Traffic(time);
        this.sent = new Traffic(time);
    }

    /** From now on pings are answered here. */
    void begin(Link<PeerControl> link) {
        begun = link;
    }

    TimeSource time() {
        return time;
    }

    Entropy entropy() {
        return entropy;
    }

    Traffic received() {
        return received;
    }

    Traffic sent() {
        return sent;
    }

    /** How many of the first pings the reader left to the owner. */
    int pingsNotAnswered() {
        return pingsNotAnswered;
    }

    Optional<RoundTrip> lastRoundTrip() {
        return Optional.ofNullable(lastRoundTrip);
    }

    /** Watches a frame that is not queued yet. */
    void watch(Receipt receipt) {
        watched.add(receipt);
        if (closed) {
            receipt.settle(Delivery.DROPPED);
        }
    }

    void forget(Receipt receipt) {
        watched.remove(receipt);
    }

    /** The owner is told when something was written. */
    void tellWhenRoom() {
        tellWhenRoom = true;
    }

    @Override
    public Frame read() throws IOException {
        Frame frame = wire.read();
        if (frame instanceof Frame.Message(byte[] bytes)) {
            Traffic.commandOf(bytes).ifPresent(command -> noteRead(command, bytes));
        }
        return frame;
    }

    private void noteRead(Command command, byte[] frame) {
        received.note(command, frame.length);
        if (command == Command.PING && frame.length == PING_BYTES) {
            answer(frame);
        } else if (command == Command.PONG && frame.length == PING_BYTES) {
            OpenPing open = openPing;
            if (open != null && open.nonce() == nonceOf(frame)) {
                openPing = null;
                lastRoundTrip = new RoundTrip(open.nonce(), Duration.ofNanos(time.nanos() - open.sentNanos()));
            }
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // the reader alone writes it
    private void answer(byte[] ping) {
        Link<PeerControl> link = begun;
        if (link == null) {
            pingsNotAnswered++;
        } else {
            answer(nonceOf(ping), link);
        }
    }

    /**
     * Each ping is answered in its turn among what the peer waits for, as dcrd does it, and before what the application
     * sends. When a peer pings without reading, or wants more than there is room for, the lane for answers takes over: it
     * overtakes all that waits, and keeps the newest answer alone.
     */
    void answer(long nonce, Link<PeerControl> link) {
        Frame.Message pong = new Frame.Message(framed(new Pong(nonce)));
        if (pongsQueued.get() < MOST_PONGS && link.outbox().offerReply(pong) == Outbox.Offer.TAKEN) {
            pongsQueued.incrementAndGet();
        } else {
            link.outbox()
                    .answer(new Frame.Pong(
                            new WireWriter(8).int64(nonce).written().toByteArray()));
        }
    }

    private static long nonceOf(byte[] pingOrPong) {
        return ByteBuffer.wrap(pingOrPong).order(ByteOrder.LITTLE_ENDIAN).getLong(FrameHeader.SIZE_BYTES);
    }

    @Override
    public void write(Frame frame) throws IOException {
        switch (frame) {
            case Frame.Message(byte[] bytes) -> writeMessage(bytes);
            case Frame.Pong(byte[] nonce) ->
                writeMessage(framed(new Pong(
                        ByteBuffer.wrap(nonce).order(ByteOrder.LITTLE_ENDIAN).getLong())));
            case Frame.Ping _ -> askForSignOfLife();
            case Frame.Close _ -> {} // Decred has no farewell
        }
    }

    /** The link's own ping, for an owner that does not come to it: nothing is asked twice. */
    private void askForSignOfLife() throws IOException {
        if (openPing == null) {
            writeMessage(framed(new Ping(entropy.below(Long.MAX_VALUE))));
        }
    }

    private byte[] framed(Message message) {
        return io.handfast.decred.wire.Frame.of(message, network, ProtocolVersion.LATEST)
                .toByteArray();
    }

    private void writeMessage(byte[] frame) throws IOException {
        Optional<Command> command = Traffic.commandOf(frame);
        Link<PeerControl> link = begun;
        if (command.isPresent() && link != null) {
            noteBeforeWrite(command.get(), frame, link);
        }
        wire.write(new Frame.Message(frame));
        command.ifPresent(known -> sent.note(known, frame.length));
        if (!watched.isEmpty()) {
            watched.stream().filter(receipt -> receipt.isFor(frame)).forEach(unflushed::add);
        }
        if (tellWhenRoom && link != null) {
            tellWhenRoom = false;
            link.inbox().post(new PeerEvent.Room());
        }
    }

    /** Before, since the answer may be there before the write returns. */
    private void noteBeforeWrite(Command command, byte[] frame, Link<PeerControl> link) {
        switch (command) {
            case PING -> openPing = new OpenPing(nonceOf(frame), time.nanos());
            case PONG -> pongsQueued.updateAndGet(queued -> Math.max(0, queued - 1)); // or one of the other lane
            case GETDATA, GETINITSTATE -> link.inbox().post(new PeerEvent.Owing(frame));
            default -> {}
        }
    }

    @Override
    public void flush() throws IOException {
        wire.flush();
        if (!unflushed.isEmpty()) {
            unflushed.forEach(receipt -> receipt.settle(Delivery.WRITTEN));
            unflushed.clear();
        }
    }

    @Override
    public void endOutput() throws IOException {
        wire.endOutput();
    }

    @Override
    public void close() {
        wire.close();
        closed = true;
        watched.forEach(receipt -> receipt.settle(Delivery.DROPPED));
    }
}
