// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.Fingerprint;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.ship.LocalNode;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.hub.pairing.PairedDevice;
import io.handfast.ship.hub.pairing.PairedTrust;
import io.handfast.ship.hub.pairing.PairingState;
import io.handfast.ship.hub.pairing.PairingStore;
import io.handfast.tls.ShipCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices that are trusted by the fingerprint of their certificate, over TLS. */
class PairedCertificateTest {
    private static final Fingerprint ANOTHER = new Fingerprint("A".repeat(64));

    private final NodeIdentity device = Node.identity("device");
    private final String deviceId = "i:" + device.ski().hex().substring(0, 8);

    /** N33 of the dossier: the right key with another certificate ends in TLS, whoever dials. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givenTheKeyButAnotherCertificate_whenConnecting_thenTlsEnds(boolean weDial) throws Exception {
        PairedDevice paired = new PairedDevice(deviceId, ANOTHER, Optional.of(device.ski()));
        Hub hub = new Hub(paired, List.of(device.ski()));
        try (Node node = Node.Plan.of(device).trusting(hub.identity).start()) {
            if (weDial) {
                hub.start(Map.of(device.ski(), Address.of("127.0.0.1", node.port())));
                refused(hub);
                node.awaitFailure("tls.refused");
            } else {
                hub.start(Map.of());
                try (Node dialling = Node.Plan.of(device)
                        .dialling(hub.identity.ski(), hub.port())
                        .start()) {
                    refused(hub);
                    dialling.awaitFailure("tls.refused");
                }
            }
        } finally {
            hub.stop();
        }
    }

    private void refused(Hub hub) throws InterruptedException {
        HubEvent event = hub.await(one -> Node.code(one).equals("tls.wrong-certificate"));
        assertThat(event.stage()).isEqualTo("tls");
        assertThat(event.text()).contains(ANOTHER.hex(), device.fingerprint().hex());
    }

    @Test
    void givenExpectedCertificate_whenItsKeyKnocks_thenConnectedAtOnceAndItsKeyKnown() throws Exception {
        Hub hub = new Hub(PairedDevice.expected(deviceId, device.fingerprint()), List.of());
        hub.start(Map.of());
        try (Node node =
                Node.Plan.of(device).dialling(hub.identity.ski(), hub.port()).start()) {
            node.awaitConnected();
            hub.await(event -> event.kind() == HubEvent.Kind.CONNECTED);
            assertThat(hub.trust.find(device.ski()).orElseThrow().shipId()).contains(deviceId);
            assertThat(hub.trust.certificate(device.ski())).contains(device.fingerprint());
        } finally {
            hub.stop();
        }
    }

    @Test
    void givenExpectedCertificate_whenItTellsAnotherShipId_thenRefusedInTheHandshake() throws Exception {
        Hub hub = new Hub(PairedDevice.expected("i:another", device.fingerprint()), List.of());
        hub.start(Map.of());
        try (Node _ =
                Node.Plan.of(device).dialling(hub.identity.ski(), hub.port()).start()) {
            hub.await(event -> Node.code(event).equals("ship.access.id-mismatch"));
        } finally {
            hub.stop();
        }
    }

    @Test
    void givenExpectedCertificate_whenOthersKnock_thenStrangersStill() throws Exception {
        Hub hub = new Hub(PairedDevice.expected(deviceId, ANOTHER), List.of());
        hub.start(Map.of());
        try (Node node =
                Node.Plan.of(device).dialling(hub.identity.ski(), hub.port()).start()) {
            node.awaitFailure("ship.hello.remote-denied");
            assertThat(hub.trust.find(device.ski())).isEmpty();
        } finally {
            hub.stop();
        }
    }

    @Test
    void givenIntroduction_whenDialled_thenTheCertificateIsTakenAndNothingOfShipIsSaid() throws Exception {
        Hub hub = new Hub(PairedDevice.expected(deviceId, device.fingerprint()), List.of());
        hub.start(Map.of());
        try (Node node = Node.Plan.of(device).trusting(hub.identity).start()) {
            Scope scope = new Scope("introduction", hub.environment.time());
            Address at = Address.of("127.0.0.1", node.port());
            HandshakeException wrong = catchThrowableOfType(
                    HandshakeException.class,
                    () -> Introduction.dial(hub.running(), at, new Ski("0".repeat(40)), scope));
            assertThat(wrong.code().code()).isEqualTo("tls.wrong-ski");
            assertThat(hub.trust.find(device.ski())).isEmpty();

            Introduction.dial(hub.running(), at, device.ski(), scope);

            assertThat(hub.trust.find(device.ski())).isPresent();
            assertThat(hub.running().device(device.ski())).isEmpty();
            node.await(event ->
                    event.kind() == HubEvent.Kind.FAILED && event.stage().equals("websocket"));
        } finally {
            hub.stop();
        }
    }

    /** A hub on loopback whose trust is in pairings. */
    private static final class Hub {
        private final NodeIdentity identity = Node.identity("hub");
        private final Environment environment = Environment.system();
        private final BlockingQueue<HubEvent> events = new LinkedBlockingQueue<>();
        private final PairedTrust trust;
        private Optional<ShipHub> hub = Optional.empty();

        Hub(PairedDevice paired, List<Ski> trusted) throws IOException {
            PairingState state = new PairingState(Optional.empty(), List.of(paired), List.of());
            trust = PairedTrust.over(new Below(trusted), new PairingStore() {
                @Override
                public PairingState load() {
                    return state;
                }

                @Override
                public void save(PairingState saved) {
                    throw new AssertionError("only a pairing service saves");
                }
            });
        }

        void start(Map<Ski, Address> peers) throws IOException {
            HubSettings settings = new HubSettings(
                    new LocalNode("i:hub"),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    10,
                    peers,
                    ShipTimers.usual());
            ShipCredentials credentials = ShipCredentials.of(identity, CryptoProvider.detect(), environment.entropy());
            HubApplication application = new HubApplication() {
                @Override
                public boolean allowWaitingForTrust(Ski ski) {
                    return false;
                }

                @Override
                public void received(ShipPeer peer, io.handfast.ship.message.RawJson payload) {}
            };
            hub = Optional.of(
                    ShipHub.start(settings, credentials, trust, application, trust.hearing(events::add), environment));
        }

        ShipHub running() {
            return hub.orElseThrow();
        }

        int port() {
            return running().port();
        }

        HubEvent await(Predicate<HubEvent> wish) throws InterruptedException {
            StringBuilder seen = new StringBuilder();
            while (true) {
                HubEvent event = events.poll(Node.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (event == null) {
                    throw new AssertionError("no fitting event among:" + seen);
                }
                if (wish.test(event)) {
                    return event;
                }
                seen.append('\n').append(event);
            }
        }

        void stop() throws InterruptedException {
            try (environment) {
                running().stop(Duration.ofSeconds(5));
            }
        }
    }

    private static final class Below implements TrustStore {
        private final Map<Ski, TrustedDevice> devices = new ConcurrentHashMap<>();

        Below(List<Ski> trusted) {
            trusted.forEach(ski -> devices.put(ski, new TrustedDevice(ski, Optional.empty(), "device")));
        }

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
