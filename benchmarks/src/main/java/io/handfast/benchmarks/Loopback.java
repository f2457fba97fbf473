// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.engine.Scope;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.net.Sockets;
import io.handfast.engine.time.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;

/**
 * Two nodes in this process with a port of their own between them, one connection at a time: complete when both ends
 * say so. One thread connects; another, started here, accepts.
 *
 * @param <E> one end of a complete connection
 */
final class Loopback<E> implements AutoCloseable {
    private final Nodes<E> nodes;
    private final ServerSocket listener;
    private final Scope scope;
    private final SynchronousQueue<Optional<E>> accepted = new SynchronousQueue<>();

    /**
     * The two nodes of a protocol. Both methods that shake hands block until the end of it is complete.
     *
     * @param <E> one end of a complete connection
     */
    interface Nodes<E> {
        /** The end of the one that dials a port of this machine. */
        E dial(int port, Scope scope) throws HandshakeException;

        /** The end of the one that is dialled. */
        E accept(Socket socket, Scope scope) throws HandshakeException, IOException;

        /** Ends a connection from this end, without a word. */
        void cut(E end);
    }

    /** Both ends of a complete connection. */
    record Ends<E>(E client, E server, Nodes<E> nodes) {
        void cut() {
            nodes.cut(client);
            nodes.cut(server);
        }
    }

    Loopback(Nodes<E> nodes, TimeSource time) throws IOException {
        this.nodes = nodes;
        this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        this.scope = new Scope("loopback", time);
        scope.onCancel(() -> closeListener(listener));
        scope.start("accept", this::accept);
    }

    private void accept() throws InterruptedException {
        while (!listener.isClosed()) {
            try {
                accepted.put(handshake(listener.accept()));
            } catch (IOException _) {
                // the listener was closed
            }
        }
    }

    private Optional<E> handshake(Socket socket) {
        try {
            return Optional.of(nodes.accept(socket, scope));
        } catch (HandshakeException | IOException _) {
            Sockets.closeQuietly(socket);
            return Optional.empty();
        }
    }

    /** From TCP to the end of the handshake on both ends; empty when either failed. */
    Optional<Ends<E>> connect() throws InterruptedException {
        Optional<E> dialled = dial();
        Optional<E> other = accepted.take();
        if (dialled.isEmpty() || other.isEmpty()) {
            dialled.ifPresent(nodes::cut);
            other.ifPresent(nodes::cut);
            return Optional.empty();
        }
        return Optional.of(new Ends<>(dialled.get(), other.get(), nodes));
    }

    private Optional<E> dial() {
        try {
            return Optional.of(nodes.dial(listener.getLocalPort(), scope));
        } catch (HandshakeException _) {
            return Optional.empty(); // counted by the caller
        }
    }

    /** Where what goes on after the handshake runs; ends with this. */
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
