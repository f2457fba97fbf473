// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.decred.address.PeerAddress;
import io.handfast.decred.peer.DecredEndpoint;
import io.handfast.decred.peer.HandshakeTerms;
import io.handfast.decred.peer.LocalNode;
import io.handfast.decred.peer.PeerAnswers;
import io.handfast.decred.peer.PeerListener;
import io.handfast.decred.peer.PeerSettings;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.message.NetAddressV2;
import io.handfast.decred.wire.message.Services;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Nodes of simnet in this process, on free ports of loopback; each tells of all addresses that are known here. */
final class LoopbackNodes implements AutoCloseable {
    private final Environment environment = Environment.system();
    private final Scope scope = new Scope("nodes", environment.time());
    private final List<PeerAddress> known = new CopyOnWriteArrayList<>();

    /** A node that others can dial. */
    PeerAddress good() throws IOException {
        HandshakeTerms terms = new HandshakeTerms(
                new LocalNode(Network.SIMNET)
                        .withServices(Services.NODE_NETWORK)
                        .withHeight(() -> 77),
                environment);
        DecredEndpoint endpoint = new DecredEndpoint(terms, environment);
        return listen(socket -> serve(endpoint, socket));
    }

    /** Takes connections and says nothing. */
    PeerAddress silent() throws IOException {
        return listen(_ -> {});
    }

    /** Nothing listens there. */
    PeerAddress closed() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return know(server);
        }
    }

    @FunctionalInterface
    private interface Visitor {
        void visit(Socket socket) throws Exception;
    }

    private PeerAddress listen(Visitor visitor) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        scope.onCancel(() -> close(server));
        scope.start("accept", () -> {
            try {
                while (true) {
                    Socket socket = server.accept();
                    scope.onCancel(() -> close(socket));
                    scope.start("visit", () -> visitor.visit(socket));
                }
            } catch (IOException _) {
                // closed
            }
        });
        return know(server);
    }

    private PeerAddress know(ServerSocket server) {
        PeerAddress address =
                PeerAddress.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
        known.add(address);
        return address;
    }

    private void serve(DecredEndpoint endpoint, Socket socket) {
        try {
            endpoint.accept(socket, new Trace(environment.time()), scope)
                    .run()
                    .start(scope, PeerSettings.STANDARD, answers(), PeerListener.NONE);
        } catch (HandshakeException _) {
            // the visitor has gone
        }
    }

    private PeerAnswers answers() {
        long now = environment.time().wallClock().getEpochSecond();
        return new PeerAnswers() {
            @Override
            public List<NetAddressV2> addresses() {
                return known.stream()
                        .map(address -> new NetAddressV2(now, Services.NODE_NETWORK, address.host(), address.port()))
                        .toList();
            }
        };
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception _) {
            // it is gone in any case
        }
    }

    @Override
    public void close() {
        scope.cancel();
        try {
            scope.join(environment.time().in(Duration.ofSeconds(10)));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        environment.close();
    }
}
