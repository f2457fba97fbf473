// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.crypto.Ski;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.net.Sockets;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.Established;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.Trust;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.ShipEndpoint;
import io.handfast.websocket.UpgradeVerdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;

/**
 * Two ends in this process with a port of their own between them, one connection at a time: complete when both ends
 * say so. One thread connects; another, started here, accepts.
 */
final class Pair implements AutoCloseable {
    private final ShipEndpoint client;
    private final ShipEndpoint server;
    private final TimeSource time;
    private final ServerSocket listener;
    private final Scope scope;
    private final SynchronousQueue<Optional<Established>> accepted = new SynchronousQueue<>();

    /** Both ends of a complete connection. */
    record Ends(Established client, Established server) {
        void cut() {
            client.cancel();
            server.cancel();
        }
    }

    Pair(ShipEndpoint client, ShipEndpoint server, TimeSource time) throws IOException {
        this.client = client;
        this.server = server;
        this.time = time;
        this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        this.scope = new Scope("pair", time);
        scope.onCancel(() -> closeListener(listener));
        scope.start("accept", this::accept);
    }

    private void accept() throws InterruptedException {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                accepted.put(handshake(socket));
            } catch (IOException _) {
                // the listener was closed
            }
        }
    }

    private Optional<Established> handshake(Socket socket) {
        try {
            return Optional.of(
                    server.accept(socket, Pair::welcome, new Trace(time), scope).run());
        } catch (HandshakeException e) {
            Sockets.closeQuietly(socket);
            return Optional.empty();
        }
    }

    private static ShipEndpoint.Welcome welcome(Ski peer) {
        return new ShipEndpoint.Welcome(trusted(peer), new UpgradeVerdict.Accept());
    }

    private static RemoteNode trusted(Ski peer) {
        return new RemoteNode(peer, Trust.TRUSTED, Optional.empty());
    }

    /** From TCP to the end of the SHIP handshake on both ends; empty when either failed. */
    Optional<Ends> connect() throws InterruptedException {
        Optional<Established> dialled = Optional.empty();
        try {
            Address at = Address.of("127.0.0.1", listener.getLocalPort());
            dialled = Optional.of(client.dial(at, Optional.empty(), Pair::trusted, new Trace(time), scope)
                    .run());
        } catch (HandshakeException _) {
            // counted by the caller
        }
        Optional<Established> other = accepted.take();
        if (dialled.isEmpty() || other.isEmpty()) {
            dialled.ifPresent(Established::cancel);
            other.ifPresent(Established::cancel);
            return Optional.empty();
        }
        return Optional.of(new Ends(dialled.get(), other.get()));
    }

    Scope scope() {
        return scope;
    }

    @Override
    public void close() {
        scope.cancel();
    }

    private static void closeListener(ServerSocket listener) {
        try {
            listener.close();
        } catch (IOException _) {
            // closed is all it has to be
        }
    }
}
