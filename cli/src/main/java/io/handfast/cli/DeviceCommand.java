// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.engine.Environment;
import io.handfast.hub.app.SimulatedDevice;
import io.handfast.ship.hub.HubEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "device",
        description = "Run a simulated SHIP device that trusts every hub, until SIGTERM or SIGINT.",
        footer = {"", "Example: handfast device --type wallbox --port 4713"})
final class DeviceCommand implements Callable<Integer> {
    @Mixin
    private Output output = new Output();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "wallbox",
            description = "wallbox, heat-pump or control-box; default: ${DEFAULT-VALUE}.")
    private String type = "wallbox";

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "0", description = "Where to listen; 0 for any.")
    private int port;

    @Override
    public Integer call() throws InterruptedException {
        SimulatedDevice.Type kind = kind();
        StopSignal signal = StopSignal.install();
        try (Environment environment = Environment.system()) {
            NodeIdentity identity = SimulatedDevice.newIdentity("simulated-" + kind.word(), environment);
            InetSocketAddress listen = new InetSocketAddress(port);
            SimulatedDevice device =
                    SimulatedDevice.start(kind, identity, listen, this::print, CryptoProvider.detect(), environment);
            signal.await();
            return device.stop(Duration.ofSeconds(10)) ? ExitStatus.DONE : ExitStatus.FAILED;
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitStatus.USAGE,
                    "port " + port + " cannot be used: " + e.getMessage() + "; name another with --port");
        }
    }

    private SimulatedDevice.Type kind() {
        return Arrays.stream(SimulatedDevice.Type.values())
                .filter(candidate -> candidate.word().equals(type.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> new CommandFailed(ExitStatus.USAGE, "--type " + type + ": unknown; allowed: " + words()));
    }

    private static String words() {
        return Arrays.stream(SimulatedDevice.Type.values())
                .map(SimulatedDevice.Type::word)
                .collect(Collectors.joining(", "));
    }

    private void print(HubEvent event) {
        output.tell(EventText.json(event));
        output.say(EventText.line(event));
    }
}
