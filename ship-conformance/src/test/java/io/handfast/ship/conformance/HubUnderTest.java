// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.LocalNode;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.HubApplication;
import io.handfast.ship.hub.HubSettings;
import io.handfast.ship.hub.ShipHub;
import io.handfast.ship.hub.ShipPeer;
import io.handfast.ship.hub.TrustStore;
import io.handfast.ship.message.Data;
import io.handfast.ship.message.RawJson;
import io.handfast.tls.ShipCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Our hub on loopback, in real time, with TLS and all. It dials both nodes of the tester when it starts; asked to dial,
 * it is started anew, which is quicker than its backoff.
 */
final class HubUnderTest implements AutoCloseable {
    private static final String SHIP_ID = "i:hub-under-test";
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Testers testers = Testers.create();
    private final Environment environment = Environment.system();
    private final BlockingQueue<ShipPeer> connected = new LinkedBlockingQueue<>();
    private final NetworkDevice device;
    private ShipHub hub;

    HubUnderTest() throws IOException {
        DeviceFacts facts = new DeviceFacts(
                Optional.of(SHIP_ID),
                Optional.of(testers.device().ski()),
                Optional.of(MemoryNode.txt(SHIP_ID, testers.device().ski())),
                EnumSet.of(Ability.LISTENS, Ability.DIALS, Ability.QUERIES_ACCESS_METHODS, Ability.ANSWERS_READS));
        NetworkDevice.Setup setup = new NetworkDevice.Setup(
                () -> new NetworkDevice.Target("127.0.0.1", hub().port(), "/ship/"),
                facts,
                this::request,
                testers.first(),
                testers.second());
        this.device = new NetworkDevice(setup, environment);
        this.hub = start();
    }

    private ShipHub hub() {
        return hub;
    }

    private ShipHub start() throws IOException {
        Map<Ski, Address> peers = Map.of(
                testers.first().identity().ski(), at(TesterIdentity.FIRST),
                testers.second().identity().ski(), at(TesterIdentity.SECOND));
        HubSettings settings =
                new HubSettings(new LocalNode(SHIP_ID), Testers.anyPort(), 10, peers, ShipTimers.usual());
        ShipCredentials credentials =
                ShipCredentials.of(testers.device(), CryptoProvider.detect(), environment.entropy());
        return ShipHub.start(settings, credentials, new TrustsTester(), new AnswersReads(), _ -> {}, environment);
    }

    private Address at(TesterIdentity node) {
        return Address.of("127.0.0.1", device.port(node));
    }

    private boolean request(OperatorRequest what, Ski tester) throws InterruptedException {
        switch (what) {
            case TRUST -> connected.clear(); // begins a case: what was connected in the last one is of no use
            case DIAL -> restart();
            case REVOKE_TRUST -> awaitConnected(tester).disconnect();
            case READ_DATA -> awaitConnected(tester).send(Spine.read(77).payload());
        }
        return true;
    }

    private void restart() throws InterruptedException {
        hub.stop(STOP);
        try {
            hub = start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The newest connection of a node; it may be complete for the tester a moment before it is for the hub. */
    private ShipPeer awaitConnected(Ski tester) throws InterruptedException {
        Deadline by = environment.time().in(STOP);
        ShipPeer newest = null;
        while (newest == null || connected.peek() != null) {
            ShipPeer peer = connected.poll(by.remaining(environment.time()).toNanos(), TimeUnit.NANOSECONDS);
            if (peer == null) {
                throw new AssertionError("nobody connected");
            }
            newest = peer.ski().equals(tester) ? peer : newest;
        }
        return newest;
    }

    NetworkDevice device() {
        return device;
    }

    Environment environment() {
        return environment;
    }

    @Override
    public void close() {
        try (environment;
                device) {
            hub.stop(STOP);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** As much of a SPINE stack as the cases want. */
    private final class AnswersReads implements HubApplication {
        @Override
        public void connected(ShipPeer peer) {
            connected.add(peer);
        }

        @Override
        public void disconnected(ShipPeer peer) {
            connected.remove(peer);
        }

        @Override
        public void received(ShipPeer peer, RawJson payload) {
            Data data = Data.spine(payload);
            if (Spine.isRead(data)) {
                try {
                    peer.send(Spine.replyTo(data).payload());
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** The tester's SKIs are all it meets. */
    private final class TrustsTester implements TrustStore {
        @Override
        public Optional<TrustedDevice> find(Ski ski) {
            return Optional.of(new TrustedDevice(ski, Optional.empty(), "tester"));
        }

        @Override
        public Collection<TrustedDevice> all() {
            return Stream.of(testers.first(), testers.second())
                    .flatMap(tester -> find(tester.identity().ski()).stream())
                    .toList();
        }

        @Override
        public void trust(TrustedDevice other) {}

        @Override
        public void forget(Ski ski) {}

        @Override
        public void connected(Ski ski, String shipId, Instant at) {}
    }
}
