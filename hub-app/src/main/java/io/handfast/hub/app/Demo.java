// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.HubApplication;
import io.handfast.ship.hub.HubListener;
import io.handfast.ship.hub.ShipPeer;
import io.handfast.ship.hub.TrustStore;
import io.handfast.ship.message.RawJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A hub and three simulated devices on this machine, over real TCP and TLS on the loopback interface: each device
 * is trusted by the hub's trust file, the hub dials it, asks for its discovery data, and all take leave.
 */
public final class Demo implements HubApplication {
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
     */
    public record Outcome(
            SimulatedDevice.Type type,
            Ski ski,
            int port,
            boolean exchanged,
            String shipId,
            List<String> entities,
            Duration roundTrip) {}

    private record Answer(ShipPeer peer, RawJson payload, long atNanos) {}

    private final Environment environment;
    private final Inbox<Answer> answers;
    private final Map<Ski, Long> askedNanos = new ConcurrentHashMap<>();

    private Demo(Environment environment) {
        this.environment = environment;
        this.answers = new Inbox<>(environment.time(), 0);
    }

    /**
     * Runs the whole story; blocks for a few seconds, 40 at most. Leaves nothing behind.
     *
     * @param crypto who computes
     * @param environment clock, guard, entropy, computing threads
     * @param listener who is told what happens at the hub
     * @return one outcome for each device
     * @throws StartException when the hub could not start
     * @throws IOException when a temporary file or a port could not be had
     * @throws InterruptedException when the thread was interrupted
     */
    public static List<Outcome> run(CryptoProvider crypto, Environment environment, HubListener listener)
            throws StartException, IOException, InterruptedException {
        Path folder = Files.createTempDirectory("handfast-demo");
        Map<SimulatedDevice.Type, SimulatedDevice> devices = new LinkedHashMap<>();
        try {
            for (SimulatedDevice.Type type : SimulatedDevice.Type.values()) {
                devices.put(type, start(type, crypto, environment));
            }
            return new Demo(environment).pair(folder, devices, crypto, listener);
        } finally {
            for (SimulatedDevice device : devices.values()) {
                device.stop(Duration.ofSeconds(2));
            }
            delete(folder);
        }
    }

    private static SimulatedDevice start(SimulatedDevice.Type type, CryptoProvider crypto, Environment environment)
            throws IOException {
        NodeIdentity identity = SimulatedDevice.newIdentity("simulated-" + type.word(), environment);
        return SimulatedDevice.start(type, identity, SimulatedDevice.loopback(0), _ -> {}, crypto, environment);
    }

    private List<Outcome> pair(
            Path folder,
            Map<SimulatedDevice.Type, SimulatedDevice> devices,
            CryptoProvider crypto,
            HubListener listener)
            throws StartException, IOException, InterruptedException {
        HubConfiguration usual = HubConfiguration.usual()
                .withPort(0)
                .withStaticPeers(addresses(devices))
                .hidden();
        trust(folder.resolve(usual.trustedDevicesFile()), devices);
        HubProgram program = HubProgram.start(usual, folder, this, listener, crypto, environment);
        try {
            return await(devices);
        } finally {
            program.stop();
        }
    }

    private static Map<Ski, Address> addresses(Map<SimulatedDevice.Type, SimulatedDevice> devices) {
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        Map<Ski, Address> addresses = new LinkedHashMap<>();
        devices.values().forEach(device -> addresses.put(device.ski(), Address.of(host, device.port())));
        return addresses;
    }

    private void trust(Path file, Map<SimulatedDevice.Type, SimulatedDevice> devices)
            throws StartException, IOException, InterruptedException {
        TrustFile trust = TrustFile.open(file, environment);
        for (Map.Entry<SimulatedDevice.Type, SimulatedDevice> device : devices.entrySet()) {
            String name = "simulated " + device.getKey().word();
            trust.trust(new TrustStore.TrustedDevice(device.getValue().ski(), Optional.empty(), name));
        }
        trust.close();
    }

    private List<Outcome> await(Map<SimulatedDevice.Type, SimulatedDevice> devices) throws InterruptedException {
        Map<Ski, Answer> got = new LinkedHashMap<>();
        Deadline by = environment.time().in(LIMIT);
        while (got.size() < devices.size() && answers.await(by) instanceof Inbox.Posted<Answer>(Answer answer)) {
            got.putIfAbsent(answer.peer().ski(), answer);
        }
        List<Outcome> outcomes = new ArrayList<>();
        devices.forEach((type, device) -> outcomes.add(outcome(type, device, got)));
        return outcomes;
    }

    private Outcome outcome(SimulatedDevice.Type type, SimulatedDevice device, Map<Ski, Answer> got) {
        Answer answer = got.get(device.ski());
        if (answer == null) {
            return new Outcome(type, device.ski(), device.port(), false, "", List.of(), Duration.ZERO);
        }
        long asked = askedNanos.getOrDefault(device.ski(), answer.atNanos());
        return new Outcome(
                type,
                device.ski(),
                device.port(),
                true,
                answer.peer().shipId(),
                Discovery.entities(answer.payload()),
                Duration.ofNanos(answer.atNanos() - asked));
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
        answers.post(new Answer(peer, payload, environment.time().nanos()));
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
