// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.hub.app.pairing.PairingEar;
import io.handfast.hub.app.pairing.PairingRole;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.DeviceStatus;
import io.handfast.ship.hub.HubApplication;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.HubListener;
import io.handfast.ship.hub.ShipHub;
import io.handfast.ship.hub.ShipPeer;
import io.handfast.ship.hub.TrustStore;
import io.handfast.ship.hub.pairing.PairingEvent;
import io.handfast.ship.message.RawJson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A hub with files and one simulated device, both real, on the loopback interface; what is timed is 60 times faster. */
public final class HubOverLoopback implements AutoCloseable, HubApplication {
    public static final ShipTimers FAST = ShipTimers.usual().faster(60);

    /** A hello of 2 s that is prolonged half a second before its end: for tests of just that. */
    private static final ShipTimers HURRIED = ShipTimers.usual().faster(30);

    /** At the fast pace, but with a hello of a minute: else a stranger is gone when the machine is busy for a moment. */
    public static final ShipTimers PATIENT = new ShipTimers(
            FAST.settle(),
            FAST.cmi(),
            ShipTimers.usual().helloInit(),
            FAST.pairingWindow(),
            FAST.protocol(),
            FAST.pin(),
            FAST.access(),
            FAST.closeMaxTime(),
            FAST.pace());

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final Environment environment = Environment.system();
    private final CryptoProvider crypto = CryptoProvider.detect();
    private final NodeIdentity deviceIdentity = SimulatedDevice.newIdentity("device", environment);
    private final BlockingQueue<HubEvent> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<PairingEvent> pairing = new LinkedBlockingQueue<>();
    private final List<HubEvent> seen = new ArrayList<>();
    private final BlockingQueue<RawJson> received = new LinkedBlockingQueue<>();
    private Optional<HubProgram> program = Optional.empty();
    private Optional<SimulatedDevice> device = Optional.empty();

    private HubListener ear = _ -> {};
    private boolean letsNobodyWait;
    private ShipTimers timers = PATIENT;
    private HubConfiguration configuration = HubConfiguration.usual();
    private Machine machine = Machine.real();

    private final class Told implements HubListener, PairingEar {
        @Override
        public void told(HubEvent event) {
            ear.told(event);
            events.add(event);
        }

        @Override
        public void connectionStateChanged(DeviceStatus before, DeviceStatus after) {
            ear.connectionStateChanged(before, after);
        }

        @Override
        public void told(PairingEvent event) {
            pairing.add(event);
        }
    }

    public HubOverLoopback(Path folder) {
        this.folder = folder;
    }

    /** As an application where nobody can decide. */
    public HubOverLoopback lettingNobodyWait() {
        letsNobodyWait = true;
        return this;
    }

    /** With a hello that ends after two seconds, or is prolonged. */
    public HubOverLoopback hurried() {
        timers = HURRIED;
        return this;
    }

    /** With a part in the pairing service, on a network in memory. */
    public HubOverLoopback pairing(PairingRole role, io.handfast.ship.hub.discovery.Discovery network) {
        configuration = configuration.with(HubKeys.PAIRING_SERVICE, role.word());
        machine = new Machine(Optional.of(network));
        return this;
    }

    /** With somebody who hears what the hub's listener hears. */
    public HubOverLoopback listening(HubListener other) {
        ear = other;
        return this;
    }

    /** With a configuration file. */
    public HubOverLoopback from(Path file) throws StartException {
        configuration = ConfigurationFile.read(file);
        return this;
    }

    /** The device, which dials the hub that does not know it. */
    public HubOverLoopback startStranger() throws Exception {
        Address hub = Address.of("127.0.0.1", hub().port());
        return startDevice(setting().dialling(Map.of(program().identity().node().ski(), hub)));
    }

    public NodeIdentity deviceIdentity() {
        return deviceIdentity;
    }

    public Ski deviceSki() {
        return deviceIdentity.ski();
    }

    public ShipHub hub() {
        return program.orElseThrow().hub();
    }

    public HubProgram program() {
        return program.orElseThrow();
    }

    public SimulatedDevice device() {
        return device.orElseThrow();
    }

    public Path trustFile() {
        return folder.resolve(HubConfiguration.usual().trustedDevicesFile());
    }

    /** A device, and a hub that trusts and dials it. */
    public HubOverLoopback pairedWith(Behaviour behaviour) throws Exception {
        startDevice(setting().with(behaviour));
        TrustFile trust = TrustFile.open(trustFile(), environment);
        trust.trust(new TrustStore.TrustedDevice(deviceSki(), Optional.empty(), "device"));
        trust.close();
        return startHub(Map.of(deviceSki(), Address.of("127.0.0.1", device().port())));
    }

    public static SimulatedDevice.Setting setting() {
        return new SimulatedDevice.Setting(SimulatedDevice.Type.WALLBOX, SimulatedDevice.loopback(0));
    }

    public HubOverLoopback startDevice(SimulatedDevice.Setting setting) throws Exception {
        device = Optional.of(SimulatedDevice.start(setting.with(timers), deviceIdentity, _ -> {}, crypto, environment));
        return this;
    }

    public HubOverLoopback startHub(Map<Ski, Address> peers) throws Exception {
        return startHub(peers, 0);
    }

    public HubOverLoopback startHub(Map<Ski, Address> peers, int consolePort) throws Exception {
        HubConfiguration local =
                configuration.withPort(0).withStaticPeers(peers).withConsolePort(consolePort);
        HubConfiguration shown = machine.network().isPresent() ? local : local.hidden();
        program = Optional.of(HubProgram.start(shown, folder, this, new Told(), timers, crypto, machine, environment));
        return this;
    }

    HubConfiguration configured() {
        return configuration;
    }

    /** With the port that its configuration says. */
    HubOverLoopback startHubAsConfigured() throws Exception {
        HubConfiguration local = configuration.hidden().withConsolePort(0);
        program = Optional.of(HubProgram.start(local, folder, this, new Told(), timers, crypto, machine, environment));
        return this;
    }

    public void stopHub() throws InterruptedException {
        program().stop();
        program = Optional.empty();
    }

    /** The next event of that kind; fails with all events when there is none in time. */
    public HubEvent await(HubEvent.Kind kind) throws InterruptedException {
        HubEvent event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        while (event != null) {
            seen.add(event);
            if (event.kind() == kind) {
                return event;
            }
            event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        throw new AssertionError("no " + kind + "; but " + seen);
    }

    /** What is told within that time, if anything is. */
    Optional<HubEvent> pollFor(Duration time) throws InterruptedException {
        return Optional.ofNullable(events.poll(time.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** The next event of the pairing service of that kind. */
    public PairingEvent awaitPairing(PairingEvent.Kind kind) throws InterruptedException {
        PairingEvent event = pairing.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        while (event != null && event.kind() != kind) {
            event = pairing.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        return Optional.ofNullable(event).orElseThrow(() -> new AssertionError("no " + kind));
    }

    /** Lets a hub run for that long, whatever it tells. */
    public void lets(Duration run) throws InterruptedException {
        new Inbox<Void>(environment.time(), 0).await(environment.time().in(run));
    }

    public List<HubEvent> seen() {
        return seen;
    }

    public RawJson awaitData() throws InterruptedException {
        return Optional.ofNullable(received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("no data"));
    }

    @Override
    public boolean allowWaitingForTrust(Ski ski) {
        return !letsNobodyWait;
    }

    @Override
    public void connected(ShipPeer peer) {
        try {
            peer.send(Discovery.read("d:_i:test", 1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void received(ShipPeer peer, RawJson payload) {
        received.add(payload);
    }

    @Override
    public void close() {
        try {
            if (program.isPresent()) {
                program.get().stop();
            }
            if (device.isPresent()) {
                device.get().stop(Duration.ofSeconds(2));
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            environment.close();
        }
    }
}
