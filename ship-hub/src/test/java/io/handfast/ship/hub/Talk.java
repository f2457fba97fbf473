// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel.EndOfStream;
import io.handfast.engine.Role;
import io.handfast.engine.time.Deadline;
import io.handfast.testkit.PipeChannel;
import io.handfast.testkit.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A scripted node's end of one connection, after the upgrade. Quotes are written as apostrophes. */
final class Talk {
    private static final byte[] INIT = {0, 0};
    private static final String READY = "{'connectionHello':[{'phase':'ready'},{'waiting':60000}]}";
    private static final String PENDING = "{'connectionHello':[{'phase':'pending'},{'waiting':60000}]}";
    private static final String VERSION =
            "'version':[{'major':1},{'minor':0}]},{'formats':[{'format':['JSON-UTF8']}]}]}";
    private static final String ANNOUNCE = "{'messageProtocolHandshake':[{'handshakeType':'announceMax'},{" + VERSION;
    private static final String SELECT = "{'messageProtocolHandshake':[{'handshakeType':'select'},{" + VERSION;
    private static final String CONFIRM = "{'connectionClose':[{'phase':'confirm'}]}";
    private static final Duration PATIENCE = Duration.ofSeconds(70);

    private final PipeNetwork.Line line;
    private final PipeChannel channel;
    private final Role role;
    private final VirtualTime time;
    private String shipId;
    private String early = "";

    Talk(PipeNetwork.Line line, Role role, VirtualTime time) {
        this.line = line;
        this.channel = role == Role.CLIENT ? line.pipe().client() : line.pipe().server();
        this.role = role;
        this.time = time;
        Object own = role == Role.CLIENT ? line.client() : line.server();
        this.shipId = "i:" + own.toString().charAt(0);
    }

    /** Tells this SHIP ID from now on. */
    Talk as(String id) {
        shipId = id;
        return this;
    }

    /** Says data before it tells its SHIP ID. */
    Talk sayingEarly(String data) {
        early = data;
        return this;
    }

    Role role() {
        return role;
    }

    /** The whole handshake, until data may flow. */
    Talk complete() throws IOException {
        mode();
        say(1, READY);
        hear("'ready'");
        return afterHello();
    }

    /** Its user approves while the hub's was asked; goes on when the hub is ready. */
    Talk approve() throws IOException {
        say(1, READY);
        String heard = next();
        while (!heard.contains("\"ready\"")) {
            heard = next();
        }
        return afterHello();
    }

    private Talk afterHello() throws IOException {
        if (role == Role.CLIENT) {
            say(1, ANNOUNCE);
            hear("'select'");
            say(1, SELECT);
        } else {
            hear("'announceMax'");
            say(1, SELECT);
            hear("'select'");
        }
        say(1, "{'connectionPinState':[{'pinState':'none'}]}");
        hear("'connectionPinState'");
        say(1, "{'accessMethodsRequest':[]}");
        if (!early.isEmpty()) {
            say(2, early);
        }
        hear("'accessMethodsRequest'");
        say(1, "{'accessMethods':[{'id':'" + shipId + "'}]}");
        hear("'accessMethods'");
        return this;
    }

    /** As far as the hello, where it lets its own user decide. */
    Talk pending() throws IOException {
        mode();
        say(1, PENDING);
        return this;
    }

    private void mode() throws IOException {
        if (role == Role.CLIENT) {
            say(new Frame.Message(INIT));
            next();
        } else {
            next();
            say(new Frame.Message(INIT));
        }
    }

    Talk say(int type, String text) throws IOException {
        byte[] message = ("_" + text.replace('\'', '"')).getBytes(UTF_8);
        message[0] = (byte) type;
        say(new Frame.Message(message));
        return this;
    }

    void say(Frame frame) throws IOException {
        channel.write(frame);
        channel.flush();
    }

    /** The next message has to hold this; a refusal ends the connection. */
    Talk hear(String part) throws IOException {
        String text = next();
        if (text.contains("\"aborted\"") || text.startsWith("close ")) {
            throw new IOException("refused: " + text);
        }
        if (!text.contains(part.replace('\'', '"'))) {
            throw new AssertionError("expected " + part + ", heard " + text);
        }
        return this;
    }

    /** The next message's text; a close frame's code and reason. */
    String next() throws IOException {
        return next(time.in(PATIENCE)).orElseThrow(() -> new AssertionError("heard nothing for " + PATIENCE));
    }

    /** Answers pings until something else comes. */
    private Optional<String> next(Deadline by) throws IOException {
        while (true) {
            Optional<Frame> frame = channel.read(by);
            switch (frame.orElse(null)) {
                case null -> {
                    return Optional.empty();
                }
                case Frame.Message(byte[] bytes) -> {
                    return Optional.of(new String(bytes, UTF_8));
                }
                case Frame.Close(int code, String reason) -> {
                    return Optional.of("close " + code + " " + reason);
                }
                case Frame.Ping(byte[] bytes) -> say(new Frame.Pong(bytes));
                case Frame.Pong _ -> {}
            }
        }
    }

    /** Stays as a device does: confirms an announced end and leaves, else until the connection ends. */
    void stay() throws IOException {
        while (true) {
            String heard = next(Deadline.NEVER).orElseThrow();
            if (heard.contains("\"announce\"")) {
                say(3, CONFIRM);
            } else if (heard.startsWith("close ")) {
                close();
                return;
            }
        }
    }

    /** Whether the hub has ended the connection, or says its farewell. */
    boolean isOver() throws IOException {
        try {
            Optional<String> heard = next(time.in(Duration.ZERO));
            while (heard.isPresent()) {
                if (heard.get().startsWith("close ")) {
                    return true;
                }
                heard = next(time.in(Duration.ZERO));
            }
            return false;
        } catch (EndOfStream _) {
            return true;
        } catch (IOException _) {
            return true;
        }
    }

    /** Says a WebSocket close frame and ends. */
    void leave(int code, String reason) {
        try {
            say(new Frame.Close(code, reason));
        } catch (IOException _) {
            // it is over already
        }
        close();
    }

    /** Ends without a word. */
    void close() {
        channel.close();
    }

    /** Nothing of it arrives anywhere any more, not even an end. */
    void darken() {
        line.dark().set(true);
    }
}
