// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.crypto.Ski;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.Established;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.Trust;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.ShipEndpoint;
import io.handfast.websocket.UpgradeVerdict;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;

/**
 * Two nodes of SHIP that trust whoever comes.
 *
 * @param client dials
 * @param server is dialled
 * @param time clock
 */
record ShipNodes(ShipEndpoint client, ShipEndpoint server, TimeSource time) implements Loopback.Nodes<Established> {
    @Override
    public Established dial(int port, Scope scope) throws HandshakeException {
        Address at = Address.of("127.0.0.1", port);
        return client.dial(at, Optional.empty(), ShipNodes::trusted, new Trace(time), scope)
                .run();
    }

    @Override
    public Established accept(Socket socket, Scope scope) throws HandshakeException, IOException {
        socket.setTcpNoDelay(true);
        return server.accept(socket, ShipNodes::welcome, new Trace(time), scope).run();
    }

    private static ShipEndpoint.Welcome welcome(Ski peer) {
        return new ShipEndpoint.Welcome(trusted(peer), new UpgradeVerdict.Accept());
    }

    private static RemoteNode trusted(Ski peer) {
        return new RemoteNode(peer, Trust.TRUSTED, Optional.empty());
    }

    @Override
    public void cut(Established end) {
        end.cancel();
    }
}
