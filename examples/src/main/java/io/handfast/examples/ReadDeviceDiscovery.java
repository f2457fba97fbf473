// SPDX-License-Identifier: Apache-2.0
package io.handfast.examples;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.crypto.Subject;
import io.handfast.engine.Environment;
import io.handfast.ship.LocalNode;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.HubApplication;
import io.handfast.ship.hub.HubSettings;
import io.handfast.ship.hub.ShipHub;
import io.handfast.ship.hub.ShipPeer;
import io.handfast.ship.hub.TrustStore;
import io.handfast.ship.message.EebusJson;
import io.handfast.ship.message.MalformedMessage;
import io.handfast.ship.message.RawJson;
import io.handfast.tls.ShipCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/** An application on top of a hub: reads the SPINE discovery of one device and prints its entities. */
public final class ReadDeviceDiscovery implements HubApplication, TrustStore {
    private static final String READ = """
            {"datagram":{"header":{"specificationVersion":"1.3.0","addressSource":{"device":"d:_i:example",\
            "entity":[0],"feature":0},"addressDestination":{"entity":[0],"feature":0},"msgCounter":1,\
            "cmdClassifier":"read"},"payload":{"cmd":[{"nodeManagementDetailedDiscoveryData":{}}]}}}""";
    private static final Pattern ENTITY = Pattern.compile("\"entity\":(\\[[0-9,]*])},\"entityType\":\"(\\w+)\"");

    private final CountDownLatch answered = new CountDownLatch(1);

    private final Ski device;

    private ReadDeviceDiscovery(Ski device) {
        this.device = device;
    }

    /** Runs with three arguments: host, port and SKI of the device, whose user may have to approve this program. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ReadDeviceDiscovery example = new ReadDeviceDiscovery(Ski.parse(arguments[2]));
        try (Environment environment = Environment.system()) {
            NodeIdentity identity = NodeIdentity.create(
                    new Subject("", "Example", "", "discovery"),
                    environment.time().wallClock(),
                    environment.entropy()::fill);
            HubSettings settings = new HubSettings(
                    new LocalNode("i:example-discovery"),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    1,
                    Map.of(example.device, Address.of(arguments[0], Integer.parseInt(arguments[1]))),
                    ShipTimers.usual());
            ShipHub hub = ShipHub.start(
                    settings,
                    ShipCredentials.of(identity, CryptoProvider.detect(), environment.entropy()),
                    example,
                    example,
                    event -> System.err.println(event.kind().word() + " " + event.stage() + " " + event.text()),
                    environment);
            example.answered.await();
            hub.stop(Duration.ofSeconds(5));
        }
    }

    @Override
    public void connected(ShipPeer peer) {
        System.out.println("connected with " + peer.shipId());
        try {
            peer.send(EebusJson.fromStandard(RawJson.parse(READ)));
        } catch (MalformedMessage e) {
            throw new IllegalStateException("our question is well-formed", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void received(ShipPeer peer, RawJson payload) {
        try {
            String json = EebusJson.toStandard(payload).text();
            if (json.contains("\"cmdClassifier\":\"reply\"") && json.contains("nodeManagementDetailedDiscoveryData")) {
                ENTITY.matcher(json)
                        .results()
                        .forEach(e -> System.out.println("entity " + e.group(1) + " " + e.group(2)));
                answered.countDown();
            }
        } catch (MalformedMessage e) {
            System.err.println("not understood: " + e.getMessage());
        }
    }

    @Override
    public Optional<TrustedDevice> find(Ski ski) {
        return ski.equals(device) ? Optional.of(new TrustedDevice(ski, Optional.empty(), "example")) : Optional.empty();
    }

    @Override
    public Collection<TrustedDevice> all() {
        return find(device).stream().toList();
    }

    @Override
    public void trust(TrustedDevice other) {}

    @Override
    public void forget(Ski ski) {}

    @Override
    public void connected(Ski ski, String shipId, Instant at) {}
}
