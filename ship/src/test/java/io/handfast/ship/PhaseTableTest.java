// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Frame;
import io.handfast.engine.Role;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.Pipe;
import io.handfast.testkit.PipeChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every kind of message does in every phase: the failure's code and what the peer is told. The sources are
 * SHIP 13.4.3 to 13.4.7 and what ship-go does where the specification is silent.
 */
class PhaseTableTest {
    /** Phases: cmi of client and server, hello ready and pending, protocol 22 of the client, 20 and 21 of the server. */
    private static final String TABLE = """
            message          cmi-c    cmi-s    ready    pending  22       20       21       pin      access   data
            init             on       on       abort    abort    error2   error2   error2   pin      access   -
            ready            cmi      cmi      on       -        error2   error2   error2   pin      access   -
            pending          cmi      cmi      -        -        error2   error2   error2   pin      access   -
            ask-for-more     cmi      cmi      grant    grant    error2   error2   error2   pin      access   -
            aborted          cmi      cmi      denied   denied   error2   error2   error2   pin      access   -
            announceMax      cmi      cmi      abort    abort    error3   on       error3   pin      access   -
            select           cmi      cmi      abort    abort    on       error2   on       pin      access   -
            error            cmi      cmi      abort    abort    remote   remote   remote   pin      access   -
            error-no-root    cmi      cmi      abort    abort    remote   remote   remote   pin      access   -
            pin-none         cmi      cmi      abort    abort    error2   error2   error2   on       access   -
            pin-required     cmi      cmi      abort    abort    error2   error2   error2   wanted   access   -
            pin-optional     cmi      cmi      abort    abort    error2   error2   error2   on       access   -
            pin-ok           cmi      cmi      abort    abort    error2   error2   error2   on       access   -
            pin-input        cmi      cmi      abort    abort    error2   error2   error2   pin      access   -
            pin-error        cmi      cmi      abort    abort    error2   error2   error2   pin      access   -
            access-request   cmi      cmi      abort    abort    error2   error2   error2   pin      answer   answer
            access           cmi      cmi      abort    abort    error2   error2   error2   pin      on       -
            access-no-id     cmi      cmi      abort    abort    error2   error2   error2   pin      access   -
            data             cmi      cmi      -        -        -        -        -        -        -        -
            announce-end     cmi      cmi      confirm  confirm  confirm  confirm  confirm  confirm  confirm  confirm
            confirm-end      cmi      cmi      abort    abort    error2   error2   error2   pin      access   -
            unknown          cmi      cmi      abort    abort    error2   error2   error2   pin      -        -
            reserved-05      cmi      cmi      abort    abort    error2   error2   error2   pin      -        -
            reserved-ff      cmi      cmi      abort    abort    error2   error2   error2   pin      -        -
            malformed        cmi      cmi      abort    abort    error2   error2   error2   pin      access   -
            one-byte         cmi      cmi      abort    abort    error2   error2   error2   pin      access   -
            empty            cmi      cmi      abort    abort    error2   error2   error2   pin      access   -
            silence          cmi-t    cmi-t    abort-t  abort-t  error1   error1   error1   pin-t    access-t -
            end-of-stream    lost     lost     hello-x  hello-x  lost     lost     lost     lost     lost     lost
            close-4452       echo     echo     hello-d  hello-d  echo     echo     echo     echo     echo     echo
            close-4001       echo     echo     hello-e  hello-e  echo     echo     echo     echo     echo     echo
            close-4500       echo     echo     hello-e  hello-e  echo     echo     echo     echo     echo     echo
            """;

    private static final Map<String, byte[]> MESSAGES = Map.ofEntries(
            Map.entry("init", Wire.INIT),
            Map.entry("ready", Wire.READY),
            Map.entry("pending", Wire.PENDING),
            Map.entry("ask-for-more", Wire.ASK_FOR_MORE),
            Map.entry("aborted", Wire.ABORTED),
            Map.entry("announceMax", Wire.ANNOUNCE),
            Map.entry("select", Wire.SELECT),
            Map.entry("error", Wire.protocolError(2)),
            Map.entry("error-no-root", Wire.control("{'error':2}")),
            Map.entry("pin-none", Wire.PIN_NONE),
            Map.entry("pin-required", pinState("required", "ok")),
            Map.entry("pin-optional", pinState("optional", "ok")),
            Map.entry("pin-ok", Wire.control("{'connectionPinState':[{'pinState':'pinOk'}]}")),
            Map.entry("pin-input", Wire.control("{'connectionPinInput':[{'pin':'1234abcd'}]}")),
            Map.entry("pin-error", Wire.control("{'connectionPinError':[{'error':1}]}")),
            Map.entry("access-request", Wire.ACCESS_REQUEST),
            Map.entry("access", Wire.access("peer")),
            Map.entry("access-no-id", Wire.control("{'accessMethods':[{'dnsSd_mDns':[]}]}")),
            Map.entry("data", Wire.data("{'n':1}")),
            Map.entry("announce-end", Wire.GOODBYE),
            Map.entry("confirm-end", Wire.CONFIRM),
            Map.entry("unknown", Wire.control("{'something':[]}")),
            Map.entry("reserved-05", Wire.message(5, "{'something':[]}")),
            Map.entry("reserved-ff", new byte[] {(byte) 0xff, 1, 2, 3}),
            Map.entry("malformed", Wire.control("{'connectionHello':[{")),
            Map.entry("one-byte", new byte[] {1}),
            Map.entry("empty", new byte[0]));

    private static byte[] pinState(String state, String permission) {
        return Wire.control(
                "{'connectionPinState':[{'pinState':'" + state + "'},{'inputPermission':'" + permission + "'}]}");
    }

    /** What can become of a message. Times are from the message to the last word, in milliseconds. */
    enum Outcome {
        ON("on", "", 0),
        IGNORED("-", "", 0),
        GRANT("grant", "", 0),
        ANSWER("answer", "", 0),
        INVALID("cmi", "ship.cmi.invalid", 0, "close 4001"),
        CMI_TIMEOUT("cmi-t", "ship.cmi.timeout", 10_000, "close 4001"),
        ABORT("abort", "ship.hello.unexpected", 1000, Wire.shown(Wire.ABORTED), "close 4452"),
        ABORT_TIMEOUT("abort-t", "ship.hello.timeout", 61_000, Wire.shown(Wire.ABORTED), "close 4452"),
        DENIED("denied", "ship.hello.remote-denied", 1000, "close 4452"),
        ERROR_1("error1", "ship.protocol.timeout", 10_000, Wire.shown(Wire.protocolError(1)), "close 4001"),
        ERROR_2("error2", "ship.protocol.unexpected", 0, Wire.shown(Wire.protocolError(2)), "close 4001"),
        ERROR_3("error3", "ship.protocol.mismatch", 0, Wire.shown(Wire.protocolError(3)), "close 4001"),
        REMOTE_ERROR("remote", "ship.protocol.remote-error", 0),
        PIN("pin", "ship.pin.unexpected", 0, "close 4001"),
        PIN_WANTED("wanted", "ship.pin.wanted", 0, "close 4001"),
        PIN_TIMEOUT("pin-t", "ship.pin.timeout", 10_000, "close 4001"),
        ACCESS("access", "ship.access.malformed", 0, "close 4001"),
        ACCESS_TIMEOUT("access-t", "ship.access.timeout", 10_000, "close 4001"),
        CONFIRM("confirm", "ship.close.announced", 500, Wire.shown(Wire.CONFIRM), "close 4001"),
        LOST("lost", "net.ended-by-peer", 0),
        ECHO("echo", "net.ended-by-peer", 0, "close *"),
        HELLO_ENDED("hello-x", "ship.hello.closed", 0),
        HELLO_CLOSED("hello-e", "ship.hello.closed", 0, "close *"),
        HELLO_DENIED("hello-d", "ship.hello.remote-denied", 0, "close *");

        private final String name;
        private final String code;
        private final Duration after;

        @SuppressWarnings("ImmutableEnumChecker") // List.of
        private final List<String> words;

        Outcome(String name, String code, int afterMillis, String... words) {
            this.name = name;
            this.code = code;
            this.after = Duration.ofMillis(afterMillis);
            this.words = List.of(words);
        }

        static Outcome of(String name) {
            return Arrays.stream(values())
                    .filter(outcome -> outcome.name.equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(name));
        }
    }

    record Cell(String message, String phase, Role ours, Outcome outcome) {
        @Override
        public String toString() {
            return message + " in " + phase + " as " + ours + ": " + outcome;
        }
    }

    static Stream<Cell> cells() {
        List<String> lines = TABLE.lines().toList();
        String[] phases = lines.getFirst().split(" +", -1);
        List<Cell> cells = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split(" +", -1);
            for (int i = 1; i < row.length; i++) {
                for (Role ours : roles(phases[i])) {
                    cells.add(new Cell(row[0], phases[i], ours, Outcome.of(row[i])));
                }
            }
        }
        assertThat(cells).hasSize(32 * 15);
        return cells.stream();
    }

    private static Role[] roles(String phase) {
        return switch (phase) {
            case "cmi-c", "22" -> new Role[] {Role.CLIENT};
            case "cmi-s", "20", "21" -> new Role[] {Role.SERVER};
            default -> Role.values();
        };
    }

    private static void prelude(ShipScene scene, Cell cell) throws Exception {
        switch (cell.phase()) {
            case "cmi-c" -> scene.peerOf(cell.ours()).expect(Wire.INIT);
            case "cmi-s" -> {}
            case "ready" -> Handshakes.upToHello(scene, cell.ours()).expect(Wire.READY);
            case "pending" -> Handshakes.upToHello(scene, cell.ours()).expect(Wire.PENDING);
            case "22" -> Handshakes.upToProtocol(scene, cell.ours()).expect(Wire.ANNOUNCE);
            case "20" -> Handshakes.upToProtocol(scene, cell.ours());
            case "21" -> Handshakes.upToConfirm(scene);
            case "pin" -> Handshakes.upToPin(scene, cell.ours()).expect(Wire.PIN_NONE);
            case "access" -> Handshakes.upToAccess(scene, cell.ours()).expect(Wire.ACCESS_REQUEST);
            case "data" -> Handshakes.upToData(scene, cell.ours());
            default -> throw new IllegalArgumentException(cell.phase());
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void givenPhase_whenMessageComes_thenItsOutcome(Cell cell) throws Exception {
        ShipScene.play(scene -> {
            Trust trust = cell.phase().equals("pending") ? Trust.UNDECIDED : Trust.TRUSTED;
            Side side = scene.side(Side.Setting.of(cell.ours()).with(trust)).start();
            prelude(scene, cell);
            Duration begin = scene.now();
            scene.pass(Duration.ofNanos(1)); // everybody has arrived in the phase
            int before = scene.said(cell.ours()).size();
            ShipPhase phase = side.handshake().phase();
            scene.mindManners(cell.ours());
            inject(scene, cell);
            Outcome outcome = cell.outcome();
            scene.pass(outcome.code.isEmpty() ? Duration.ofMillis(100) : Duration.ofSeconds(70));
            List<String> words = scene.said(cell.ours())
                    .subList(before, scene.said(cell.ours()).size());
            if (outcome.code.isEmpty()) {
                assertGoesOn(cell, side, phase, words);
            } else {
                assertThat(code(side)).isEqualTo(outcome.code);
                assertThat(words).isEqualTo(expectedWords(cell));
                Duration allowance =
                        Duration.ofMillis(cell.phase().equals("cmi-s") ? 20 : 0).plusNanos(1);
                assertThat(lastAt(scene, side, cell))
                        .isBetween(
                                begin.plus(outcome.after),
                                begin.plus(outcome.after).plus(allowance));
            }
            side.handshake().cancel();
        });
    }

    private static void inject(ShipScene scene, Cell cell) throws Exception {
        PipeChannel peer = scene.opposite(cell.ours());
        if (cell.message().equals("end-of-stream")) {
            peer.close();
        } else if (cell.message().startsWith("close-")) {
            ShipScene.send(peer, new Frame.Close(Integer.parseInt(cell.message().substring(6)), "a reason"));
        } else if (!cell.message().equals("silence")) {
            byte[] message = Optional.ofNullable(MESSAGES.get(cell.message())).orElseThrow();
            ShipScene.send(peer, new Frame.Message(message));
        }
    }

    private static String code(Side side) {
        if (side.complete()) {
            CloseReason reason = side.closed();
            return reason.failure()
                    .map(failure -> failure.code().code())
                    .orElse(reason.kind() == CloseReason.Kind.ANNOUNCED_BY_PEER ? "ship.close.announced" : "none");
        }
        return side.failure().code().code();
    }

    private static List<String> expectedWords(Cell cell) {
        List<String> words = new ArrayList<>();
        if (cell.phase().equals("cmi-s") && cell.outcome() == Outcome.INVALID) {
            words.add(Wire.shown(Wire.INIT)); // official cases CMI_001 and CMI_005
        }
        cell.outcome()
                .words
                .forEach(
                        word -> words.add(word.replace("close *", cell.message().replace('-', ' '))));
        return words;
    }

    /** When the last word was said; when it was over, if there is none. */
    private static Duration lastAt(ShipScene scene, Side side, Cell cell) {
        List<Pipe.Sent> said = scene.sent().stream()
                .filter(sent -> sent.from() == cell.ours() && sent.frame() instanceof Frame.Close)
                .toList();
        return said.isEmpty() ? side.overAt() : said.getLast().at();
    }

    private static void assertGoesOn(Cell cell, Side side, ShipPhase before, List<String> words) {
        assertThat(side.over()).isFalse();
        if (cell.outcome() == Outcome.ON) {
            assertThat(side.handshake().phase().number()).isGreaterThan(before.number());
            return;
        }
        assertThat(side.handshake().phase()).isEqualTo(before);
        String id = cell.ours() == Role.CLIENT ? "client-1" : "server-1";
        switch (cell.outcome()) {
            case GRANT ->
                assertThat(words)
                        .containsExactly(
                                Wire.shown(cell.phase().equals("ready") ? Wire.ready(120_000) : Wire.pending(120_000)));
            case ANSWER -> assertThat(words).containsExactly(Wire.shown(Wire.access(id)));
            default -> assertThat(words).isEmpty();
        }
        assertThat(side.received().size())
                .isEqualTo(cell.message().equals("data") && cell.phase().equals("data") ? 1 : 0);
    }
}
