// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.net;

import io.handfast.engine.EngineFailure;
import io.handfast.engine.Phase;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.PeerMisbehaved;
import io.handfast.engine.failure.PeerRefused;
import io.handfast.engine.failure.TimedOut;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Connects to a host through a SOCKS5 proxy (RFC 1928; RFC 1929 for its login): three questions, one after the other,
 * all under one deadline. Names are left to the proxy, onion services among them. Safe for all threads.
 */
public final class SocksDialler {
    private static final int VERSION = 5;
    private static final int LOGIN_VERSION = 1;
    private static final int NO_LOGIN = 0;
    private static final int USER_AND_PASSWORD = 2;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;
    private static final int MAX_NAME_BYTES = 255;

    private final Dialler dialler;
    private final DeadlineGuard guard;
    private final SocksProxy proxy;

    /**
     * A dialler for one proxy.
     *
     * @param time the clock
     * @param guard ends attempts at their deadline
     * @param proxy through whom
     */
    public SocksDialler(TimeSource time, DeadlineGuard guard, SocksProxy proxy) {
        this.dialler = new Dialler(time, guard);
        this.guard = guard;
        this.proxy = proxy;
    }

    /**
     * Connects. Blocks until connected, refused, or the deadline; cancelling the scope frees it.
     *
     * @param host a name of at most 255 bytes, an address, or an onion service
     * @param port 1 to 65535
     * @param by when to give up
     * @param trace where the {@link SocksPhase}s are noted
     * @param scope whose cancellation ends the attempt
     * @return a socket that is connected with the host, owned by the caller
     * @throws HandshakeException {@code net.proxy-*}, {@code net.name-unknown}, {@code net.connection-refused}, {@code net.unreachable},
     *     {@code net.connect-timeout}, {@code net.ended-by-peer}, {@code engine.cancelled}
     */
    public Socket dial(String host, int port, Deadline by, Trace trace, Scope scope) throws HandshakeException {
        trace.enter(SocksPhase.PROXY_TCP);
        byte[] question = question(host, port);
        Socket socket = connect(by, scope);
        boolean done = false;
        try (DeadlineGuard.Watch watch = guard.watch(() -> Sockets.closeQuietly(socket));
                Scope.Registration _ = scope.onCancel(watch::cancel)) {
            if (chooseMethod(new Step(watch, by, trace, SocksPhase.PROXY_METHOD), socket) == USER_AND_PASSWORD) {
                login(new Step(watch, by, trace, SocksPhase.PROXY_LOGIN), socket);
            }
            Step last = new Step(watch, by, trace, SocksPhase.PROXY_CONNECT);
            last.run("a connection to " + host + ":" + port, () -> askFor(question, socket));
            done = true;
            return socket;
        } finally {
            if (!done) {
                Sockets.closeQuietly(socket);
            }
        }
    }

    /** The proxy itself is not the peer: its failures have a name of their own. */
    private Socket connect(Deadline by, Scope scope) throws HandshakeException {
        try {
            return dialler.dial(proxy.host(), proxy.port(), by, scope);
        } catch (ConnectionLost | TimedOut e) {
            throw new ConnectionLost(
                    EngineFailure.PROXY_UNAVAILABLE, SocksPhase.PROXY_TCP.phaseName(), proxy.toString(), e.got(), e);
        }
    }

    /** One question and its answer, under the common deadline. */
    private record Step(DeadlineGuard.Watch watch, Deadline by, Trace trace, Phase phase) {
        <T> T run(String expected, DeadlineGuard.Step<T> body) throws HandshakeException {
            trace.enter(phase);
            return watch.during(by, phase, EngineFailure.CONNECT_TIMEOUT, expected, body);
        }
    }

    private int chooseMethod(Step step, Socket socket) throws HandshakeException {
        byte[] offer = proxy.login().isPresent()
                ? new byte[] {VERSION, 2, NO_LOGIN, USER_AND_PASSWORD}
                : new byte[] {VERSION, 1, NO_LOGIN};
        return step.run("an answer of a SOCKS5 proxy", () -> {
            socket.getOutputStream().write(offer);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            requireVersion(VERSION, in.readUnsignedByte(), SocksPhase.PROXY_METHOD);
            int method = in.readUnsignedByte();
            boolean offered = method == NO_LOGIN || (method == USER_AND_PASSWORD && offer.length == 4);
            if (!offered) {
                throw new PeerRefused(
                        EngineFailure.PROXY_LOGIN,
                        SocksPhase.PROXY_METHOD.phaseName(),
                        offer.length == 4 ? "no login, or user and password" : "no login",
                        method == 0xFF ? "none of them" : "method " + method);
            }
            return method;
        });
    }

    private void login(Step step, Socket socket) throws HandshakeException {
        SocksProxy.Login login = proxy.login().orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(LOGIN_VERSION);
        writeText(out, login.user());
        writeText(out, login.password());
        step.run("the proxy to take our login", () -> {
            socket.getOutputStream().write(out.toByteArray());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            requireVersion(LOGIN_VERSION, in.readUnsignedByte(), SocksPhase.PROXY_LOGIN);
            int status = in.readUnsignedByte();
            if (status != 0) {
                throw new PeerRefused(
                        EngineFailure.PROXY_LOGIN,
                        SocksPhase.PROXY_LOGIN.phaseName(),
                        "status 0",
                        "status " + status + " for user " + login.user());
            }
            return status;
        });
    }

    private static void writeText(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }

    private static byte[] question(String host, int port) throws ConnectionLost {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {VERSION, CONNECT, 0});
        try {
            InetAddress literal = InetAddress.ofLiteral(host);
            out.write(literal instanceof Inet4Address ? IPV4 : IPV6);
            out.writeBytes(literal.getAddress());
        } catch (IllegalArgumentException _) { // a name, then
            requireName(host);
            out.write(NAME);
            writeText(out, host);
        }
        out.write(port >>> 8);
        out.write(port);
        return out.toByteArray();
    }

    private static void requireName(String host) throws ConnectionLost {
        int length = host.getBytes(StandardCharsets.UTF_8).length;
        if (length < 1 || length > MAX_NAME_BYTES) {
            String phase = SocksPhase.PROXY_TCP.phaseName();
            throw new ConnectionLost(
                    EngineFailure.NAME_UNKNOWN, phase, "a host name of 1 to 255 bytes", length + " bytes");
        }
    }

    /** Nothing may be read beyond the answer: the peer's own bytes follow it. */
    private static Socket askFor(byte[] question, Socket socket) throws IOException, HandshakeException {
        OutputStream out = socket.getOutputStream();
        out.write(question);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        requireVersion(VERSION, in.readUnsignedByte(), SocksPhase.PROXY_CONNECT);
        int reply = in.readUnsignedByte();
        if (reply != 0) {
            throw refusal(reply);
        }
        in.readByte(); // reserved
        int type = in.readUnsignedByte();
        int addressBytes = switch (type) {
            case IPV4 -> 4;
            case IPV6 -> 16;
            case NAME -> in.readUnsignedByte();
            default -> throw notSocks(SocksPhase.PROXY_CONNECT, "address type 1, 3 or 4", "type " + type);
        };
        in.readFully(new byte[addressBytes + 2]); // where the proxy's own end is: nobody needs it
        return socket;
    }

    private static HandshakeException refusal(int reply) {
        String phase = SocksPhase.PROXY_CONNECT.phaseName();
        return switch (reply) {
            case 3, 4, 6 -> new ConnectionLost(EngineFailure.UNREACHABLE, phase, "reply 0", words(reply));
            case 5 -> new ConnectionLost(EngineFailure.CONNECTION_REFUSED, phase, "reply 0", words(reply));
            case 0xF0, 0xF2, 0xF3, 0xF6, 0xF7 ->
                new ConnectionLost(EngineFailure.UNREACHABLE, phase, "reply 0", words(reply));
            default -> new PeerRefused(EngineFailure.PROXY_REFUSED, phase, "reply 0", words(reply));
        };
    }

    /** RFC 1928 section 6; from 0xF0 on those of Tor (proposal 304). */
    private static String words(int reply) {
        String meaning = switch (reply) {
            case 1 -> "general failure of the proxy";
            case 2 -> "not allowed by its rules";
            case 3 -> "network unreachable";
            case 4 -> "host unreachable";
            case 5 -> "connection refused";
            case 6 -> "time to live expired";
            case 7 -> "command not supported";
            case 8 -> "address type not supported";
            case 0xF0 -> "onion service not found";
            case 0xF1 -> "descriptor of the onion service invalid";
            case 0xF2 -> "introduction to the onion service failed";
            case 0xF3 -> "rendezvous with the onion service failed";
            case 0xF4, 0xF5 -> "the onion service wants another authorization";
            case 0xF6 -> "no address of an onion service";
            case 0xF7 -> "introduction to the onion service timed out";
            default -> "unknown";
        };
        return "reply " + reply + ", " + meaning;
    }

    private static void requireVersion(int expected, int got, SocksPhase phase) throws PeerMisbehaved {
        if (got != expected) {
            throw notSocks(phase, "version " + expected, "byte " + got);
        }
    }

    private static PeerMisbehaved notSocks(SocksPhase phase, String expected, String got) {
        return new PeerMisbehaved(EngineFailure.PROXY_NOT_SOCKS, phase.phaseName(), expected, got);
    }
}
