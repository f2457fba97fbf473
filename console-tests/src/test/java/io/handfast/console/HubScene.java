// SPDX-License-Identifier: Apache-2.0
package io.handfast.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.hub.app.Behaviour;
import io.handfast.hub.app.HubConfiguration;
import io.handfast.hub.app.HubProgram;
import io.handfast.hub.app.PairingPrograms;
import io.handfast.hub.app.SimulatedDevice;
import io.handfast.hub.app.StartException;
import io.handfast.hub.app.pairing.PairingRole;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.DeviceStatus;
import io.handfast.ship.hub.discovery.Discovery;
import io.handfast.ship.hub.discovery.MemoryNetwork;
import io.handfast.testkit.LastingPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A real hub with its console and simulated devices, on the loopback interface, in real time. */
final class HubScene implements AutoCloseable {
    private static final Duration LEAVE = Duration.ofSeconds(2);

    private final Path folder;
    private final Environment environment = Environment.system();
    private final CryptoProvider crypto = CryptoProvider.detect();
    private final List<SimulatedDevice> devices = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private Optional<HubProgram> program = Optional.empty();
    private Optional<MemoryNetwork> memory = Optional.empty();
    private HubConfiguration configuration;

    HubScene(Path folder) throws IOException {
        this.folder = folder;
        this.configuration = HubConfiguration.usual()
                .withPort(LastingPort.choose())
                .withConsolePort(LastingPort.choose())
                .hidden();
    }

    /** With devices to dial. */
    HubScene dialling(Map<Ski, Address> peers) {
        configuration = configuration.withStaticPeers(peers);
        return this;
    }

    /** With a part in the pairing service, on a network in memory. */
    HubScene pairing(PairingRole role, MemoryNetwork network) {
        configuration = PairingPrograms.configuration(configuration, role);
        memory = Optional.of(network);
        return this;
    }

    /** With a part in the pairing service that it cannot take: there is no discovery. */
    HubScene pairingInVain(PairingRole role) {
        configuration = PairingPrograms.configuration(configuration, role).hidden();
        return this;
    }

    HubScene start() throws Exception {
        program = Optional.of(memory.isPresent() ? startOn(memory.get()) : startAlone());
        return this;
    }

    private HubProgram startAlone() throws StartException {
        return HubProgram.start(configuration, folder, (_, _) -> {}, _ -> {}, crypto, environment);
    }

    private HubProgram startOn(MemoryNetwork network) throws StartException {
        String host = "hub-" + folder.getFileName() + ".local.";
        Discovery discovery = network.join(host, Set.of(InetAddress.getLoopbackAddress()));
        return PairingPrograms.start(configuration, folder, discovery, crypto, environment);
    }

    /** Ends the hub, as its process would; the next one has its ports. */
    void stop() throws InterruptedException {
        hub().stop();
        program = Optional.empty();
    }

    HubProgram hub() {
        return program.orElseThrow();
    }

    Ski ski() {
        return hub().identity().node().ski();
    }

    /** Begins all paths. */
    String address() {
        return hub().console().orElseThrow().address();
    }

    String openingAddress() {
        return hub().console().orElseThrow().openingAddress();
    }

    String token() throws IOException {
        return Files.readString(folder.resolve("console.token")).strip();
    }

    Optional<DeviceStatus> status(Ski ski) {
        return hub().hub().device(ski);
    }

    // ---- devices

    /** A device that dials the hub and is unknown to it. */
    Ski stranger(SimulatedDevice.Type type, Behaviour behaviour) throws IOException {
        Address address = Address.of("127.0.0.1", hub().hub().port());
        return start(type, behaviour, Map.of(ski(), address)).ski();
    }

    Ski stranger(SimulatedDevice.Type type) throws IOException {
        return stranger(type, new Behaviour.Trusting());
    }

    /** A device that waits until it is dialled. */
    SimulatedDevice listening(SimulatedDevice.Type type) throws IOException {
        return start(type, new Behaviour.Trusting(), Map.of());
    }

    private SimulatedDevice start(SimulatedDevice.Type type, Behaviour behaviour, Map<Ski, Address> hubs)
            throws IOException {
        NodeIdentity identity = SimulatedDevice.newIdentity("simulated-" + type.word(), environment);
        SimulatedDevice.Setting setting = new SimulatedDevice.Setting(type, SimulatedDevice.loopback(0))
                .with(behaviour)
                .dialling(hubs);
        SimulatedDevice device = SimulatedDevice.start(setting, identity, _ -> {}, crypto, environment);
        devices.add(device);
        return device;
    }

    /** A key that belongs to nobody who runs. */
    Ski nobody() {
        return SimulatedDevice.newIdentity("nobody", environment).ski();
    }

    /** An address where nobody listens any more. */
    static Address nowhere() throws IOException {
        return Address.of("127.0.0.1", LastingPort.choose());
    }

    // ---- the other operator

    /** Asks the hub as a program does. */
    HttpResponse<String> rest(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + "/api/v1/" + path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    void decide(Ski ski, String deed, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = rest("POST", "devices/" + ski + "/" + deed, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Override
    public void close() {
        try {
            if (program.isPresent()) {
                program.get().stop();
            }
            for (SimulatedDevice device : devices) {
                device.stop(LEAVE);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            http.close();
            environment.close();
        }
    }
}
