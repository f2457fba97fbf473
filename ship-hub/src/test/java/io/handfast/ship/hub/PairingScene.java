// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Fingerprint;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.ship.hub.discovery.Discovery;
import io.handfast.ship.hub.discovery.DiscoveryEvent;
import io.handfast.ship.hub.discovery.LocalService;
import io.handfast.ship.hub.discovery.MemoryNetwork;
import io.handfast.ship.hub.discovery.PairingRecord;
import io.handfast.ship.hub.discovery.PairingSecret;
import io.handfast.ship.hub.discovery.Product;
import io.handfast.ship.hub.discovery.ServiceRecord;
import io.handfast.ship.hub.discovery.TxtRecord;
import io.handfast.ship.hub.pairing.PairedDevice;
import io.handfast.ship.hub.pairing.PairedTrust;
import io.handfast.ship.hub.pairing.PairingEvent;
import io.handfast.ship.hub.pairing.PairingService;
import io.handfast.ship.hub.pairing.PairingSettings;
import io.handfast.ship.hub.pairing.PairingState;
import io.handfast.ship.hub.pairing.PairingStore;
import io.handfast.ship.hub.pairing.PairingTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hubs with discovery and pairing services in one network in memory, on virtual time. */
final class PairingScene {
    static final PairingSecret SECRET = new PairingSecret("7A37DCF81BDB50F8E92CFA4160CCB3DE");

    private final HubScene scene;
    private final Environment environment;
    private final MemoryNetwork lan;
    private final List<Participant> participants = new ArrayList<>();
    private final List<Discovery> machines = new ArrayList<>();

    /** What happens. */
    interface Course {
        void play(PairingScene scene) throws Exception;
    }

    private PairingScene(HubScene scene) {
        this.scene = scene;
        this.environment = scene.environment();
        this.lan = new MemoryNetwork(scene.time());
    }

    static void play(Course course) throws Exception {
        HubScene.play(hubs -> {
            PairingScene scene = new PairingScene(hubs);
            course.play(scene);
            for (Participant participant : scene.participants) {
                participant.stop();
            }
            scene.machines.forEach(Discovery::close);
        });
    }

    /** A hub that is not started; a device when it has a secret. */
    Participant participant(char digit, Optional<PairingSecret> secret) {
        Participant participant = new Participant(scene.hub(digit), secret);
        participants.add(participant);
        return participant;
    }

    /** The device with the usual secret, running. */
    Participant device(char digit) throws Exception {
        return participant(digit, Optional.of(SECRET)).start();
    }

    /** A control unit, running. */
    Participant unit(char digit) throws Exception {
        return participant(digit, Optional.empty()).start();
    }

    /** Somebody on the network who announces what was overheard. */
    Discovery machine() throws UnknownHostException {
        Discovery machine = lan.join("other.local", Set.of(InetAddress.getByName("10.0.0.9")));
        machines.add(machine);
        return machine;
    }

    /** Whether hubs can reach each other; who announces himself is seen in any case. */
    void cable(boolean plugged) {
        scene.network().away(!plugged);
    }

    void pass(int seconds) throws InterruptedException {
        scene.pass(seconds);
    }

    void passMillis(int millis) throws InterruptedException {
        scene.passMillis(millis);
    }

    void passMinutes(int minutes) throws InterruptedException {
        scene.pass(60 * minutes);
    }

    /** Keeps what was saved, or refuses to. */
    static final class Store implements PairingStore {
        private volatile PairingState saved = PairingState.NONE;
        private volatile boolean full;

        @Override
        public PairingState load() {
            return saved;
        }

        @Override
        public void save(PairingState state) throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
            saved = state;
        }

        void full(boolean now) {
            full = now;
        }

        PairingState saved() {
            return saved;
        }
    }

    /** A hub, its view of the network, its pairing service. */
    final class Participant {
        private final VirtualHub hub;
        private final Optional<PairingSecret> secret;
        private final Store store = new Store();
        private final List<PairingEvent> events = new CopyOnWriteArrayList<>();
        private Optional<PairedTrust> trust = Optional.empty();
        private Optional<String> announced = Optional.empty();
        private Optional<HubDiscovery> discovery = Optional.empty();
        private Optional<PairingService> service = Optional.empty();

        private Participant(VirtualHub hub, Optional<PairingSecret> secret) {
            this.hub = hub.startedBy(this::startHub);
            this.secret = secret;
        }

        private ShipHub startHub(
                HubSettings settings,
                Ski own,
                Gateway network,
                TrustStore below,
                HubApplication application,
                HubListener listener,
                Environment environment)
                throws IOException {
            PairedTrust over = PairedTrust.over(below, store);
            trust = Optional.of(over);
            Gateway proving = new ProvingGateway(network, over);
            return ShipHub.start(settings, own, _ -> proving, over, application, over.hearing(listener), environment);
        }

        Participant start() throws Exception {
            hub.start();
            Discovery network = lan.join("box.local", Set.of(InetAddress.getByName("10.0.0." + hub.digit())));
            ServiceRecord record = ServiceRecord.of(shipId(), hub.ski(), Product.UNKNOWN);
            HubDiscovery begun = HubDiscovery.begin(hub.hub(), network, "Node " + hub.digit(), record);
            discovery = Optional.of(begun);
            PairingSettings settings = PairingSettings.of(shipId(), certificate(), "Node " + hub.digit());
            service = Optional.of(PairingService.begin(
                    hub.hub(),
                    trust.orElseThrow(),
                    begun,
                    secret.map(settings::listening).orElse(settings),
                    environment,
                    events::add));
            return this;
        }

        void stop() throws InterruptedException {
            service.ifPresent(PairingService::close);
            discovery.ifPresent(HubDiscovery::close);
            hub.stop();
        }

        VirtualHub hub() {
            return hub;
        }

        PairingService service() {
            return service.orElseThrow();
        }

        Store store() {
            return store;
        }

        /** Announces itself with another SHIP ID. */
        Participant calling(String shipId) {
            announced = Optional.of(shipId);
            return this;
        }

        String shipId() {
            return announced.orElse("i:" + hub.digit());
        }

        Fingerprint certificate() {
            return ProvingGateway.certificate(hub.ski());
        }

        /** As it is stored: whom it is paired with, once the key is known. */
        PairedDevice known() {
            return new PairedDevice(shipId(), certificate(), Optional.of(hub.ski()));
        }

        /** What its QR code tells. */
        PairingTarget code() {
            return code(secret.orElse(SECRET));
        }

        PairingTarget code(PairingSecret told) {
            return new PairingTarget(Optional.of(hub.ski()), shipId(), certificate(), told);
        }

        boolean isConnected(Participant other) {
            return hub.isConnected(other.hub);
        }

        /** What was told, in words. */
        List<String> words() {
            return events.stream().map(event -> event.kind().word()).toList();
        }

        List<String> codes() {
            return events.stream()
                    .flatMap(event -> event.failure().stream())
                    .map(failure -> failure.code())
                    .toList();
        }

        List<PairingEvent> events() {
            return events;
        }

        String log() {
            return hub.log() + events;
        }
    }

    /** Hears all pairing records from now on. */
    List<TxtRecord> overhear() throws UnknownHostException {
        List<TxtRecord> records = new CopyOnWriteArrayList<>();
        machine().browse(PairingRecord.SERVICE_TYPE, event -> {
            if (!(event instanceof DiscoveryEvent.Disappeared)) {
                records.add(event.service().txt());
            }
        });
        return records;
    }

    /** Announces a record, as anybody can. */
    Discovery.Announcement announce(String name, TxtRecord txt) throws UnknownHostException {
        return machine().announce(new LocalService(PairingRecord.SERVICE_TYPE, name, 4712, txt));
    }
}
