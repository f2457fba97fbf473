// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.conformance;

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
import io.handfast.ship.hub.discovery.Product;
import io.handfast.ship.hub.discovery.ServiceRecord;
import io.handfast.ship.message.MalformedMessage;
import io.handfast.ship.message.RawJson;
import io.handfast.tls.ShipCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hub that {@code handfast hub} runs, with an application that answers and sends reads; its user is the hook. */
final class HubStand implements Stand {
    private static final String SHIP_ID = "i:handfast-hub-under-test";
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Environment environment = Environment.system();
    private final Map<Ski, ShipPeer> connected = new ConcurrentHashMap<>();
    private final NodeIdentity identity;
    private final ShipHub hub;
    private final boolean queries;

    /**
     * @param queries whether it asks its peers for access methods, as nearly all nodes do
     * @param timers the protocol's times
     */
    HubStand(boolean queries, ShipTimers timers) throws IOException {
        this.queries = queries;
        this.identity = identity(environment);
        LocalNode usual = new LocalNode(SHIP_ID);
        HubSettings settings = new HubSettings(
                queries ? usual : usual.withoutQuery(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                10,
                Map.of(),
                timers);
        this.hub = ShipHub.start(
                settings,
                ShipCredentials.of(identity, CryptoProvider.detect(), environment.entropy()),
                new Trust(),
                new AnswersReads(),
                _ -> {},
                environment);
    }

    /** With an SKI that is bigger than the tester's, which begins with 0: CONN_001 is about such nodes. */
    static NodeIdentity identity(Environment environment) {
        NodeIdentity made = null;
        while (made == null || made.ski().hex().startsWith("0")) {
            made = NodeIdentity.create(
                    new Subject("DE", "Handfast", "", "under-test"),
                    environment.time().wallClock(),
                    environment.entropy()::fill);
        }
        return made;
    }

    @Override
    public int port() {
        return hub.port();
    }

    @Override
    public List<String> facts() {
        Product product = new Product("Handfast", "Hub", "EnergyManagementSystem", "", List.of(2));
        List<String> facts = new ArrayList<>(List.of("--ship-id", SHIP_ID));
        ServiceRecord.of(SHIP_ID, identity.ski(), product).txt().strings().forEach(item -> {
            facts.add("--txt");
            facts.add(item);
        });
        if (!queries) {
            facts.add("--no-query");
        }
        return facts;
    }

    @Override
    public String version() {
        return "the hub of `handfast hub`, of this checkout, with an application that answers and sends reads";
    }

    @Override
    public boolean act(String action, String tester, String host, int port) throws Exception {
        Ski ski = Ski.parse(tester);
        switch (action) {
            case "trust" -> hub.trust(new TrustStore.TrustedDevice(ski, Optional.empty(), "tester"));
            case "revoke" -> hub.forget(ski);
            case "dial" -> {
                hub.found(ski, List.of(Address.of(host, port)));
                hub.connect(ski);
            }
            case "read" -> {
                ShipPeer peer = connected.get(ski);
                if (peer == null) {
                    return false;
                }
                peer.send(Reads.read());
            }
            default -> throw new AssertionError("unknown action " + action);
        }
        return true;
    }

    @Override
    public void close() {
        try (environment) {
            hub.stop(STOP);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** As much of a SPINE stack as the cases want. */
    private final class AnswersReads implements HubApplication {
        @Override
        public void connected(ShipPeer peer) {
            connected.put(peer.ski(), peer);
        }

        @Override
        public void disconnected(ShipPeer peer) {
            connected.remove(peer.ski(), peer);
        }

        @Override
        public void received(ShipPeer peer, RawJson payload) {
            Reads.reply(payload).ifPresent(reply -> {
                try {
                    peer.send(reply);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    /** A read of the detailed discovery and an empty answer to one. */
    private static final class Reads {
        private static final Pattern READ = Pattern.compile("\"cmdClassifier\"\\s*:\\s*\"read\"");
        private static final Pattern COUNTER = Pattern.compile("\"msgCounter\"\\s*:\\s*(\\d+)");

        static RawJson read() {
            return datagram("{\"msgCounter\":77},{\"cmdClassifier\":\"read\"}");
        }

        static Optional<RawJson> reply(RawJson payload) {
            Matcher counter = COUNTER.matcher(payload.text());
            return READ.matcher(payload.text()).find() && counter.find()
                    ? Optional.of(datagram("{\"msgCounter\":78},{\"msgCounterReference\":" + counter.group(1)
                            + "},{\"cmdClassifier\":\"reply\"}"))
                    : Optional.empty();
        }

        private static RawJson datagram(String header) {
            try {
                return RawJson.parse("{\"datagram\":[{\"header\":[{\"specificationVersion\":\"1.3.0\"},"
                        + "{\"addressSource\":[{\"entity\":[0]},{\"feature\":0}]},"
                        + "{\"addressDestination\":[{\"entity\":[0]},{\"feature\":0}]}," + header
                        + "]},{\"payload\":[{\"cmd\":[[{\"nodeManagementDetailedDiscoveryData\":[]}]]}]}]}");
            } catch (MalformedMessage e) {
                throw new AssertionError("a datagram of this test", e);
            }
        }
    }

    /** Kept in memory. */
    private static final class Trust implements TrustStore {
        private final Map<Ski, TrustedDevice> devices = new ConcurrentHashMap<>();

        @Override
        public Optional<TrustedDevice> find(Ski ski) {
            return Optional.ofNullable(devices.get(ski));
        }

        @Override
        public Collection<TrustedDevice> all() {
            return devices.values();
        }

        @Override
        public void trust(TrustedDevice device) {
            devices.put(device.ski(), device);
        }

        @Override
        public void forget(Ski ski) {
            devices.remove(ski);
        }

        @Override
        public void connected(Ski ski, String shipId, Instant at) {}
    }
}
