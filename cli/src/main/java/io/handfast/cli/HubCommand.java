// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.hub.app.HubConfiguration;
import io.handfast.hub.app.HubProgram;
import io.handfast.hub.app.StartException;
import io.handfast.ship.hub.HubApplication;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.ShipPeer;
import io.handfast.ship.message.RawJson;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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
            RefuseCommand.class,
            ForgetCommand.class,
            IdentityCommand.class,
            QrCommand.class,
            TraceCommand.class
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

    @Override
    public Integer call() throws StartException, InterruptedException {
        Optional<Path> argument = Optional.ofNullable(config);
        HubConfiguration configuration = configuration(argument);
        StopSignal signal = StopSignal.install();
        try (Environment environment = Environment.system()) {
            Optional<HubScreen> screen =
                    asks() ? Optional.of(new HubScreen(output, environment, signal::request)) : Optional.empty();
            CryptoProvider crypto = CryptoProvider.detect();
            output.say(Version.banner(crypto));
            HubProgram program = HubProgram.start(
                    configuration,
                    files.base(argument),
                    new PrintsData(screen, configuration.console().enabled()),
                    event -> screen.ifPresentOrElse(shown -> shown.told(event), () -> print(event)),
                    crypto,
                    environment);
            Identities.warn(output, program.identity());
            output.say("SHIP ID " + program.identity().shipId() + ", "
                    + program.trust().size() + " trusted devices");
            program.console().ifPresent(console -> output.say("console " + console.openingAddress()));
            screen.ifPresent(shown -> shown.open(configuration, program));
            signal.await();
            output.say("stopping");
            boolean clean = program.stop();
            if (screen.isPresent()) {
                screen.get().close();
            }
            return clean ? ExitStatus.DONE : ExitStatus.FAILED;
        }
    }

    private HubConfiguration configuration(Optional<Path> argument) throws StartException {
        HubConfiguration configured = files.configuration(argument);
        HubConfiguration withPort = port == null ? configured : configured.withPort(port);
        return hidden ? withPort.hidden() : withPort;
    }

    private boolean asks() {
        boolean wanted = ask == null ? HubScreen.isTerminal() : ask;
        return wanted && output.isForPeople();
    }

    private void print(HubEvent event) {
        output.tell(EventText.json(event));
        output.say(EventText.line(event));
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
