// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.net.Listener;
import io.handfast.engine.net.StrangerGate;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.Trust;
import io.handfast.ship.hub.ShipEndpoint;
import io.handfast.websocket.UpgradeVerdict;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/**
 * A node that hangs: takes connections, answers the connection mode and says nothing any more, for ten minutes. The
 * handshake is held where it asks whether the peer may wait, just before its first hello.
 */
final class SilentNode {
    private static final int PLACES = 64;
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofMinutes(10);
    private static final System.Logger LOG = System.getLogger(SilentNode.class.getName());

    private final ShipEndpoint endpoint;
    private final TimeSource time;
    private final Scope scope;
    private final Listener listener;

    SilentNode(ShipEndpoint endpoint, InetSocketAddress listen, Environment environment) throws IOException {
        this.endpoint = endpoint;
        this.time = environment.time();
        this.scope = new Scope("silent device", time);
        StrangerGate gate = new StrangerGate(time, PLACES, GRACE);
        this.listener = Listener.open(listen, gate, scope, this::visit);
    }

    int port() {
        return listener.port();
    }

    boolean stop(Duration within) throws InterruptedException {
        scope.cancel();
        return scope.join(time.in(within));
    }

    private void visit(Socket socket, StrangerGate.Pass pass) {
        try {
            endpoint.accept(socket, this::welcome, new Trace(time), scope).run();
        } catch (HandshakeException e) {
            LOG.log(Level.DEBUG, "a visitor has gone: {0}", e.getMessage());
        }
    }

    private ShipEndpoint.Welcome welcome(Ski ski) {
        Trust trust = new Trust.Undecided(this::hang);
        return new ShipEndpoint.Welcome(new RemoteNode(ski, trust, Optional.empty()), new UpgradeVerdict.Accept());
    }

    private boolean hang() {
        Inbox<Object> nothing = new Inbox<>(time, 0);
        try (Scope.Registration _ = scope.onCancel(nothing::cancel)) {
            nothing.await(time.in(SILENCE));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
