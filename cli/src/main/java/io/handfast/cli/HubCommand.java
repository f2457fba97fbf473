// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.hub.app.HubConfiguration;
import io.handfast.hub.app.HubProgram;
import io.handfast.hub.app.StartException;
import io.handfast.hub.app.log.HubLog;
import io.handfast.hub.app.pairing.PairingEar;
import io.handfast.hub.app.pairing.PairingJson;
import io.handfast.hub.app.rest.RestServer;
import io.handfast.ship.hub.DeviceStatus;
import io.handfast.ship.hub.HubApplication;
import io.handfast.ship.hub.HubDiscovery;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.HubListener;
import io.handfast.ship.hub.ShipPeer;
import io.handfast.ship.hub.pairing.PairingEvent;
import io.handfast.ship.message.RawJson;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "hub",
        description = {
            "Run the SHIP hub until SIGTERM or SIGINT.",
            "On a terminal it asks whether to trust the devices that come, and takes the words status and quit."
        },
        subcommands = {
            StatusCommand.class,
            DevicesCommand.class,
            ExplainCommand.class,
            PairCommand.class,
            PairingCommand.class,
            RefuseCommand.class,
            ForgetCommand.class,
            IdentityCommand.class,
            QrCommand.class,
            TraceCommand.class,
            ConfigCommand.class,
            BackupCommand.class,
            RestoreCommand.class
        },
        footer = {"", "Example: handfast hub --data /var/lib/handfast"})
final class HubCommand implements Callable<Integer> {
    @Mixin
    private Output output = new Output();

    @Mixin
    private DataOptions files = new DataOptions();

    @Parameters(paramLabel = "CONFIG", arity = "0..1", description = "Same as --config.")
    private @Nullable Path config;

    @Option(names = "--port", paramLabel = "PORT", description = "Overrides the configured port; 0 for any.")
    private @Nullable Integer port;

    @Option(
            names = "--ask",
            negatable = true,
            description = "Ask on stdin whom to trust; usual on a terminal. Not with --json or --quiet.")
    private @Nullable Boolean ask;

    @Option(names = "--no-mdns", description = "Neither announce the hub nor look for devices by multicast DNS.")
    private boolean hidden;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Write every SHIP message down, PINs left out; see handfast ship trace.")
    private @Nullable Path trace;

    @Option(names = "--trace-payloads", description = "With the payloads of data.")
    private boolean tracePayloads;

    @Override
    public Integer call() throws StartException, InterruptedException {
        Optional<Path> argument = Optional.ofNullable(config);
        HubConfiguration configuration = configuration(argument);
        StopSignal signal = StopSignal.install();
        Path base = files.base(argument);
        try (Environment environment = Environment.system();
                HubLog log = HubLog.open(base, configuration.logLevel(), configuration.logFormat(), environment)) {
            Optional<HubScreen> screen =
                    asks() ? Optional.of(new HubScreen(output, environment, signal::request)) : Optional.empty();
            CryptoProvider crypto = CryptoProvider.detect();
            output.say(Version.banner(crypto));
            // From before it can be heard of: a hang-up without an ear ends the process.
            CompletableFuture<HubProgram> running = new CompletableFuture<>();
            StopSignal.onHangUp(() -> reload(running.join()));
            HubProgram program = HubProgram.start(
                    configuration,
                    base,
                    new PrintsData(screen, configuration.console().enabled()),
                    new Tells(screen, log),
                    crypto,
                    environment);
            log.trouble().ifPresent(why -> output.warn(why + "; the hub runs without"));
            log.counting(() -> program.discovery()
                    .map(HubDiscovery::visible)
                    .orElse(List.of())
                    .size());
            Identities.warn(output, program.identity());
            output.say("SHIP ID " + program.identity().shipId() + ", "
                    + program.trust().size() + " trusted devices");
            program.console().ifPresent(console -> output.say("console " + address(console)));
            program.onReload(fresh -> log.change(fresh.logLevel(), fresh.logFormat()));
            running.complete(program);
            screen.ifPresent(shown -> shown.open(configuration, program));
            signal.await();
            log.info("Shutdown signal received...");
            output.say("stopping");
            boolean clean = program.stop();
            log.info(clean ? "Graceful shutdown completed" : "Shutdown timeout - forcing exit");
            if (screen.isPresent()) {
                screen.get().close();
            }
            return clean ? ExitStatus.DONE : ExitStatus.FAILED;
        }
    }

    /** Opened by whoever reads it first: shown to a person, but written into no log. */
    private static String address(RestServer console) {
        return HubScreen.isTerminal() ? console.openingAddress() : console.address();
    }

    private HubConfiguration configuration(Optional<Path> argument) throws StartException {
        HubConfiguration configured = files.configuration(argument);
        HubConfiguration withPort = port == null ? configured : configured.withPort(port);
        HubConfiguration shown = hidden ? withPort.hidden() : withPort;
        return trace == null ? shown : shown.tracedInto(trace.toAbsolutePath(), tracePayloads);
    }

    private boolean asks() {
        boolean wanted = ask == null ? HubScreen.isTerminal() : ask;
        return wanted && output.isForPeople();
    }

    /** What the hub tells: to the log, and to the screen or line by line. */
    private final class Tells implements HubListener, PairingEar {
        private final Optional<HubScreen> screen;
        private final HubLog log;

        Tells(Optional<HubScreen> screen, HubLog log) {
            this.screen = screen;
            this.log = log;
        }

        @Override
        public void told(HubEvent event) {
            log.told(event);
            screen.ifPresentOrElse(
                    shown -> shown.told(event),
                    () -> print(EventText.json(event), EventText.line(event), log.shows(event)));
        }

        @Override
        public void told(PairingEvent event) {
            log.told(event);
            screen.ifPresentOrElse(
                    shown -> shown.told(event),
                    () -> print(PairingJson.of(event), EventText.line(event), log.shows(event)));
        }

        @Override
        public void connectionStateChanged(DeviceStatus before, DeviceStatus after) {
            log.connectionStateChanged(before, after);
        }

        private void print(Map<String, Object> object, String line, boolean shown) {
            output.tell(object);
            if (shown) {
                output.say(line);
            }
        }
    }

    /** Says what has changed; a configuration with mistakes changes nothing. */
    private void reload(HubProgram program) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("event", "reloaded");
        try {
            HubProgram.Reloaded reloaded = program.reload();
            object.put("changed", reloaded.changed());
            object.put("needRestart", reloaded.needRestart());
            output.say("configuration read again, changed: "
                    + (reloaded.changed().isEmpty() ? "nothing" : String.join(", ", reloaded.changed())));
            if (!reloaded.needRestart().isEmpty()) {
                output.warn("needs a restart: " + String.join(", ", reloaded.needRestart()));
            }
        } catch (StartException e) {
            object.put("mistakes", String.valueOf(e.getMessage()).lines().toList());
            String.valueOf(e.getMessage()).lines().forEach(output::warn);
            output.warn("the configuration was not read again; the hub runs on as before");
        }
        output.tell(object);
    }

    /** A hub without an application: says what comes, so that its operator sees that data flows. */
    private final class PrintsData implements HubApplication {
        private final Optional<HubScreen> screen;
        private final boolean console;

        PrintsData(Optional<HubScreen> screen, boolean console) {
            this.screen = screen;
            this.console = console;
        }

        /** Only where there is somebody to decide: at the console, by a command, at the terminal. */
        @Override
        public boolean allowWaitingForTrust(Ski ski) {
            return console || screen.filter(HubScreen::isListening).isPresent();
        }

        @Override
        public void received(ShipPeer peer, RawJson payload) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("event", "data");
            object.put("ski", peer.ski().toString());
            object.put("bytes", payload.length());
            output.tell(object);
        }
    }
}
