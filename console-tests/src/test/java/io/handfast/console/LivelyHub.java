// SPDX-License-Identifier: Apache-2.0
package io.handfast.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Route;
import io.handfast.crypto.Ski;
import io.handfast.hub.app.Behaviour;
import io.handfast.hub.app.SimulatedDevice;
import io.handfast.ship.message.Pin;
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
        scene.dialling(Map.of(unreachable, HubScene.nowhere()));
        scene.start();
        scene.decide(unreachable, "trust", "{\"name\": \"Heat pump, first floor\"}");
        Ski connected = scene.stranger(SimulatedDevice.Type.WALLBOX);
        scene.decide(connected, "trust", "{\"name\": \"Wallbox\"}");
        Ski wantingPin =
                scene.stranger(SimulatedDevice.Type.CONTROL_BOX, new Behaviour.DemandingPin(new Pin("12ab34cd")));
        scene.decide(wantingPin, "trust", "{\"name\": \"Control box of the grid operator\"}");
        Ski waiting = scene.stranger(SimulatedDevice.Type.HEAT_PUMP);
        return new LivelyHub(scene, connected, unreachable, wantingPin, waiting);
    }

    /** A device as discovery shows it. */
    static String seen(Ski ski, String name, String brand, String model, String type, int kind, boolean trusted) {
        return """
                {"ski": "%s", "name": "%s", "instance": "i", "shipId": "d:_i:%s-4711", "brand": "%s", "model": "%s",
                 "type": "%s", "serial": "4711", "categories": [%d], "acceptsAnybody": false,
                 "addresses": ["192.168.1.2%d:4712"], "trusted": %b}""".formatted(ski, name, brand, brand, model, type, kind, kind, trusted);
    }

    static String onTheNetwork(String... devices) {
        return "{\"at\": \"2026-11-21T12:00:00Z\", \"discovery\": true, \"discovered\": [" + String.join(", ", devices)
                + "]}";
    }

    /** Lets a window see what a network would show, and waits until it shows everything. */
    void showIn(ConsoleWindow window) {
        String heatPump = seen(waiting, "Heat pump WP 12", "Maker", "WP 12", "HeatGenerationSystem", 4, false);
        String inverter =
                seen(scene.nobody(), "Inverter 8.0 (roof, south side)", "Sunny", "Inverter 8.0", "Inverter", 5, false);
        String wallbox = seen(connected, "Wallbox", "Maker", "Charge 11", "ChargingStation", 3, true);
        window.answering("discovered", onTheNetwork(heatPump, inverter, wallbox));
        window.page().route("**/api/v1/pending", route -> {
            String claimed =
                    heatPump.replaceAll("\"(ski|trusted)\": [^,}]*,?", "").replaceAll(",\\s*}", "}");
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(route.fetch().text().replace("\"claims\":null", "\"claims\":" + claimed)));
        });
        window.page().reload();
        window.open("devices");
        assertThat(window.page().locator("main")).containsText("PIN wanted");
        assertThat(window.page().locator("main")).containsText("net.connection-refused");
        assertThat(window.page().locator("main")).containsText("Waits for your decision");
        assertThat(window.card(connected)).containsText("Connected");
    }

    @Override
    public void close() {
        scene.close();
    }
}
