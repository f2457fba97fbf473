// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.HubApplication;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.HubListener;
import io.handfast.ship.hub.ShipHub;
import io.handfast.ship.hub.ShipPeer;
import io.handfast.ship.hub.TrustStore;
import io.handfast.ship.message.Pin;
import io.handfast.ship.message.RawJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A hub and three simulated devices on this machine, over real TCP and TLS on the loopback interface. All are trusted by
 * the hub's trust file; the wallbox trusts the hub at once, the heat pump's user takes more than two minutes and its
 * hello is prolonged meanwhile, the control box demands a PIN that the hub's user types when it is asked for. The hub asks
 * each for its discovery data, and all take leave.
 */
public final class Demo implements HubApplication {
    /** How many times faster than in reality the hello runs on both sides, unless real times are asked for. */
    public static final int PACE = 20;

    /** Long enough for two prolongations: the heat pump asks for more time after 45 and after 105 s. */
    private static final Duration USER_TAKES = Duration.ofSeconds(130);

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /**
     * What became of one device.
     *
     * @param type what it pretends to be
     * @param ski its key
     * @param port where it listened
     * @param exchanged whether data went both ways
     * @param shipId its SHIP ID, empty when it was never connected
     * @param entities what it says it consists of
     * @param roundTrip between question and answer
     * @param after how long it took from the start of the hub to the answer
     * @param prolongations how often it asked for more time while its user thought
     * @param pinAsked whether it wanted a PIN
     */
    public record Outcome(
            SimulatedDevice.Type type,
            Ski ski,
            int port,
            boolean exchanged,
            String shipId,
            List<String> entities,
            Duration roundTrip,
            Duration after,
            int prolongations,
            boolean pinAsked) {
        /** Copies the list. */
        public Outcome {
            entities = List.copyOf(entities);
        }
    }

    private sealed interface Happening {}

    private record Answer(ShipPeer peer, RawJson payload, long atNanos) implements Happening {}

    private record PinWanted(Ski ski) implements Happening {}

    private final Environment environment;
    private final int pace;
    private final Pin pin;
    private final Map<SimulatedDevice.Type, SimulatedDevice> devices = new LinkedHashMap<>();
    private final Inbox<Happening> happenings;
    private final Map<Ski, Long> askedNanos = new ConcurrentHashMap<>();
    private final Set<Ski> pinsAsked = ConcurrentHashMap.newKeySet();

    private Demo(int pace, Environment environment) {
        this.environment = environment;
        this.pace = pace;
        this.happenings = new Inbox<>(environment.time(), 0);
        byte[] random = new byte[4];
        environment.entropy().fill(random);
        this.pin = new Pin(HexFormat.of().formatHex(random));
    }

    /**
     * Runs the whole story; blocks for about eight seconds, 40 at most; in real time for more than two minutes. Leaves
     * nothing behind.
     *
     * @param realTime whether the hello's clock runs as in reality instead of {@link #PACE} times faster
     * @param crypto who computes
     * @param environment clock, guard, entropy, computing threads
     * @param listener who is told what happens at the hub
     * @return one outcome for each device
     * @throws StartException when the hub could not start
     * @throws IOException when a temporary file or a port could not be had
     * @throws InterruptedException when the thread was interrupted
     */
    public static List<Outcome> run(
            boolean realTime, CryptoProvider crypto, Environment environment, HubListener listener)
            throws StartException, IOException, InterruptedException {
        Path folder = Files.createTempDirectory("handfast-demo");
        Demo demo = new Demo(realTime ? 1 : PACE, environment);
        try {
            for (SimulatedDevice.Type type : SimulatedDevice.Type.values()) {
                demo.devices.put(type, demo.start(type, crypto));
            }
            return demo.pair(folder, crypto, listener);
        } finally {
            for (SimulatedDevice device : demo.devices.values()) {
                device.stop(Duration.ofSeconds(2));
            }
            delete(folder);
        }
    }

    private ShipTimers timers() {
        return ShipTimers.usual().faster(pace);
    }

    private SimulatedDevice start(SimulatedDevice.Type type, CryptoProvider crypto) throws IOException {
        Behaviour behaviour = switch (type) {
            case WALLBOX -> new Behaviour.Trusting();
            case HEAT_PUMP -> new Behaviour.Late(USER_TAKES.dividedBy(pace));
            case CONTROL_BOX -> new Behaviour.DemandingPin(pin);
        };
        NodeIdentity identity = SimulatedDevice.newIdentity("simulated-" + type.word(), environment);
        SimulatedDevice.Setting setting = new SimulatedDevice.Setting(type, SimulatedDevice.loopback(0))
                .with(behaviour)
                .with(timers());
        return SimulatedDevice.start(setting, identity, _ -> {}, crypto, environment);
    }

    private List<Outcome> pair(Path folder, CryptoProvider crypto, HubListener listener)
            throws StartException, IOException, InterruptedException {
        HubConfiguration usual = HubConfiguration.usual()
                .withPort(0)
                .withStaticPeers(addresses())
                .hidden()
                .withoutConsole();
        trust(folder.resolve(usual.trustedDevicesFile()));
        HubListener both = event -> {
            listener.told(event);
            if (event.kind() == HubEvent.Kind.PIN_WANTED) {
                event.ski().ifPresent(ski -> happenings.post(new PinWanted(ski)));
            }
        };
        HubProgram program = HubProgram.start(usual, folder, this, both, timers(), crypto, environment);
        try {
            return await(program.hub());
        } finally {
            program.stop();
        }
    }

    private Map<Ski, Address> addresses() {
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        Map<Ski, Address> addresses = new LinkedHashMap<>();
        devices.values().forEach(device -> addresses.put(device.ski(), Address.of(host, device.port())));
        return addresses;
    }

    private void trust(Path file) throws StartException, IOException, InterruptedException {
        TrustFile trust = TrustFile.open(file, environment);
        for (Map.Entry<SimulatedDevice.Type, SimulatedDevice> device : devices.entrySet()) {
            String name = "simulated " + device.getKey().word();
            trust.trust(new TrustStore.TrustedDevice(device.getValue().ski(), Optional.empty(), name));
        }
        trust.close();
    }

    /** Does what the hub's user does, until every device has answered. */
    private List<Outcome> await(ShipHub hub) throws InterruptedException {
        long beganNanos = environment.time().nanos();
        Map<Ski, Answer> got = new LinkedHashMap<>();
        Deadline by = environment.time().in(USER_TAKES.dividedBy(pace).plus(LIMIT));
        boolean inTime = true;
        while (inTime && got.size() < devices.size()) {
            switch (happenings.await(by)) {
                case Inbox.Posted<Happening>(Answer answer) ->
                    got.putIfAbsent(answer.peer().ski(), answer);
                case Inbox.Posted<Happening>(PinWanted(Ski ski)) -> {
                    pinsAsked.add(ski);
                    hub.enterPin(ski, pin);
                }
                default -> inTime = false;
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        devices.forEach((type, device) ->
                outcomes.add(outcome(type, device, Optional.ofNullable(got.get(device.ski())), beganNanos)));
        return outcomes;
    }

    private Outcome outcome(
            SimulatedDevice.Type type, SimulatedDevice device, Optional<Answer> answer, long beganNanos) {
        long answeredNanos = answer.map(Answer::atNanos).orElse(beganNanos);
        long askedAtNanos = askedNanos.getOrDefault(device.ski(), answeredNanos);
        return new Outcome(
                type,
                device.ski(),
                device.port(),
                answer.isPresent(),
                answer.map(got -> got.peer().shipId()).orElse(""),
                answer.map(got -> Discovery.entities(got.payload())).orElse(List.of()),
                Duration.ofNanos(answeredNanos - askedAtNanos),
                Duration.ofNanos(answeredNanos - beganNanos),
                device.prolongations(),
                pinsAsked.contains(device.ski()));
    }

    @Override
    public void connected(ShipPeer peer) {
        askedNanos.put(peer.ski(), environment.time().nanos());
        try {
            peer.send(Discovery.read("d:_i:handfast_demo", 1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void received(ShipPeer peer, RawJson payload) {
        happenings.post(new Answer(peer, payload, environment.time().nanos()));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
