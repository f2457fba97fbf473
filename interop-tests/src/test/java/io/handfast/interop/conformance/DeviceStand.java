// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.conformance;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.hub.app.Behaviour;
import io.handfast.hub.app.SimulatedDevice;
import io.handfast.ship.hub.Address;
import io.handfast.testkit.LastingPort;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The device that {@code handfast device} runs. It has no user: its plug is pulled instead. */
final class DeviceStand implements Stand {
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Environment environment = Environment.system();
    private final NodeIdentity identity = HubStand.identity(environment);
    private final Behaviour behaviour;
    private final String shipId;
    private SimulatedDevice device;

    /**
     * @param behaviour how it behaves
     * @param shipId what its maker says it is called
     */
    DeviceStand(Behaviour behaviour, String shipId) throws IOException {
        this.behaviour = behaviour;
        this.shipId = shipId;
        this.device = start(LastingPort.choose(), Map.of());
    }

    /** A wallbox without a mistake. */
    DeviceStand() throws IOException {
        this(new Behaviour.Trusting(), "");
    }

    private SimulatedDevice start(int port, Map<Ski, Address> hubs) throws IOException {
        SimulatedDevice.Setting setting = new SimulatedDevice.Setting(
                        SimulatedDevice.Type.WALLBOX, SimulatedDevice.loopback(port))
                .with(behaviour)
                .dialling(hubs);
        return SimulatedDevice.start(setting, identity, _ -> {}, CryptoProvider.detect(), environment);
    }

    private void restart(Map<Ski, Address> hubs) throws IOException, InterruptedException {
        int port = device.port();
        device.stop(STOP);
        device = start(port, hubs);
    }

    @Override
    public int port() {
        return device.port();
    }

    @Override
    public List<String> facts() {
        String real = "d:_i:handfast_wallbox-" + identity.ski().brief();
        return List.of("--ship-id", shipId.isEmpty() ? real : shipId);
    }

    @Override
    public String version() {
        return "the wallbox of `handfast device`, of this checkout";
    }

    @Override
    public boolean act(String action, String ski, String host, int port) throws Exception {
        return switch (action) {
            case "trust" -> true; // it trusts everybody
            case "revoke" -> {
                restart(Map.of());
                yield true;
            }
            case "dial" -> {
                restart(Map.of(Ski.parse(ski), Address.of(host, port)));
                yield true;
            }
            case "read" -> false;
            default -> throw new AssertionError("unknown action " + action);
        };
    }

    @Override
    public void close() {
        try (environment) {
            device.stop(STOP);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
