// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.decred.peer.DecredEndpoint;
import io.handfast.decred.peer.DecredProbe;
import io.handfast.decred.peer.HandshakeTerms;
import io.handfast.decred.peer.LocalNode;
import io.handfast.decred.peer.PeerLimits;
import io.handfast.decred.peer.RemoteNode;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.engine.Environment;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.HandshakeException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "probe",
        description = {
            "Connect to a node of Decred once, say who we are, and report what it says, each phase with its time."
        },
        footer = {"", "Example: handfast decred probe mainnet.example:9108 --json"})
final class DecredProbeCommand implements Callable<Integer> {
    @Mixin
    private Output output = new Output();

    @Mixin
    private DecredOptions options = new DecredOptions();

    @Parameters(paramLabel = "HOST[:PORT]", description = "The node; without a port, the network's usual one.")
    private String target = "";

    @Option(
            names = "--protocol-version",
            paramLabel = "N",
            defaultValue = "12",
            description = "The highest we claim to speak, 9 to 12 (default).")
    private int protocolVersion = ProtocolVersion.LATEST;

    @Option(names = "--strict-dcrd", description = "Allow only two messages before verack, as dcrd does; else four.")
    private boolean strictDcrd;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "For connecting, and again for the handshake; default 30.")
    private int timeoutSeconds = 30;

    @Override
    public Integer call() {
        Network network = options.network();
        NodeAddress at = NodeAddress.parse(target, network.port());
        Duration timeout = Duration.ofSeconds(within("--timeout", timeoutSeconds, 1, 3600));
        LocalNode local = new LocalNode(network)
                .withProtocolVersion(within("--protocol-version", protocolVersion, 1, ProtocolVersion.LATEST))
                .withRelayTx(false);
        PeerLimits limits = PeerLimits.usual().withHandshake(timeout);
        try (Environment environment = Environment.system()) {
            HandshakeTerms terms =
                    new HandshakeTerms(local, environment).withLimits(strictDcrd ? limits.strictDcrd() : limits);
            DecredEndpoint endpoint = new DecredEndpoint(terms, environment, options.proxy());
            output.say("probing " + at + " on " + word(network) + " as " + local.userAgent());
            Scope scope = new Scope("probe", environment.time());
            DecredProbe.Result result =
                    new DecredProbe(endpoint, environment).run(at.host(), at.port(), timeout, scope);
            scope.cancel();
            return tell(at, network, result);
        }
    }

    private int tell(NodeAddress at, Network network, DecredProbe.Result result) {
        output.tell(json(at, network, result));
        lines(result).forEach(output::say);
        Optional<HandshakeException> failure = result.report().failure();
        if (failure.isPresent()) {
            throw CommandFailed.because("probe of " + at, failure.get());
        }
        return ExitStatus.DONE;
    }

    private static int within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new CommandFailed(
                    ExitStatus.USAGE, option + " " + value + ": " + least + " to " + most + " expected");
        }
        return value;
    }

    private static String word(Network network) {
        return network.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> lines(DecredProbe.Result result) {
        List<String> lines = new ArrayList<>();
        HandshakeReport report = result.report();
        for (HandshakeReport.Step step : report.steps()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-14s at %8.1f ms  took %8.1f ms",
                    step.phase().phaseName(),
                    step.at().toNanos() / 1e6,
                    step.took().toNanos() / 1e6));
        }
        result.remote().ifPresent(remote -> lines.addAll(lines(remote)));
        if (!result.early().isEmpty()) {
            lines.add("  before its verack came " + String.join(", ", early(result)));
        }
        lines.add(String.format(
                Locale.ROOT,
                "%s after %.1f ms",
                report.complete() ? "complete" : "failed",
                report.total().toNanos() / 1e6));
        return lines;
    }

    private static List<String> lines(RemoteNode remote) {
        return List.of(
                "  the node is " + remote.version().userAgent() + " at height "
                        + remote.version().lastBlock(),
                "  it speaks protocol version " + remote.version().protocolVersion() + ", with us "
                        + remote.protocolVersion(),
                "  its services are " + remote.version().services().bits() + ", its clock is "
                        + remote.clockOffset().toSeconds() + " s ahead of ours");
    }

    private static List<String> early(DecredProbe.Result result) {
        return result.early().stream().map(frame -> frame.command().text()).toList();
    }

    private static Map<String, Object> json(NodeAddress at, Network network, DecredProbe.Result result) {
        Map<String, Object> object = new LinkedHashMap<>();
        HandshakeReport report = result.report();
        object.put("target", at.toString());
        object.put("network", word(network));
        object.put("complete", report.complete());
        object.put("stage", report.entries().getLast().phase().phaseName());
        result.remote().ifPresent(remote -> put(object, remote));
        if (report.complete()) {
            object.put("earlyMessages", early(result));
        }
        object.put("totalMillis", millis(report.total()));
        List<Object> phases = new ArrayList<>();
        for (HandshakeReport.Step step : report.steps()) {
            Map<String, Object> phase = new LinkedHashMap<>();
            phase.put("phase", step.phase().phaseName());
            phase.put("atMillis", millis(step.at()));
            phase.put("tookMillis", millis(step.took()));
            phases.add(phase);
        }
        object.put("phases", phases);
        report.failure().ifPresent(failure -> object.putAll(Output.failure(failure)));
        return object;
    }

    private static void put(Map<String, Object> object, RemoteNode remote) {
        object.put("address", remote.address().toString());
        object.put("protocolVersion", remote.version().protocolVersion());
        object.put("negotiated", remote.protocolVersion());
        object.put(
                "services",
                new BigDecimal(Long.toUnsignedString(remote.version().services().bits())));
        object.put("userAgent", remote.version().userAgent());
        object.put("height", remote.version().lastBlock());
        object.put("relayTx", remote.version().relayTx());
        object.put("clockOffsetSeconds", remote.clockOffset().toSeconds());
    }

    /** To the microsecond. */
    private static BigDecimal millis(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos() / 1000, 3);
    }
}
