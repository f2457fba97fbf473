// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.net;

import io.handfast.engine.Ending;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.TimedOut;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connects to a host: one address after the other, IPv4 first, all under one deadline. Safe for all threads. */
public final class Dialler {
    /** One silent address must not spend the time of the others. */
    private static final Duration PER_ADDRESS = Duration.ofSeconds(5);

    private final TimeSource time;
    private final DeadlineGuard guard;

    /**
     * A dialler.
     *
     * @param time the clock
     * @param guard ends attempts at their deadline
     */
    public Dialler(TimeSource time, DeadlineGuard guard) {
        this.time = time;
        this.guard = guard;
    }

    /**
     * Connects. Blocks until connected, refused by all addresses, or the deadline; cancelling the scope frees it.
     *
     * @param host a name or an address
     * @param port 1 to 65535
     * @param by when to give up
     * @param scope whose cancellation ends the attempt
     * @return a connected socket with TCP_NODELAY, owned by the caller
     * @throws HandshakeException {@code net.name-unknown}, {@code net.connection-refused},
     *     {@code net.unreachable}, {@code net.connect-timeout}, {@code engine.cancelled}
     */
    public Socket dial(String host, int port, Deadline by, Scope scope) throws HandshakeException {
        HandshakeException failure = null;
        for (InetAddress address : resolve(host, by, scope)) {
            try {
                return connect(new InetSocketAddress(address, port), by, scope);
            } catch (ConnectionLost | TimedOut e) {
                failure = failure == null ? e : failure;
            }
        }
        throw failure == null ? unknown(host) : failure;
    }

    private List<InetAddress> resolve(String host, Deadline by, Scope scope) throws HandshakeException {
        // The system's look-up knows no deadline and cannot be cancelled: a thread of its own waits for it.
        Inbox<List<InetAddress>> answer = new Inbox<>(time, 0);
        try (Scope.Registration _ = scope.onCancel(answer::cancel)) {
            scope.start("resolve", () -> answer.post(addresses(host)));
            return switch (answer.await(by)) {
                case Inbox.Posted<List<InetAddress>>(List<InetAddress> addresses)
                when !addresses.isEmpty() -> addresses;
                case Inbox.Posted<List<InetAddress>> _ -> throw unknown(host);
                case Inbox.Ended<List<InetAddress>>(Ending ending) ->
                    throw ending.asFailure(NetPhase.RESOLVE, "an address of " + host);
                case Inbox.Expired<List<InetAddress>> _, Inbox.Received<List<InetAddress>> _ ->
                    throw new TimedOut(
                            EngineFailure.CONNECT_TIMEOUT,
                            NetPhase.RESOLVE.phaseName(),
                            "an address of " + host,
                            "no answer of the name service in time");
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled(NetPhase.RESOLVE, e);
        }
    }

    private static List<InetAddress> addresses(String host) {
        try {
            InetAddress[] all = InetAddress.getAllByName(host);
            Arrays.sort(all, Comparator.comparingInt(address -> address instanceof Inet4Address ? 0 : 1));
            return List.of(all);
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private Socket connect(InetSocketAddress address, Deadline by, Scope scope) throws HandshakeException {
        Socket socket = new Socket();
        String expected = "a TCP connection to " + address.getAddress().getHostAddress() + ":" + address.getPort();
        try (DeadlineGuard.Watch watch = guard.watch(() -> Sockets.closeQuietly(socket));
                Scope.Registration _ = scope.onCancel(watch::cancel)) {
            Deadline deadline = Deadline.earliest(by, time.in(PER_ADDRESS));
            return watch.during(deadline, NetPhase.TCP, EngineFailure.CONNECT_TIMEOUT, expected, () -> {
                socket.setTcpNoDelay(true);
                socket.setKeepAlive(true);
                socket.connect(address);
                return socket;
            });
        } catch (ConnectionLost e) {
            Sockets.closeQuietly(socket);
            throw new ConnectionLost(codeOf(e.getCause()), NetPhase.TCP.phaseName(), expected, e.got(), e.getCause());
        } catch (HandshakeException e) {
            Sockets.closeQuietly(socket);
            throw e;
        }
    }

    private static EngineFailure codeOf(@Nullable Throwable cause) {
        boolean refused = cause instanceof ConnectException
                && String.valueOf(cause.getMessage()).contains("refused");
        return refused ? EngineFailure.CONNECTION_REFUSED : EngineFailure.UNREACHABLE;
    }

    private static ConnectionLost unknown(String host) {
        return new ConnectionLost(
                EngineFailure.NAME_UNKNOWN, NetPhase.RESOLVE.phaseName(), "an address of " + host, "none");
    }

    private static Cancelled cancelled(NetPhase phase, InterruptedException cause) {
        return new Cancelled(EngineFailure.CANCELLED, phase.phaseName(), "to go on", "an interrupt", cause);
    }
}
