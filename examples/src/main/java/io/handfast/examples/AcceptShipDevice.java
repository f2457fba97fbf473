// SPDX-License-Identifier: Apache-2.0
package io.handfast.examples;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.crypto.Subject;
import io.handfast.engine.Environment;
import io.handfast.ship.LocalNode;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.hub.HubApplication;
import io.handfast.ship.hub.HubSettings;
import io.handfast.ship.hub.ShipHub;
import io.handfast.ship.hub.ShipPeer;
import io.handfast.ship.hub.TrustStore;
import io.handfast.ship.message.RawJson;
import io.handfast.tls.ShipCredentials;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accepts every SHIP device that comes, sends back what it says, and ends at a line on standard input. */
public final class AcceptShipDevice implements HubApplication, TrustStore {
    AcceptShipDevice() {}

    /**
     * Runs the example.
     *
     * @param arguments port to listen on, 0 for any
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Environment environment = Environment.system()) {
            NodeIdentity identity = NodeIdentity.create(
                    new Subject("", "Example", "", "accept"),
                    environment.time().wallClock(),
                    environment.entropy()::fill);
            AcceptShipDevice example = new AcceptShipDevice();
            HubSettings settings = new HubSettings(
                    new LocalNode("i:example-accept"),
                    new InetSocketAddress(Integer.parseInt(arguments[0])),
                    10,
                    Map.of(),
                    ShipTimers.usual());
            ShipHub hub = ShipHub.start(
                    settings,
                    ShipCredentials.of(identity, CryptoProvider.detect(), environment.entropy()),
                    example,
                    example,
                    event -> System.out.println(event.kind().word() + " " + event.text()),
                    environment);
            System.in.read();
            hub.stop(Duration.ofSeconds(5));
        }
    }

    @Override
    public void received(ShipPeer peer, RawJson payload) {
        try {
            peer.send(payload);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<TrustedDevice> find(Ski ski) {
        return Optional.of(new TrustedDevice(ski, Optional.empty(), "any device"));
    }

    @Override
    public Collection<TrustedDevice> all() {
        return List.of(); // nobody in particular
    }

    @Override
    public void trust(TrustedDevice device) {}

    @Override
    public void forget(Ski ski) {}

    @Override
    public void connected(Ski ski, String shipId, Instant at) {}
}
