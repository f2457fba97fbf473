// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.hub.app.HubConfiguration;
import io.handfast.hub.app.HubProgram;
import io.handfast.hub.app.SimulatedDevice;
import io.handfast.hub.app.StartException;
import io.handfast.ship.LocalNode;
import io.handfast.ship.ShipPhase;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.ShipEndpoint;
import io.handfast.ship.hub.ShipProbe;
import io.handfast.tls.ShipCredentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "probe",
        description = {
            "Connect to a SHIP node once and report each phase with its time.",
            "Comes as the hub of --data or --config; without an identity there, as a stranger."
        },
        footer = {"", "Example: handfast ship probe 192.168.1.20:4712"})
final class ProbeCommand implements Callable<Integer> {
    @Mixin
    private Output output = new Output();

    @Mixin
    private DataOptions files = new DataOptions();

    @Parameters(paramLabel = "HOST:PORT", description = "Where the node listens.")
    private String target = "";

    @Option(names = "--ski", paramLabel = "SKI", description = "Whose key it has to prove; default: any.")
    private @Nullable String ski;

    @Override
    public Integer call() throws StartException {
        Address at = address(target);
        Optional<Ski> expected = Optional.ofNullable(ski).map(ProbeCommand::parse);
        try (Environment environment = Environment.system()) {
            HubProgram.Identity identity = identity(environment);
            ShipCredentials credentials =
                    ShipCredentials.of(identity.node(), CryptoProvider.detect(), environment.entropy());
            ShipTimers timers = ShipTimers.usual().withPairingWindow(Duration.ZERO); // nobody to type a PIN
            ShipEndpoint endpoint =
                    new ShipEndpoint(credentials, new LocalNode(identity.shipId()), timers, environment);
            output.say("probing " + at + " as SKI " + identity.node().ski());
            ShipProbe.Result result = new ShipProbe(endpoint, environment).run(at, expected);
            output.tell(json(at, result));
            lines(result).forEach(output::say);
            Optional<HandshakeException> failure = result.report().failure();
            if (failure.isPresent()) {
                throw CommandFailed.because("probe of " + at, failure.get());
            }
            return ExitStatus.DONE;
        }
    }

    private HubProgram.Identity identity(Environment environment) throws StartException {
        HubConfiguration configuration = files.configuration(Optional.empty());
        Optional<HubProgram.Identity> ours =
                HubProgram.existingIdentity(configuration, files.base(Optional.empty()), environment);
        if (ours.isPresent()) {
            return ours.get();
        }
        output.say("no identity of a hub found: coming as a stranger, which most nodes let wait or refuse");
        return new HubProgram.Identity(
                SimulatedDevice.newIdentity("probe", environment), "i:handfast-probe", true, List.of());
    }

    static Address address(String target) {
        int colon = target.lastIndexOf(':');
        try {
            String host = target.substring(0, Math.max(colon, 0));
            boolean bracketed = host.startsWith("[") && host.endsWith("]");
            return Address.of(
                    bracketed ? host.substring(1, host.length() - 1) : host,
                    Integer.parseInt(target.substring(colon + 1)));
        } catch (IllegalArgumentException _) {
            throw new CommandFailed(
                    ExitStatus.USAGE, "'" + target + "' is not HOST:PORT; for example 192.168.1.20:4712");
        }
    }

    static Ski parse(String text) {
        try {
            return Ski.parse(text);
        } catch (IllegalArgumentException _) {
            throw new CommandFailed(ExitStatus.USAGE, "--ski " + text + ": not an SKI; 40 hexadecimal digits expected");
        }
    }

    private static List<String> lines(ShipProbe.Result result) {
        List<String> lines = new ArrayList<>();
        HandshakeReport report = result.report();
        for (HandshakeReport.Step step : report.steps()) {
            String number = step.phase() instanceof ShipPhase phase ? String.valueOf(phase.number()) : "";
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-38s %3s  at %8.1f ms  took %8.1f ms",
                    step.phase().phaseName(),
                    number,
                    step.at().toNanos() / 1e6,
                    step.took().toNanos() / 1e6));
        }
        result.ski().ifPresent(proven -> lines.add("  the node's SKI is " + proven));
        result.shipId().ifPresent(id -> lines.add("  the node's SHIP ID is " + id));
        lines.add(String.format(
                Locale.ROOT,
                "%s after %.1f ms",
                report.complete() ? "complete" : "failed",
                report.total().toNanos() / 1e6));
        return lines;
    }

    private static Map<String, Object> json(Address at, ShipProbe.Result result) {
        Map<String, Object> object = new LinkedHashMap<>();
        HandshakeReport report = result.report();
        object.put("target", at.toString());
        object.put("complete", report.complete());
        object.put("stage", report.complete() ? "established" : lastPhase(report));
        result.ski().ifPresent(proven -> object.put("ski", proven.toString()));
        result.shipId().ifPresent(id -> object.put("shipId", id));
        object.put("totalMicros", report.total().toNanos() / 1000);
        List<Object> phases = new ArrayList<>();
        for (HandshakeReport.Step step : report.steps()) {
            Map<String, Object> phase = new LinkedHashMap<>();
            phase.put("phase", step.phase().phaseName());
            if (step.phase() instanceof ShipPhase ship) {
                phase.put("number", ship.number());
            }
            phase.put("atMicros", step.at().toNanos() / 1000);
            phase.put("tookMicros", step.took().toNanos() / 1000);
            phases.add(phase);
        }
        object.put("phases", phases);
        report.failure().ifPresent(failure -> object.putAll(Output.failure(failure)));
        return object;
    }

    private static String lastPhase(HandshakeReport report) {
        return report.entries().isEmpty()
                ? "tcp"
                : report.entries().getLast().phase().phaseName();
    }
}
