// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.Frame;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.hub.app.Behaviour;
import io.handfast.hub.app.HubOverLoopback;
import io.handfast.ship.LocalNode;
import io.handfast.ship.PinTerms;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.ShipHandshake;
import io.handfast.ship.Trust;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.message.Pin;
import io.handfast.testkit.Pipe;
import io.handfast.testkit.Replay;
import io.handfast.testkit.SeededEntropy;
import io.handfast.testkit.Transcript;
import io.handfast.testkit.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A hub's trace: what stands in it, what does not, and who can read it. */
class RecorderTest {
    /** As EEBusTracer recognises the lines of two kinds of logs. */
    private static final Pattern EEBUS_HUB = Pattern.compile(
            "^(\\d{4}-\\d{2}-\\d{2})\\s+(\\d{2}:\\d{2}:\\d{2})\\s+\\[(Send|Recv)]\\s+([0-9a-fA-F]{40})(.+)$");

    private static final Pattern EEBUS_GO = Pattern.compile(
            "^(?:(\\d+)\\s+)?\\[(\\d{2}:\\d{2}:\\d{2}\\.\\d{3})]\\s+(SEND|RECV)\\s+(?:to|from)\\s+(\\S+)\\s+MSG:\\s+(.+)$");

    @TempDir
    private Path folder;

    private Path trace() {
        return folder.resolve("trace.jsonl");
    }

    private static Frame.Message message(int type, String text) {
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[json.length + 1];
        bytes[0] = (byte) type;
        System.arraycopy(json, 0, bytes, 1, json.length);
        return new Frame.Message(bytes);
    }

    /** One real connection, from its first message to its end. */
    private TraceFile recorded(Behaviour behaviour, boolean payloads) throws Exception {
        Path file = Files.writeString(
                folder.resolve("config.json"),
                "{\"trace_file\": \"trace.jsonl\", \"trace_payloads\": " + payloads + "}");
        try (HubOverLoopback scene = new HubOverLoopback(folder).from(file).pairedWith(behaviour)) {
            scene.await(HubEvent.Kind.CONNECTED);
            scene.awaitData();
            scene.hub().disconnect(scene.deviceSki());
            scene.await(HubEvent.Kind.DISCONNECTED);
            scene.stopHub();
        }
        return TraceFile.read(trace());
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void givenAConnection_whenTraced_thenAllMessagesAreThereAndPayloadsWhenAskedFor(boolean payloads) throws Exception {
        List<String> lines = recorded(new Behaviour.Trusting(), payloads).as("eebus-hub");
        String text = String.join("\n", lines);
        assertThat(lines).allMatch(line -> EEBUS_HUB.matcher(line).matches());
        assertThat(text)
                .contains("connectionHello", "messageProtocolHandshake", "connectionPinState", "accessMethods")
                .contains("\"data\"", "connectionClose", "[Send] ", "[Recv] ");
        assertThat(text.contains("nodeManagementDetailedDiscoveryData")).isEqualTo(payloads);
        assertThat(text.contains("redacted")).isEqualTo(!payloads);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(trace())))
                .isEqualTo("rw-------");
    }

    @Test
    void givenATrace_whenExportedForEebusGo_thenThePayloadsOfDataAreThereAlone() throws Exception {
        List<String> lines = recorded(new Behaviour.Trusting(), true).as("eebus-go");
        assertThat(lines)
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(line -> EEBUS_GO.matcher(line).matches());
        assertThat(lines.getFirst()).startsWith("1 [").contains(" SEND to ship_", " MSG: {\"datagram\":");
        assertThat(lines).anyMatch(line -> line.contains(" RECV from ship_"));
    }

    /** The handshake of a real connection, played again: the same hub says the same. */
    @Test
    void givenATrace_whenReplayedByTheTestKit_thenOurHandshakeSaysWhatItSaidThen() throws Exception {
        Transcript transcript = Transcript.parse(
                recorded(new Behaviour.Trusting(), false).as("transcript").getFirst());
        assertThat(transcript.entries()).hasSizeGreaterThan(10);
        Transcript handshake = new Transcript(
                transcript.id(),
                transcript.entries().stream().takeWhile(entry -> !isData(entry)).toList());
        VirtualTime time = new VirtualTime();
        Pipe pipe = new Pipe(time);
        time.run(() -> {
            try (Environment environment = Environment.of(time, new SeededEntropy(1))) {
                Scope scope = new Scope("live", time);
                RemoteNode device = new RemoteNode(
                        Ski.parse(transcript.id().substring(0, 40)), Trust.TRUSTED, Optional.empty(), PinTerms.NONE);
                scope.start("handshake", () -> {
                    new ShipHandshake(
                                    pipe.client(),
                                    Role.CLIENT,
                                    new LocalNode(shipIdIn(handshake)),
                                    device,
                                    HubOverLoopback.PATIENT,
                                    environment,
                                    new Trace(time),
                                    scope)
                            .run();
                });
                new Replay(handshake, pipe.server(), time, Duration.ofSeconds(2)).run();
                scope.cancel();
                scope.join(time.in(Duration.ofSeconds(5)));
            }
        });
    }

    private static boolean isData(Transcript.Entry entry) {
        return entry.frame()
                .filter(frame -> frame instanceof Frame.Message(byte[] bytes) && bytes[0] == 2)
                .isPresent();
    }

    private static String shipIdIn(Transcript transcript) {
        return transcript.entries().stream()
                .filter(entry -> entry.direction() == Transcript.Direction.SEND)
                .flatMap(entry -> entry.frame().stream())
                .map(frame -> frame instanceof Frame.Message(byte[] bytes)
                        ? new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8)
                        : "")
                .filter(text -> text.startsWith("{\"accessMethods\":"))
                .map(text -> text.replaceAll(".*\"id\":\"([^\"]*)\".*", "$1"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void givenAPinThatIsSent_whenTraced_thenItIsNotThere() throws Exception {
        Behaviour demanding = new Behaviour.DemandingPin(new Pin("1234abcd"));
        Path file = Files.writeString(folder.resolve("config.json"), "{\"trace_file\": \"trace.jsonl\"}");
        try (HubOverLoopback scene = new HubOverLoopback(folder).from(file).pairedWith(demanding)) {
            scene.await(HubEvent.Kind.PIN_WANTED);
            scene.hub().enterPin(scene.deviceSki(), new Pin("1234abcd"));
            scene.await(HubEvent.Kind.CONNECTED);
        }
        assertThat(Files.readString(trace()))
                .contains("connectionPinInput", "00000000")
                .doesNotContainIgnoringCase("1234abcd");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'connectionPinInput':[{'pin':'1234abcd'}]}   | {'connectionPinInput':[{'pin':'00000000'}]}",
                "{'connectionPinInput':[{'p\\u0069n':'1234'}]} | {'connectionPinInput':[{'pin':'00000000'}]}",
                "{'data':[{'header':[]},{'payload':{'a':1}}]}  |"
                        + " {'data':[{'header':[]},{'payload':{'redacted':'7 characters'}}]}",
                "{ 'accessMethods' : [] }                      | { 'accessMethods' : [] }"
            })
    void givenAMessage_whenWritten_thenItsSecretsAreNot(String message, String written) {
        String json = message.strip().replace('\'', '"');
        Frame.Message frame = message(1, json);
        assertThat(new Redaction(false).text(frame.bytes()))
                .contains(written.strip().replace('\'', '"'));
    }

    @Test
    void givenWhatIsNoJson_whenWritten_thenOnlyItsLengthIs() throws Exception {
        assertThat(new Redaction(true).text(message(1, "pin 1234abcd").bytes())).isEmpty();
        assertThat(new Redaction(true).text(new byte[0])).isEmpty();
    }
}
