// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.net.Listener;
import io.handfast.engine.net.StrangerGate;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.ShipHandshake;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** TCP, TLS, WebSocket. Strangers have a bounded number of places and lose them when they are slow. */
final class TcpGateway implements Gateway {
    private static final int STRANGER_PLACES = 64;
    private static final Duration STRANGER_GRACE = Duration.ofSeconds(2);

    private final ShipEndpoint endpoint;
    private final InetSocketAddress address;
    private final Environment environment;
    private @Nullable Listener listener;

    TcpGateway(ShipEndpoint endpoint, InetSocketAddress address, Environment environment) {
        this.endpoint = endpoint;
        this.address = address;
        this.environment = environment;
    }

    @Override
    public void open(Scope scope, Consumer<Arrival> visitor) throws IOException {
        StrangerGate gate =
                new StrangerGate(environment.time(), STRANGER_PLACES, STRANGER_GRACE, environment.compute()::isBusy);
        listener = Listener.open(
                address, gate, scope, (socket, pass) -> visitor.accept(new TcpArrival(endpoint, socket, pass)));
    }

    @Override
    public int port() {
        return listener == null ? 0 : listener.port();
    }

    @Override
    public void close() {
        if (listener != null) {
            listener.stop();
        }
    }

    @Override
    public void introduce(Address at, Ski expected, Scope scope) throws HandshakeException {
        endpoint.introduce(at, expected, scope);
    }

    @Override
    public ShipHandshake dial(Address at, Ski expected, Function<Ski, RemoteNode> whoIs, Trace trace, Scope scope)
            throws HandshakeException {
        return endpoint.dial(at, Optional.of(expected), whoIs, trace, scope);
    }

    private record TcpArrival(ShipEndpoint endpoint, Socket socket, StrangerGate.Pass pass) implements Arrival {
        @Override
        public String from() {
            return String.valueOf(socket.getRemoteSocketAddress());
        }

        @Override
        public ShipHandshake accept(ShipEndpoint.Reception reception, Trace trace, Scope scope)
                throws HandshakeException {
            return endpoint.accept(socket, reception, trace, scope);
        }

        @Override
        public void known() {
            pass.close();
        }

        @Override
        public boolean crowdedOut() {
            return pass.withdrawn();
        }
    }
}
