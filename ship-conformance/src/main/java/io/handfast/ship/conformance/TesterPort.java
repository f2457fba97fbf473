// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.Entropy;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.TimedOut;
import io.handfast.engine.net.Listener;
import io.handfast.engine.net.Sockets;
import io.handfast.engine.net.StrangerGate;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import io.handfast.tls.ShipCredentials;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/**
 * One of the tester's nodes on the network: its port, its certificate, and the attacker's that claims its SKI. A dial
 * that nobody waits for is ended at once; the device tries again in its own time.
 */
final class TesterPort {
    private static final int PLACES = 16;
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final ShipCredentials proper;
    private final ShipCredentials forged;
    private final TimeSource time;
    private final Inbox<Socket> dials;
    private final Listener listener;
    private volatile boolean expected;

    TesterPort(TesterNode node, Environment environment, Scope scope) throws IOException {
        Entropy entropy = environment.entropy();
        NodeIdentity forgery = ForgedIdentity.claiming(node.identity().ski(), environment);
        this.proper = ShipCredentials.of(node.identity(), CryptoProvider.detect(), entropy);
        this.forged = ShipCredentials.of(forgery, CryptoProvider.detect(), entropy);
        this.time = environment.time();
        this.dials = new Inbox<>(time, 0);
        scope.onCancel(dials::cancel);
        StrangerGate gate = new StrangerGate(time, PLACES, GRACE);
        this.listener = Listener.open(node.listen(), gate, scope, (socket, pass) -> {
            pass.close();
            take(socket);
        });
    }

    int number() {
        return listener.port();
    }

    Ski ski() {
        return proper.ski();
    }

    ShipCredentials credentials(TesterIdentity as) {
        return as == as.claimed() ? proper : forged;
    }

    private void take(Socket socket) {
        if (expected) {
            dials.post(socket);
        } else {
            Sockets.closeQuietly(socket);
        }
    }

    /** From now on a dial is kept for {@link #awaitDial}; what came before is of no use any more. */
    void expectDial() throws InterruptedException {
        while (dials.await(time.in(Duration.ZERO)) instanceof Inbox.Posted<Socket>(Socket old)) {
            Sockets.closeQuietly(old);
        }
        expected = true;
    }

    Socket awaitDial(Deadline by) throws HandshakeException, InterruptedException {
        expected = true;
        try {
            if (dials.await(by) instanceof Inbox.Posted<Socket>(Socket socket)) {
                return socket;
            }
            throw new TimedOut(EngineFailure.CONNECT_TIMEOUT, "tcp", "a dial of the device", "none in time");
        } finally {
            expected = false;
        }
    }
}
