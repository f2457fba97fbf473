// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.hub.app.Behaviour;
import io.handfast.hub.app.SimulatedDevice;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.HubDiscovery;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.discovery.Interfaces;
import io.handfast.ship.message.Pin;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "device",
        description = "Run a simulated SHIP device until SIGTERM or SIGINT.",
        footer = {
            "",
            "Examples:",
            "  handfast device --type wallbox --port 4713",
            "  handfast device --behaviour late --after 150       a user who takes his time",
            "  handfast device --pin 1a2b3c4d                     wants this PIN of the hub",
            "  handfast device --dial 192.168.1.2:4712 --ski SKI  comes to the hub by itself"
        })
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

    @Option(
            names = "--behaviour",
            paramLabel = "BEHAVIOUR",
            description = {
                "trusting (default): trusts every hub at once.",
                "late: asks its user, who agrees after --after seconds (150).",
                "refusing: turns every hub away.",
                "pin: wants --pin of the hub; the default with --pin.",
                "silent: says nothing after the connection mode.",
                "slow: answers data after --after seconds (3).",
                "dropping: ends connections after --after seconds (30)."
            })
    private @Nullable String behaviour;

    @Option(names = "--after", paramLabel = "SECONDS", description = "For late, slow and dropping; 0 or more.")
    private @Nullable Integer afterSeconds;

    @Option(
            names = "--pin",
            paramLabel = "PIN",
            description = "8 to 16 hexadecimal digits; others on this machine can see them in the list of processes.")
    private char @Nullable [] pin;

    @Option(names = "--dial", paramLabel = "HOST:PORT", description = "A hub to trust and to dial; needs --ski.")
    private @Nullable String dial;

    @Option(names = "--ski", paramLabel = "SKI", description = "The key of the hub to dial: 40 hexadecimal digits.")
    private @Nullable String ski;

    @Option(names = "--announce", description = "Announce it on the local network.")
    private boolean announce;

    @Override
    public Integer call() throws InterruptedException {
        Behaviour manner = behaviour();
        SimulatedDevice.Setting setting = new SimulatedDevice.Setting(kind(), new InetSocketAddress(port))
                .with(manner)
                .dialling(hubs(manner));
        StopSignal signal = StopSignal.install();
        try (Environment environment = Environment.system()) {
            NodeIdentity identity =
                    SimulatedDevice.newIdentity("simulated-" + setting.type().word(), environment);
            SimulatedDevice device =
                    SimulatedDevice.start(setting, identity, this::print, CryptoProvider.detect(), environment);
            Optional<HubDiscovery> discovery = announce ? device.announce(Interfaces.usual()) : Optional.empty();
            signal.await();
            discovery.ifPresent(HubDiscovery::close);
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
                .orElseThrow(() -> wrong("--type " + type + ": unknown; allowed: " + words()));
    }

    private static String words() {
        return Arrays.stream(SimulatedDevice.Type.values())
                .map(SimulatedDevice.Type::word)
                .collect(Collectors.joining(", "));
    }

    private Behaviour behaviour() {
        String usual = pin == null ? "trusting" : "pin";
        String word = behaviour == null ? usual : behaviour;
        Optional<Duration> after = Optional.ofNullable(afterSeconds).map(Duration::ofSeconds);
        if (pin != null && !word.equalsIgnoreCase("pin")) {
            throw wrong("--pin goes with --behaviour pin, not with " + word + "; leave one of them out");
        }
        try {
            return Behaviour.of(word, after, pin());
        } catch (IllegalArgumentException e) {
            throw wrong("--behaviour " + word + ": " + e.getMessage());
        }
    }

    private Optional<Pin> pin() {
        try {
            return Optional.ofNullable(pin).map(Pin::new);
        } catch (IllegalArgumentException e) {
            throw wrong("--pin: " + e.getMessage() + "; such as 1a2b3c4d");
        }
    }

    private Map<Ski, Address> hubs(Behaviour manner) {
        if (dial == null && ski == null) {
            return Map.of();
        }
        if (manner instanceof Behaviour.Late
                || manner instanceof Behaviour.Refusing
                || manner instanceof Behaviour.Silent) {
            throw wrong("--behaviour " + behaviour + " only listens: a hub that it dialled would be trusted at once;"
                    + " leave --dial and --ski away");
        }
        if (dial == null || ski == null) {
            throw wrong("--dial and --ski go together; name both");
        }
        int colon = dial.lastIndexOf(':');
        try {
            String host = dial.substring(0, Math.max(0, colon)).replaceAll("^\\[|]$", "");
            return Map.of(Ski.parse(ski), Address.of(host, Integer.parseInt(dial.substring(colon + 1))));
        } catch (IllegalArgumentException e) {
            throw wrong("--dial " + dial + " --ski " + ski + ": " + e.getMessage()
                    + "; write HOST:PORT and 40 hexadecimal digits");
        }
    }

    private static CommandFailed wrong(String message) {
        return new CommandFailed(ExitStatus.USAGE, message);
    }

    private void print(HubEvent event) {
        output.tell(EventText.json(event));
        output.say(EventText.line(event));
    }
}
