// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.hub.app.HubConfiguration;
import io.handfast.hub.app.HubProgram;
import io.handfast.hub.app.LocalInterface;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.pairing.PairingEvent;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A hub on a terminal: who it is and where, then its {@link Dialogue}. */
final class HubScreen {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Output output;
    private final Environment environment;
    private final Dialogue dialogue;
    private final Scope showing;
    /** Nobody waits for its thread: what a terminal's line is awaited with cannot be freed, and ends with the process. */
    private final Scope typing;

    HubScreen(Output output, Environment environment, Runnable quit) {
        this.output = output;
        this.environment = environment;
        this.dialogue = new Dialogue(System.out, isTerminal() && !isDumb(), environment.time(), quit);
        this.showing = new Scope("screen", environment.time());
        this.typing = new Scope("stdin", environment.time());
    }

    /** Whether a person sits at both ends of this process. */
    static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    private static boolean isDumb() {
        return System.getenv().getOrDefault("TERM", "dumb").equals("dumb");
    }

    boolean isListening() {
        return dialogue.isListening();
    }

    void told(HubEvent event) {
        dialogue.told(event);
    }

    void told(PairingEvent event) {
        dialogue.told(event);
    }

    void open(HubConfiguration configuration, HubProgram program) {
        String qr = Identities.qrText(configuration, program.identity());
        if (isTerminal() && !isDumb() && drawsBlocks()) {
            QrPicture.lines(qr).forEach(output::say);
        }
        output.say("QR text " + qr);
        output.say("SKI     " + TrustQuestion.grouped(program.identity().node().ski()));
        addresses(program.hub().port()).forEach(output::say);
        if (program.pairing().isRunning() && program.pairing().role().listens()) {
            output.say("pairing handfast hub qr --secret shows the code with which nobody is asked");
        }
        output.say("type status or quit; devices that want to be trusted are asked about here");
        showing.start("dialogue", () -> dialogue.run(HubDesk.of(program)));
        typing.start(
                "lines",
                () -> dialogue.read(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))));
    }

    private static boolean drawsBlocks() {
        return System.getProperty("stdout.encoding", "")
                .toUpperCase(Locale.ROOT)
                .startsWith("UTF");
    }

    private static List<String> addresses(int port) {
        try {
            return LocalInterface.all().stream()
                    .flatMap(nic -> nic.reachable().stream().map(address -> line(nic, address, port)))
                    .toList();
        } catch (IOException e) {
            return List.of("the addresses of this machine cannot be listed: " + e.getMessage());
        }
    }

    private static String line(LocalInterface nic, String address, int port) {
        String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
        return "at      " + host + ":" + port + " (" + nic.name() + ")";
    }

    /** Shows the last events. */
    void close() throws InterruptedException {
        dialogue.end();
        showing.join(environment.time().in(PATIENCE));
    }
}
