// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.crypto.CryptoProvider;
import io.handfast.engine.Environment;
import io.handfast.hub.app.Demo;
import io.handfast.hub.app.StartException;
import io.handfast.ship.hub.HubEvent;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = {
            "A hub and three simulated devices on this machine pair and exchange data:",
            "a wallbox that trusts the hub at once, a heat pump whose user takes two minutes to decide, and a control box"
                    + " that wants a PIN."
        },
        footer = {"", "Example: handfast demo --json"})
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private Output output = new Output();

    @Option(
            names = "--real-time",
            description = "With the hello's true times: takes more than two minutes instead of a few seconds.")
    private boolean realTime;

    @Override
    public Integer call() throws StartException, IOException, InterruptedException {
        try (Environment environment = Environment.system()) {
            CryptoProvider crypto = CryptoProvider.detect();
            output.say(Version.banner(crypto));
            output.say(
                    realTime
                            ? "the devices' clock runs as in reality: the heat pump's user takes 130 s"
                            : "the devices' clock runs " + Demo.PACE
                                    + " times faster: the two minutes of the heat pump's user take six seconds");
            List<Demo.Outcome> outcomes = Demo.run(realTime, crypto, environment, this::print);
            outcomes.forEach(this::report);
            boolean all = outcomes.stream().allMatch(Demo.Outcome::exchanged);
            output.say(
                    all
                            ? "all three devices are paired and have exchanged data"
                            : "not all devices exchanged data; see the lines above");
            return all ? ExitStatus.DONE : ExitStatus.FAILED;
        }
    }

    private void print(HubEvent event) {
        output.say(EventText.line(event));
        if (event.kind() == HubEvent.Kind.PIN_WANTED) {
            output.say("         the hub's user types the PIN that stands on the device");
        }
    }

    private void report(Demo.Outcome outcome) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("device", outcome.type().word());
        object.put("ski", outcome.ski().toString());
        object.put("port", outcome.port());
        object.put("stage", outcome.exchanged() ? "established" : "failed");
        object.put("shipId", outcome.shipId());
        object.put("entities", outcome.entities());
        object.put("roundTripMicros", outcome.roundTrip().toNanos() / 1000);
        object.put("afterMs", outcome.after().toMillis());
        object.put("prolongations", outcome.prolongations());
        object.put("pinAsked", outcome.pinAsked());
        output.tell(object);
        output.say(String.format(
                Locale.ROOT,
                "%-12s %s after %.1f s%s  entities %s, answered in %.1f ms",
                outcome.type().word(),
                outcome.exchanged() ? "established" : "FAILED",
                outcome.after().toMillis() / 1e3,
                how(outcome),
                String.join(", ", outcome.entities()),
                outcome.roundTrip().toNanos() / 1e6));
    }

    private static String how(Demo.Outcome outcome) {
        if (outcome.prolongations() > 0) {
            return ", " + outcome.prolongations() + " times prolonged,";
        }
        return outcome.pinAsked() ? ", with a PIN," : ",";
    }
}
