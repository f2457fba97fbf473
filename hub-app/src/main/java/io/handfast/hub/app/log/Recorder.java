// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.log;

import io.handfast.crypto.Ski;
import io.handfast.engine.Dispatcher;
import io.handfast.engine.Environment;
import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.time.TimeSource;
import io.handfast.hub.app.JsonTree;
import io.handfast.ship.hub.ChannelTap;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes down what is said on all connections, strangers' too: a JSON object for each frame, with the members of a
 * transcript of the test kit, and instant and device besides. {@link TraceFile} makes transcripts and the forms of other
 * tools of it. PINs are never written, payloads only when that is asked for.
 *
 * <p>Writes on a thread of its own and holds up no connection: when the disk is too slow or full, frames are missing. The
 * file is full at 16 MiB and makes room once.
 */
public final class Recorder implements ChannelTap, AutoCloseable {
    private static final long LIMIT_BYTES = 16L << 20;
    private static final int WAITING = 512;
    private static final Duration LAST_FRAMES = Duration.ofSeconds(2);

    private final TimeSource time;
    private final Redaction redaction;
    private final RollingFile file;
    private final Scope scope;
    private final Dispatcher<Entry> writing;
    private final AtomicLong connections = new AtomicLong();

    private record Connection(long number, Ski peer, Role role, long begunNanos) {}

    private record Entry(
            Connection connection, Instant at, Duration since, String direction, Optional<Frame> frame, String what) {}

    /**
     * Begins to record.
     *
     * @param file where; what is there already stays before it
     * @param payloads whether the payloads of data are written down too
     * @param environment clock
     */
    public Recorder(Path file, boolean payloads, Environment environment) {
        this.time = environment.time();
        this.redaction = new Redaction(payloads);
        this.file = new RollingFile(
                number -> number == 0 ? file : file.resolveSibling(file.getFileName() + "." + number),
                true,
                LIMIT_BYTES,
                2);
        this.file.begin(time.wallClock());
        this.scope = new Scope("trace", time);
        this.writing = new Dispatcher<>(time, scope, WAITING, this::write);
    }

    /**
     * Why the file could not be written when it began.
     *
     * @return a sentence without a final stop; empty when it could
     */
    public Optional<String> trouble() {
        return file.trouble();
    }

    @Override
    public FrameChannel tap(Ski peer, Role role, FrameChannel channel) {
        return new Recorded(channel, new Connection(connections.incrementAndGet(), peer, role, time.nanos()));
    }

    private void write(Entry entry) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("at", entry.at().toString());
        object.put("ski", entry.connection().peer().toString());
        object.put("role", entry.connection().role() == Role.CLIENT ? "client" : "server");
        object.put("conn", entry.connection().number());
        object.put("dir", entry.direction());
        object.put("t", seconds(entry.since()));
        if (entry.frame().isPresent()) {
            content(entry.frame().get(), object);
        } else {
            object.put("what", entry.what());
        }
        String at = entry.at().toString();
        file.write(entry.at(), JsonTree.line(object), remark -> JsonTree.line(Map.of("at", at, "remark", remark)));
    }

    private void content(Frame frame, Map<String, Object> object) {
        switch (frame) {
            case Frame.Message(byte[] bytes)
            when bytes.length == 2 && bytes[0] == 0 -> // the connection mode
                object.put("hex", String.format("%02x%02x", bytes[0], bytes[1]));
            case Frame.Message(byte[] bytes) -> {
                Optional<String> text = redaction.text(bytes);
                if (text.isPresent()) {
                    object.put("type", (int) bytes[0]);
                    object.put("text", text.get());
                } else {
                    object.put("what", "a message of " + bytes.length + " bytes that is no JSON");
                }
            }
            case Frame.Ping(byte[] bytes) -> object.put("what", "ping of " + bytes.length + " bytes");
            case Frame.Pong(byte[] bytes) -> object.put("what", "pong of " + bytes.length + " bytes");
            case Frame.Close(int code, String reason) ->
                object.put("what", "WebSocket close frame code " + code + " reason \"" + reason + "\"");
        }
    }

    private static String seconds(Duration since) {
        return BigDecimal.valueOf(since.toNanos() / 1000, 6).toPlainString();
    }

    /** Writes what is left. Connections that go on are not recorded any more. */
    @Override
    public void close() {
        writing.close();
        try {
            scope.join(time.in(LAST_FRAMES));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }

    private final class Recorded implements FrameChannel {
        private final FrameChannel channel;
        private final Connection connection;
        private final AtomicBoolean ended = new AtomicBoolean();

        Recorded(FrameChannel channel, Connection connection) {
            this.channel = channel;
            this.connection = connection;
        }

        @Override
        public Frame read() throws IOException {
            try {
                Frame frame = channel.read();
                note("recv", Optional.of(frame), "");
                return frame;
            } catch (EndOfStream e) {
                end("remote", "connection ended");
                throw e;
            }
        }

        @Override
        public void write(Frame frame) throws IOException {
            channel.write(frame);
            note("send", Optional.of(frame), "");
        }

        @Override
        public void flush() throws IOException {
            channel.flush();
        }

        @Override
        public void endOutput() throws IOException {
            channel.endOutput();
            note("local", Optional.empty(), "output ended");
        }

        @Override
        public void close() {
            end("local", "connection closed");
            channel.close();
        }

        private void end(String direction, String what) {
            if (ended.compareAndSet(false, true)) {
                note(direction, Optional.empty(), what);
            }
        }

        private void note(String direction, Optional<Frame> frame, String what) {
            Duration since = Duration.ofNanos(time.nanos() - connection.begunNanos());
            writing.dispatch(new Entry(connection, time.wallClock(), since, direction, frame, what));
        }
    }
}
