// SPDX-License-Identifier: Apache-2.0
package io.handfast.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.Ski;
import io.handfast.hub.app.Behaviour;
import io.handfast.hub.app.SimulatedDevice;
import io.handfast.ship.hub.Address;
import io.handfast.ship.message.Pin;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;

/**
 * A hub with a device in each of the usual situations: connected, without an answer, waiting for its PIN, waiting for a
 * decision. What discovery would see is told to the browser instead: it needs a network.
 *
 * @param scene the running hub
 * @param connected a trusted device that is connected
 * @param unreachable a trusted device that does not answer
 * @param wantingPin a trusted device that wants its PIN
 * @param waiting an unknown device that waits
 */
record LivelyHub(HubScene scene, Ski connected, Ski unreachable, Ski wantingPin, Ski waiting) implements AutoCloseable {
    static LivelyHub start(Path folder) throws Exception {
        HubScene scene = new HubScene(folder);
        Ski unreachable = scene.nobody();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            scene.dialling(Map.of(unreachable, Address.of("127.0.0.1", taken.getLocalPort())));
        }
        scene.start();
        scene.decide(unreachable, "trust", "{\"name\": \"Heat pump, first floor\"}");
        Ski connected = scene.stranger(SimulatedDevice.Type.WALLBOX);
        scene.decide(connected, "trust", "{\"name\": \"Wallbox\"}");
        Ski wantingPin = scene.stranger(SimulatedDevice.Type.CONTROL_BOX, new Behaviour.DemandingPin(new Pin("12ab34cd")));
        scene.decide(wantingPin, "trust", "{\"name\": \"Control box of the grid operator\"}");
        Ski waiting = scene.stranger(SimulatedDevice.Type.HEAT_PUMP);
        return new LivelyHub(scene, connected, unreachable, wantingPin, waiting);
    }

    /** Lets a window see what a network would show, and waits until it shows everything. */
    void showIn(ConsoleWindow window) {
        String document = """
                {"at": "2026-11-21T12:00:00Z", "discovery": true, "discovered": [
                  {"ski": "%s", "name": "Simulated heat-pump", "instance": "i", "shipId": "d:_i:handfast_heat-pump-1",
                   "brand": "Handfast", "model": "Simulated heat-pump", "type": "HeatGenerationSystem", "serial": "4711",
                   "categories": [4], "acceptsAnybody": false, "addresses": ["192.168.1.21:4712", "heat-pump.local:4712"],
                   "trusted": false},
                  {"ski": "0123456789abcdef0123456789abcdef01234567", "name": "Inverter 8.0 (roof, south side)",
                   "instance": "j", "shipId": "i:Maker_8", "brand": "Maker", "model": "Inverter 8.0", "type": "Inverter",
                   "serial": "", "categories": [5], "acceptsAnybody": true, "addresses": ["192.168.1.22:4712"],
                   "trusted": false},
                  {"ski": "%s", "name": "Wallbox", "instance": "k", "shipId": "i:Wallbox", "brand": "Maker",
                   "model": "Charge 11", "type": "ChargingStation", "serial": "", "categories": [3],
                   "acceptsAnybody": false, "addresses": ["192.168.1.23:4712"], "trusted": true}]}"""
                .formatted(waiting, connected);
        window.page().route("**/api/v1/discovered", route -> route.fulfill(
                new com.microsoft.playwright.Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(document)));
        window.page().reload();
        window.open("devices");
        var signs = com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat(window.page().locator("main"));
        signs.containsText("PIN wanted");
        signs.containsText("net.connection-refused");
        signs.containsText("Waits for your decision");
        assertThat(scene.status(connected)).isPresent();
    }

    @Override
    public void close() throws Exception {
        scene.close();
    }
}
