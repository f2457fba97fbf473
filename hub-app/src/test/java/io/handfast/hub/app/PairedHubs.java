// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.Fingerprint;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.hub.app.pairing.PairingEar;
import io.handfast.hub.app.pairing.PairingRole;
import io.handfast.ship.hub.HubApplication;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.HubListener;
import io.handfast.ship.hub.ShipPeer;
import io.handfast.ship.hub.discovery.MemoryNetwork;
import io.handfast.ship.hub.discovery.PairingSecret;
import io.handfast.ship.hub.discovery.ShipQr;
import io.handfast.ship.hub.pairing.PairingEvent;
import io.handfast.ship.message.RawJson;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Hubs as programs with files on one network in memory, over the loopback interface, 60 times faster. None lets a
 * stranger wait: who connects was paired.
 */
final class PairedHubs implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final Environment environment = Environment.system();
    private final CryptoProvider crypto = CryptoProvider.detect();
    private final MemoryNetwork network = new MemoryNetwork(environment.time());
    private final List<Hub> hubs = new ArrayList<>();

    /** A hub that is not started. */
    Hub hub(Path folder, PairingRole role) {
        Hub hub = new Hub(folder, role);
        hubs.add(hub);
        return hub;
    }

    /** One of them; each thing that it was told is waited for once, in any order: two threads tell. */
    final class Hub implements HubListener, PairingEar, HubApplication {
        private final Path folder;
        private final PairingRole role;
        private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
        private final List<Object> seen = new ArrayList<>();
        private final List<Object> skipped = new ArrayList<>();
        private Optional<HubProgram> program = Optional.empty();

        Hub(Path folder, PairingRole role) {
            this.folder = folder;
            this.role = role;
        }

        Hub start() throws StartException {
            HubConfiguration configuration =
                    HubConfiguration.usual().withPort(0).withoutConsole().with(HubKeys.PAIRING_SERVICE, role.word());
            Machine machine = new Machine(Optional.of(network.join(
                    "machine-" + hubs.indexOf(this) + ".local.", Set.of(InetAddress.getLoopbackAddress()))));
            program = Optional.of(HubProgram.start(
                    configuration, folder, this, this, HubOverLoopback.FAST, crypto, machine, environment));
            return this;
        }

        void stop() throws InterruptedException {
            program.orElseThrow().stop();
            program = Optional.empty();
        }

        HubProgram program() {
            return program.orElseThrow();
        }

        Ski ski() {
            return program().identity().node().ski();
        }

        String shipId() {
            return program().identity().shipId();
        }

        Fingerprint certificate() {
            return program().identity().node().fingerprint();
        }

        PairingSecret secret() {
            return program().pairing().secret().orElseThrow();
        }

        ShipQr qr() {
            return ShipQr.of(ski(), shipId(), HubConfiguration.usual().product())
                    .withPairing(certificate(), secret());
        }

        /** The text of its QR code. */
        String code() {
            return qr().text();
        }

        PairingEvent await(PairingEvent.Kind kind) throws InterruptedException {
            return (PairingEvent) await(one -> one instanceof PairingEvent event && event.kind() == kind, kind);
        }

        HubEvent await(HubEvent.Kind kind) throws InterruptedException {
            return (HubEvent) await(one -> one instanceof HubEvent event && event.kind() == kind, kind);
        }

        private Object await(Predicate<Object> wanted, Object what) throws InterruptedException {
            Optional<Object> early = skipped.stream().filter(wanted).findFirst();
            if (early.isPresent()) {
                skipped.remove(early.get());
                return early.get();
            }
            Object event = next();
            while (event != null && !wanted.test(event)) {
                skipped.add(event);
                event = next();
            }
            return Optional.ofNullable(event).orElseThrow(() -> new AssertionError("no " + what + "; but " + seen));
        }

        private @Nullable Object next() throws InterruptedException {
            Object event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (event != null) {
                seen.add(event);
            }
            return event;
        }

        String file(String name) throws IOException {
            return Files.readString(folder.resolve(name));
        }

        /** What was decided, by whom. */
        List<String> audit() throws Exception {
            List<String> decisions = new ArrayList<>();
            for (String line : Files.readAllLines(folder.resolve(AuditLog.FILE))) {
                JsonTree.Node entry = JsonTree.read(line);
                decisions.add(text(entry, "what") + " by " + text(entry, "by"));
            }
            return decisions;
        }

        /** Neither files that are read by others nor anything that was told holds the secret. */
        void assertTellsNoSecret(PairingSecret secret) throws IOException {
            events.drainTo(seen);
            assertThat(seen.toString()).doesNotContainIgnoringCase(secret.hex());
            assertThat(file(AuditLog.FILE)).doesNotContainIgnoringCase(secret.hex());
            assertThat(file(PairingFile.FILE)).doesNotContainIgnoringCase(secret.hex());
        }

        @Override
        public void told(HubEvent event) {
            events.add(event);
        }

        @Override
        public void told(PairingEvent event) {
            events.add(event);
        }

        @Override
        public boolean allowWaitingForTrust(Ski stranger) {
            return false;
        }

        @Override
        public void received(ShipPeer peer, RawJson payload) {
            // pairing only
        }
    }

    static String text(JsonTree.Node object, String member) {
        JsonTree.Node node = object.members().get(member);
        return node == null ? "missing" : String.valueOf(node.value());
    }

    @Override
    public void close() {
        try (environment) {
            for (Hub hub : hubs) {
                if (hub.program.isPresent()) {
                    hub.stop();
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
