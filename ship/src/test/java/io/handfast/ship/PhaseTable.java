// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import io.handfast.engine.Role;
import io.handfast.ship.scene.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What every kind of message does in every phase: the failure's code and what the peer is told. The sources are
 * SHIP 13.4.3 to 13.4.7 and what ship-go does where the specification is silent.
 */
final class PhaseTable {
    /**
     * Phases: cmi of client and server, hello ready and pending, protocol 22 of the client, 20 and 21 of the server;
     * pin when no PIN is demanded here and the peer has said nothing; 27 when a PIN is demanded here and the peer wants
     * none, 30 when it has earned a penalty; 32 when the peer demands a PIN that nobody knows, 33 when it judges ours,
     * busy-33 when it takes none now; access; data; and the last two with optional PINs open both ways.
     *
     * <p>Messages: {@code +ok} is an inputPermission where none belongs, a {@code -} at the end is none where one
     * belongs: both are forgiven, as openeebus does (13.4.4.3 says SHALL).
     */
    private static final String TABLE = """
            message        cmi-c cmi-s ready   pending 22      20      21      pin     pin-27    pin-30    ask-32  ask-33  busy-33 access   access-r data    data-r
            init           on    on    abort   abort   error2  error2  error2  pin     pin       pin       pin     pin     pin     access   access   -       -
            ready          cmi   cmi   on      -       error2  error2  error2  pin     pin       pin       pin     pin     pin     access   access   -       -
            pending        cmi   cmi   -       -       error2  error2  error2  pin     pin       pin       pin     pin     pin     access   access   -       -
            ask-for-more   cmi   cmi   grant   grant   error2  error2  error2  pin     pin       pin       pin     pin     pin     access   access   -       -
            aborted        cmi   cmi   denied  denied  error2  error2  error2  pin     pin       pin       pin     pin     pin     access   access   -       -
            announceMax    cmi   cmi   abort   abort   error3  on      error3  pin     pin       pin       pin     pin     pin     access   access   -       -
            select         cmi   cmi   abort   abort   on      error2  on      pin     pin       pin       pin     pin     pin     access   access   -       -
            error          cmi   cmi   abort   abort   remote  remote  remote  pin     pin       pin       pin     pin     pin     access   access   -       -
            error-no-root  cmi   cmi   abort   abort   remote  remote  remote  pin     pin       pin       pin     pin     pin     access   access   -       -
            pin-none       cmi   cmi   abort   abort   error2  error2  error2  on      pin       pin       on      on      on      access   -        -       -
            pin-none+ok    cmi   cmi   abort   abort   error2  error2  error2  on      pin       pin       on      on      on      access   -        -       -
            pin-ok         cmi   cmi   abort   abort   error2  error2  error2  on      pin       pin       on      on      on      access   -        -       -
            pin-ok+ok      cmi   cmi   abort   abort   error2  error2  error2  on      pin       pin       on      on      on      access   -        -       -
            pin-required   cmi   cmi   abort   abort   error2  error2  error2  ask     pin       pin       -       -       give    access   -        -       -
            pin-required-  cmi   cmi   abort   abort   error2  error2  error2  ask     pin       pin       -       -       give    access   -        -       -
            pin-req+busy   cmi   cmi   abort   abort   error2  error2  error2  hold    pin       pin       hold    -       -       access   -        -       -
            pin-optional   cmi   cmi   abort   abort   error2  error2  error2  on      pin       pin       on      on      on      access   -        -       -
            pin-optional-  cmi   cmi   abort   abort   error2  error2  error2  on      pin       pin       on      on      on      access   -        -       -
            pin-opt+busy   cmi   cmi   abort   abort   error2  error2  error2  on      pin       pin       on      on      on      access   -        -       -
            pin-right      cmi   cmi   abort   abort   error2  error2  error2  pin     on        -         pin     pin     pin     access   taken    -       taken
            pin-wrong      cmi   cmi   abort   abort   error2  error2  error2  pin     wrong     -         pin     pin     pin     access   wrong    -       wrong
            pin-7-digits   cmi   cmi   abort   abort   error2  error2  error2  pin     pin       pin       pin     pin     pin     access   access   -       -
            pin-error      cmi   cmi   abort   abort   error2  error2  error2  pin     pin       pin       -       ask     -       access   -        -       -
            pin-error-0    cmi   cmi   abort   abort   error2  error2  error2  pin     pin       pin       -       ask     -       access   -        -       -
            access-request cmi   cmi   abort   abort   error2  error2  error2  pin     pin       pin       pin     pin     pin     answer   answer   answer  answer
            access         cmi   cmi   abort   abort   error2  error2  error2  pin     pin       pin       pin     pin     pin     on       on       -       -
            access-no-id   cmi   cmi   abort   abort   error2  error2  error2  pin     pin       pin       pin     pin     pin     access   access   -       -
            access-empty   cmi   cmi   abort   abort   error2  error2  error2  pin     pin       pin       pin     pin     pin     on       on       -       -
            data           cmi   cmi   -       -       -       -       -       -       -         -         -       -       -       -        -        -       -
            announce-end   cmi   cmi   confirm confirm confirm confirm confirm confirm confirm   confirm   confirm confirm confirm confirm  confirm  confirm confirm
            confirm-end    cmi   cmi   abort   abort   error2  error2  error2  pin     pin       pin       pin     pin     pin     access   access   -       -
            unknown        cmi   cmi   abort   abort   error2  error2  error2  pin     pin       pin       pin     pin     pin     -        -        -       -
            reserved-05    cmi   cmi   abort   abort   error2  error2  error2  pin     pin       pin       pin     pin     pin     -        -        -       -
            reserved-ff    cmi   cmi   abort   abort   error2  error2  error2  pin     pin       pin       pin     pin     pin     -        -        -       -
            malformed      cmi   cmi   abort   abort   error2  error2  error2  pin     pin       pin       pin     pin     pin     access   access   -       -
            one-byte       cmi   cmi   abort   abort   error2  error2  error2  pin     pin       pin       pin     pin     pin     access   access   -       -
            empty          cmi   cmi   abort   abort   error2  error2  error2  pin     pin       pin       pin     pin     pin     access   access   -       -
            silence        cmi-t cmi-t abort-t abort-t error1  error1  error1  pin-t   ungiven-t ungiven-b wanted  pin-t   busy-t  access-t access-t -       -
            end-of-stream  lost  lost  hello-x hello-x lost    lost    lost    lost    ungiven-x ungiven-x lost    lost    lost    lost     lost     lost    lost
            close-4452     echo  echo  hello-d hello-d echo    echo    echo    echo    ungiven-e ungiven-e echo    echo    echo    echo     echo     echo    echo
            close-4001     echo  echo  hello-e hello-e echo    echo    echo    echo    ungiven-e ungiven-e echo    echo    echo    echo     echo     echo    echo
            close-4500     echo  echo  hello-e hello-e echo    echo    echo    echo    ungiven-e ungiven-e echo    echo    echo    echo     echo     echo    echo
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
            Map.entry("pin-none+ok", Wire.pinState("none", "ok")),
            Map.entry("pin-ok", Wire.PIN_OK),
            Map.entry("pin-ok+ok", Wire.pinState("pinOk", "ok")),
            Map.entry("pin-required", Wire.pinState("required", "ok")),
            Map.entry("pin-required-", Wire.control("{'connectionPinState':[{'pinState':'required'}]}")),
            Map.entry("pin-req+busy", Wire.pinState("required", "busy")),
            Map.entry("pin-optional", Wire.pinState("optional", "ok")),
            Map.entry("pin-optional-", Wire.control("{'connectionPinState':[{'pinState':'optional'}]}")),
            Map.entry("pin-opt+busy", Wire.pinState("optional", "busy")),
            Map.entry("pin-right", Wire.pinInput("11111111")),
            Map.entry("pin-wrong", Wire.pinInput("33333333")),
            Map.entry("pin-7-digits", Wire.pinInput("1111111")),
            Map.entry("pin-error", Wire.PIN_ERROR),
            Map.entry("pin-error-0", Wire.control("{'connectionPinError':[{'error':0}]}")),
            Map.entry("access-request", Wire.ACCESS_REQUEST),
            Map.entry("access", Wire.access("peer")),
            Map.entry("access-no-id", Wire.control("{'accessMethods':[{'dnsSd_mDns':[]}]}")),
            Map.entry("access-empty", Wire.access("")),
            Map.entry("data", Wire.data("{'n':1}")),
            Map.entry("announce-end", Wire.GOODBYE),
            Map.entry("confirm-end", Wire.CONFIRM),
            Map.entry("unknown", Wire.control("{'something':[]}")),
            Map.entry("reserved-05", Wire.message(5, "{'something':[]}")),
            Map.entry("reserved-ff", new byte[] {(byte) 0xff, 1, 2, 3}),
            Map.entry("malformed", Wire.control("{'connectionHello':[{")),
            Map.entry("one-byte", new byte[] {1}),
            Map.entry("empty", new byte[0]));

    /** What can become of a message. Times are from the message to the last word, in milliseconds. */
    enum Outcome {
        ON("on", "", 0),
        IGNORED("-", "", 0),
        GRANT("grant", "", 0),
        ANSWER("answer", "", 0),
        /** A PIN is wanted: the user is asked. */
        ASK("ask", "", 0),
        /** A PIN is wanted, but not now. */
        HOLD("hold", "", 0),
        GIVE("give", "", 0, Wire.shown(Wire.pinInput("22222222"))),
        TAKEN("taken", "", 0, Wire.shown(Wire.PIN_OK)),
        WRONG("wrong", "", 0, Wire.shown(Wire.PIN_ERROR)),
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
        PIN_WANTED("wanted", "ship.pin.wanted", 7_200_000, "close 4001"),
        PIN_NOT_GIVEN("ungiven-t", "ship.pin.not-given", 7_200_000, "close 4001"),
        PIN_NOT_GIVEN_BUSY(
                "ungiven-b",
                "ship.pin.not-given",
                7_200_000,
                Wire.shown(Wire.pinState("required", "ok")),
                "close 4001"),
        PIN_NOT_GIVEN_ENDED("ungiven-x", "ship.pin.not-given", 0),
        PIN_NOT_GIVEN_CLOSED("ungiven-e", "ship.pin.not-given", 0, "close *"),
        PIN_BUSY("busy-t", "ship.pin.timeout", 100_000, "close 4001"),
        PIN_TIMEOUT("pin-t", "ship.pin.timeout", 10_000, "close 4001"),
        ACCESS("access", "ship.access.malformed", 0, "close 4001"),
        ACCESS_TIMEOUT("access-t", "ship.access.timeout", 10_000, "close 4001"),
        CONFIRM("confirm", "ship.close.announced", 500, Wire.shown(Wire.CONFIRM), "close 4001"),
        LOST("lost", "net.ended-by-peer", 0),
        ECHO("echo", "net.ended-by-peer", 0, "close *"),
        HELLO_ENDED("hello-x", "ship.hello.closed", 0),
        HELLO_CLOSED("hello-e", "ship.hello.closed", 0, "close *"),
        HELLO_DENIED("hello-d", "ship.hello.remote-denied", 0, "close *");

        final String name;
        final String code;
        final Duration after;

        @SuppressWarnings("ImmutableEnumChecker") // List.of
        final List<String> words;

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

    /** One of the table. */
    record Cell(String message, String phase, Role ours, Outcome outcome) {
        /** The bytes, new ones each time, because their receiver may overwrite them; empty when it is no message. */
        Optional<byte[]> bytes() {
            return Optional.ofNullable(MESSAGES.get(message)).map(byte[]::clone);
        }

        @Override
        public String toString() {
            return message + " in " + phase + " as " + ours + ": " + outcome;
        }
    }

    private PhaseTable() {}

    /** The cells; the phases that both roles have appear twice. */
    static List<Cell> cells() {
        List<String> lines = TABLE.lines().toList();
        String[] phases = lines.getFirst().split(" +", -1);
        List<Cell> cells = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split(" +", -1);
            if (row.length != phases.length) {
                throw new IllegalArgumentException("not a cell for each phase: " + line);
            }
            for (int i = 1; i < row.length; i++) {
                for (Role ours : roles(phases[i])) {
                    cells.add(new Cell(row[0], phases[i], ours, Outcome.of(row[i])));
                }
            }
        }
        return cells;
    }

    private static Role[] roles(String phase) {
        return switch (phase) {
            case "cmi-c", "22" -> new Role[] {Role.CLIENT};
            case "cmi-s", "20", "21" -> new Role[] {Role.SERVER};
            default -> Role.values();
        };
    }

    /** For people: the table and what its words mean. */
    static String markdown() {
        StringBuilder text = new StringBuilder("# What every message does in every phase\n\n");
        List<String> lines = TABLE.lines().toList();
        lines.forEach(line -> {
            text.append("| ").append(String.join(" | ", line.split(" +", -1))).append(" |\n");
            if (line.equals(lines.getFirst())) {
                text.append("|---".repeat(line.split(" +", -1).length)).append("|\n");
            }
        });
        text.append(
                "\n| outcome | means | failure | after | said, type byte 01 unless shown |\n|---|---|---|---|---|\n");
        for (Outcome outcome : Outcome.values()) {
            text.append("| %s | %s | %s | %s s | %s |%n"
                    .formatted(
                            outcome.name,
                            outcome.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            outcome.code.isEmpty() ? "goes on" : outcome.code,
                            outcome.after.toMillis() / 1000.0,
                            outcome.words.isEmpty() ? "" : "`" + String.join("` `", outcome.words) + "`"));
        }
        return text.toString();
    }
}
