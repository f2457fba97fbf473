// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.hub.app.SimulatedDevice;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.HubDiscovery;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.discovery.Interfaces;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

    @Option(names = "--dial", paramLabel = "HOST:PORT", description = "Dial a hub there; needs --ski.")
    private @Nullable String dial;

    @Option(names = "--ski", paramLabel = "SKI", description = "The SKI of the hub to dial.")
    private @Nullable String ski;

    @Option(names = "--announce", description = "Announce it on the local network.")
    private boolean announce;

    @Override
    public Integer call() throws InterruptedException {
        SimulatedDevice.Type kind = kind();
        Optional<Hub> hub = hub();
        StopSignal signal = StopSignal.install();
        try (Environment environment = Environment.system()) {
            NodeIdentity identity = SimulatedDevice.newIdentity("simulated-" + kind.word(), environment);
            InetSocketAddress listen = new InetSocketAddress(port);
            SimulatedDevice device =
                    SimulatedDevice.start(kind, identity, listen, this::print, CryptoProvider.detect(), environment);
            hub.ifPresent(whom -> device.dial(whom.ski(), whom.at()));
            Optional<HubDiscovery> discovery =
                    announce ? Optional.of(device.announce(Interfaces.usual())) : Optional.empty();
            signal.await();
            discovery.ifPresent(HubDiscovery::close);
            return device.stop(Duration.ofSeconds(10)) ? ExitStatus.DONE : ExitStatus.FAILED;
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitStatus.USAGE,
                    "port " + port + " cannot be used: " + e.getMessage() + "; name another with --port");
        }
    }

    private record Hub(Ski ski, Address at) {}

    private Optional<Hub> hub() {
        if (dial == null && ski == null) {
            return Optional.empty();
        }
        if (dial == null || ski == null) {
            throw new CommandFailed(ExitStatus.USAGE, "--dial and --ski belong together; the hub prints its SKI");
        }
        return Optional.of(new Hub(ProbeCommand.parse(ski), ProbeCommand.address(dial)));
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
