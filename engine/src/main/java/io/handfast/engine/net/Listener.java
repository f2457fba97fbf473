// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.net;

import io.handfast.engine.Scope;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Accepts connections, each on a thread of its own, as many unknown ones at once as the gate has places. Ends
 * when its scope is cancelled.
 */
public final class Listener {
    /** What waits in the kernel; after a power cut all devices of a site come at once. */
    private static final int BACKLOG = 1024;

    /** What to do with a connection. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Runs on a thread of the connection's own. From now on the socket belongs to the visitor, which closes it or
         * hands it on; an exception closes it.
         *
         * @param socket the connection, with TCP_NODELAY
         * @param pass its place among strangers; to be closed as soon as the peer is known
         * @throws Exception any: a bug, logged as one
         */
        void visit(Socket socket, StrangerGate.Pass pass) throws Exception;
    }

    private final ServerSocket server;
    private final StrangerGate gate;
    private final Scope scope;

    private Listener(ServerSocket server, StrangerGate gate, Scope scope) {
        this.server = server;
        this.gate = gate;
        this.scope = scope;
    }

    /**
     * Binds a port and starts to accept.
     *
     * @param address where; port 0 lets the system choose
     * @param gate places for strangers
     * @param scope whose cancellation closes the listener and the sockets of visits under way; its threads run there too
     * @param visitor what to do with each connection
     * @return the listener
     * @throws IOException when the port cannot be bound
     */
    public static Listener open(InetSocketAddress address, StrangerGate gate, Scope scope, Visitor visitor)
            throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(address, BACKLOG);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        Listener listener = new Listener(server, gate, scope);
        scope.onCancel(listener::stop);
        scope.start("accept", () -> listener.accept(visitor));
        return listener;
    }

    /**
     * The port it listens on.
     *
     * @return the real one, also after port 0 was asked for
     */
    public int port() {
        return server.getLocalPort();
    }

    /** Accepts nothing more; connections that were accepted go on. Never blocks, any number of times. */
    public void stop() {
        try {
            server.close();
        } catch (IOException _) {
            // the port is given back either way
        }
    }

    private void accept(Visitor visitor) throws InterruptedException {
        while (!server.isClosed()) {
            try {
                admit(server.accept(), visitor);
            } catch (IOException e) {
                if (!server.isClosed()) {
                    gate.awaitRelief(); // this one connection was gone, or descriptors have run out
                }
            }
        }
    }

    private void admit(Socket socket, Visitor visitor) throws IOException, InterruptedException {
        boolean visited = false;
        try {
            if (server.isClosed()) {
                return; // the JDK completes an accept that was under way when the listener was stopped
            }
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            StrangerGate.Pass pass = gate.enter(socket.getInetAddress(), () -> Sockets.closeQuietly(socket));
            visited = scope.start("visitor " + socket.getRemoteSocketAddress(), () -> visit(visitor, socket, pass));
            if (!visited) {
                pass.close();
            }
        } finally {
            if (!visited) {
                Sockets.closeQuietly(socket);
            }
        }
    }

    private void visit(Visitor visitor, Socket socket, StrangerGate.Pass pass) throws Exception {
        boolean done = false;
        try (pass;
                Scope.Registration _ = scope.onCancel(() -> Sockets.closeQuietly(socket))) {
            visitor.visit(socket, pass);
            done = true;
        } finally {
            if (!done) {
                Sockets.closeQuietly(socket);
            }
        }
    }
}
