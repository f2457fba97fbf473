// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Frame;
import io.handfast.engine.Role;
import io.handfast.ship.message.Pin;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.ScriptedPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every transition of the PIN phase, SHIP 13.4.4.3, in both roles. A row is a dialogue as the peer sees it:
 *
 * <ul>
 *   <li>{@code <x} the peer says x, {@code >x} it hears x, {@code >x@10..15} it hears x after so many seconds;
 *   <li>{@code +5} it hears nothing for five seconds;
 *   <li>{@code !7} our user enters the PIN 77777777; {@code early} before the phase begins;
 *   <li>at the end {@code data}: the handshake goes on to its end; or the failure's code.
 * </ul>
 *
 * Our side demands PIN 11111111 and knows 22222222, where a row says so; a probe has no user. What follows {@code =} are ship-go's numbers
 * of the states from 26 on.
 */
class PinPhaseTest {
    private static final String ASKED = """
            nobody wants one        |          | >none <none data = 26 27 31 36 37 38
            pinOk without input     |          | >none <ok data = 26 27 31 36 37 38
            silence                 |          | >none +9 >close@1..1 ship.pin.timeout = 26 27 39
            given at once           | knows    | >none <required >pin:2 <ok data = 26 27 32 33 35 31 36 37 38
            no permission told      | knows    | >none <required-alone >pin:2 <ok data = 26 27 32 33 35 31 36 37 38
            busy at first           | knows    | >none <required-busy +80 <required >pin:2 <ok data = 26 27 32 33 33 35 31 36 37 38
            busy for too long       | knows    | >none <required-busy +99 >close@1..1 ship.pin.timeout = 26 27 32 33 39
            no answer to the PIN    | knows    | >none <required >pin:2 +9 >close@1..1 ship.pin.timeout = 26 27 32 33 39
            said twice              |          | >none <required +60 <required +60 !7 >pin:7 <ok data = 26 27 32 32 32 33 35 31 36 37 38
            typed by the user       |          | >none <required +300 !7 >pin:7 <ok data = 26 27 32 32 33 35 31 36 37 38
            typed before the phase  | early    | >none <required >pin:7 <ok data = 26 27 32 33 35 31 36 37 38
            typed before it is told |          | >none !7 <required >pin:7 <ok data = 26 27 32 33 35 31 36 37 38
            typed while busy        |          | >none <required-busy +1 !7 +60 <required >pin:7 <ok data = 26 27 32 33 33 35 31 36 37 38
            typed for nothing       | early    | >none !7 <none data = 26 27 31 36 37 38
            nobody types            |          | >none <required +7199 >close@1..1 ship.pin.wanted = 26 27 32 32 39
            nobody types, busy twice|          | >none <required-busy +60 <required +10 <required-busy +60 <required +7069 >close@1..1 ship.pin.wanted = 26 27 32 33 32 33 32 39
            no user: a probe        | probe    | >none <required >close@0..0 ship.pin.wanted = 26 27 32 32 39
            no user, busy           | probe    | >none <required-busy +1 <required >close@0..0 ship.pin.wanted = 26 27 32 33 32 39
            no user, but known      | probe knows | >none <required >pin:2 +9 <ok data = 26 27 32 33 35 31 36 37 38
            wrong, typed again      | knows    | >none <required >pin:2 <error +600 !7 >pin:7 <ok data = 26 27 32 33 32 33 35 31 36 37 38
            wrong, nobody types     | knows    | >none <required >pin:2 <error +7199 >close@1..1 ship.pin.wrong = 26 27 32 33 32 39
            wrong, then busy        | knows    | >none <required >pin:2 <error <required-busy +1 !7 +12 <required >pin:7 <ok data = 26 27 32 33 32 33 33 35 31 36 37 38
            typed while judged      | knows    | >none <required >pin:2 !7 +1 <error >pin:7 <ok data = 26 27 32 33 33 35 31 36 37 38
            typed and not needed    | knows    | >none <required >pin:2 !7 +1 <ok data = 26 27 32 33 35 31 36 37 38
            not judged: busy crossed| knows    | >none <required >pin:2 <required-busy +70 <required >pin:2 <ok data = 26 27 32 33 33 33 35 31 36 37 38
            a busy peer's error     | knows    | >none <required >pin:2 <required-busy <error +70 <required >pin:2 <ok data = 26 27 32 33 33 33 35 31 36 37 38
            ok again while judged   | knows    | >none <required >pin:2 <required +5 <ok data = 26 27 32 33 35 31 36 37 38
            busy for ever           | knows    | >none <required-busy 73*(+99,<required-busy) +72 >close@1..1 ship.pin.timeout
            the same one again      | knows    | >none <required >pin:2 !2 +1 <error +5 !7 >pin:7 <ok data = 26 27 32 33 32 33 35 31 36 37 38
            wrong, and it goes      | knows    | >none <required >pin:2 <error <close ship.pin.wrong = 26 27 32 33 32 39
            it goes without a word  | knows    | >none <required >pin:2 <close net.ended-by-peer = 26 27 32 33 39
            it changes its mind     |          | >none <required +60 <none data = 26 27 32 32 35 31 36 37 38
            it becomes optional     |          | >none <required +60 <optional data = 26 27 32 32 34 31 36 37 38
            it becomes required     | knows    | >none <required-busy <optional-busy data = 26 27 32 33 34 31 36 37 38
            optional, not known     |          | >none <optional data = 26 27 32 34 31 36 37 38
            optional, given         | knows    | >none <optional >pin:2 >request <ok <access ended = 26 27 32 33 31 36 37 38
            optional, busy          | knows    | >none <optional-busy data = 26 27 32 34 31 36 37 38
            input not asked for     |          | >none <pin:1 >close ship.pin.unexpected = 26 27 39
            error not asked for     |          | >none <error >close ship.pin.unexpected = 26 27 39
            not a PIN state         |          | >none <ready >close ship.pin.unexpected = 26 27 39
            """;

    private static final String DEMANDED = """
            right                   | required | >required <none <pin:1 >ok data = 26 27 31 36 37 38
            upper or lower case     | letters  | >required <none <pin:ABCDEFab >ok data = 26 27 31 36 37 38
            leading zeros           | required | >required <none <pin:0011111111 >ok data = 26 27 31 36 37 38
            before its own state    | required | >required <pin:1 >ok <none data = 26 27 31 36 37 38
            after a while           | required | >required <none +3600 <pin:1 >ok data = 26 27 31 36 37 38
            two wrong, then right   | required | >required <none <pin:3 >error <pin:4 >error <pin:1 >ok data = 26 27 28 27 28 27 31 36 37 38
            third wrong             | required | >required <none <pin:3 >error <pin:3 >error <pin:3 >error >required-busy@0..0 >required@10..15 <pin:1 >ok data = 26 27 28 27 28 27 28 29 30 27 31 36 37 38
            right while busy        | required | >required <none 2*(<pin:3,>error) <pin:3 >error >required-busy <pin:1 +9 >required@1..6 <pin:1 >ok data = 26 27 28 27 28 27 28 29 30 27 31 36 37 38
            sixth wrong             | required | >required <none 2*(<pin:3,>error) 3*(<pin:3,>error,>required-busy,>required@10..15) <pin:3 >error >required-busy >required@60..90 <pin:1 >ok data
            seventh wrong           | required | >required <none 2*(<pin:3,>error) 3*(<pin:3,>error,>required-busy,>required@10..15) 2*(<pin:3,>error,>required-busy,>required@60..90) <pin:1 >ok data
            never                   | required | >required <none +7199 >close@1..1 ship.pin.not-given = 26 27 39
            never, its state too    | required | >required +9 >close@1..1 ship.pin.timeout = 26 27 39
            it goes                 | required | >required <none <close ship.pin.not-given = 26 27 39
            seven digits            | required | >required <none <pin:1111111 >close ship.pin.unexpected = 26 27 39
            request before the PIN  | required | >required <none <request >close ship.pin.unexpected = 26 27 39
            state said twice        | required | >required <none <none >close ship.pin.unexpected = 26 27 39
            optional, not given     | optional | >optional <none data = 26 27 36 37 38
            optional, given         | optional | >optional <pin:1 >ok <none data = 26 27 31 36 37 38
            optional, wrong         | optional | >optional <pin:3 >error <none data = 26 27 28 27 36 37 38
            both, ours first        | required knows | >required <required >pin:2 <ok <pin:1 >ok data = 26 27 32 33 35 31 36 37 38
            both, theirs first      | required knows | >required <required >pin:2 <pin:1 >ok <ok data = 26 27 32 33 31 35 36 37 38
            both, at once           | required knows | >required <pin:1 >ok <required >pin:2 <ok data = 26 27 31 32 33 35 36 37 38
            both, theirs wrong      | required knows | >required <required >pin:2 <pin:3 >error <error +1 !7 >pin:7 <pin:1 >ok <ok data = 26 27 32 33 28 27 32 33 31 35 36 37 38
            optional of us, unheard | required knows | >required <optional >pin:2 +600 <pin:1 >ok data = 26 27 32 33 34 31 36 37 38
            optional of us, late    | required knows | >required <optional >pin:2 +600 <optional >pin:2 <ok <pin:1 >ok data = 26 27 32 33 34 33 35 31 36 37 38
            both optional           | optional knows | >optional <optional >pin:2 >request <pin:1 >ok <ok <access ended = 26 27 32 33 36 37 38
            """;

    record Row(String title, String setting, List<String> script, String end, Optional<String> states, Role ours) {
        @Override
        public String toString() {
            return title + " as " + ours;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(ASKED, DEMANDED)
                .flatMap(String::lines)
                .flatMap(line -> Stream.of(Role.values()).map(ours -> row(line, ours)));
    }

    private static Row row(String line, Role ours) {
        String[] parts = line.split("\\|", -1);
        String[] told = parts[2].split(" = ", -1);
        List<String> script = new ArrayList<>();
        for (String word : told[0].strip().split(" +", -1)) {
            int times = word.indexOf("*(");
            if (times < 0) {
                script.add(word);
            } else {
                List<String> again =
                        List.of(word.substring(times + 2, word.length() - 1).split(",", -1));
                for (int i = Integer.parseInt(word.substring(0, times)); i > 0; i--) {
                    script.addAll(again);
                }
            }
        }
        return new Row(
                parts[0].strip(),
                parts[1].strip(),
                List.copyOf(script.subList(0, script.size() - 1)),
                script.getLast(),
                told.length > 1 ? Optional.of(told[1].strip()) : Optional.empty(),
                ours);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void givenPins_whenTheDialogueGoesLikeThis_thenItsEnd(Row row) throws Exception {
        List<Side> sides = new ArrayList<>();
        ShipScene.play(scene -> {
            Side side = scene.side(Side.Setting.of(row.ours())
                    .with(terms(row.setting(), scene))
                    .with(ShipTimers.usual()
                            .withPairingWindow(row.setting().contains("probe") ? Duration.ZERO : Duration.ofHours(2))));
            sides.add(side);
            if (row.setting().contains("early")) {
                enter(side, "7");
            }
            side.start();
            Handshakes.upToPin(scene, row.ours());
            ScriptedPeer peer = new ScriptedPeer(scene.opposite(row.ours()), scene.time(), Duration.ofHours(3));
            for (String step : row.script()) {
                play(step, scene, side, peer);
            }
            end(row, scene, side, peer);
        });
        Side side = sides.getFirst();
        row.states().ifPresent(states -> assertThat(statesFromPin(side)).isEqualTo(states));
    }

    private static PinTerms terms(String setting, ShipScene scene) {
        PinLedger ledger = new PinPenalties(scene.time(), scene.environment().entropy());
        PinTerms terms = setting.contains("knows") ? PinTerms.NONE.giving(pin("2")) : PinTerms.NONE;
        if (setting.contains("letters")) {
            return terms.demanding(new PinDemand(true, pin("abcdefAB"), ledger));
        }
        if (setting.contains("required")) {
            return terms.demanding(new PinDemand(true, pin("1"), ledger));
        }
        return setting.contains("optional") ? terms.demanding(new PinDemand(false, pin("1"), ledger)) : terms;
    }

    private static Pin pin(String text) {
        return new Pin(digits(text));
    }

    /** One digit stands for eight. */
    private static String digits(String text) {
        return text.length() == 1 ? text.repeat(8) : text;
    }

    private static void enter(Side side, String text) {
        Pin entered = pin(text);
        side.handshake().enterPin(entered);
        entered.wipe(); // ours is ours: the handshake has a copy
    }

    private static void play(String step, ShipScene scene, Side side, ScriptedPeer peer) throws Exception {
        String what = step.substring(1);
        switch (step.charAt(0)) {
            case '<' -> {
                if (what.equals("close")) {
                    peer.send(new Frame.Close(4001, "no PIN here"));
                } else {
                    peer.send(message(what));
                }
            }
            case '>' -> hear(what, scene, peer);
            case '+' -> peer.expectNothing(Duration.ofSeconds(Long.parseLong(what)));
            case '!' -> enter(side, what);
            default -> throw new IllegalArgumentException(step);
        }
    }

    private static void hear(String what, ShipScene scene, ScriptedPeer peer) throws Exception {
        Duration before = scene.now();
        String[] parts = what.split("@", -1);
        if (parts[0].equals("close")) {
            peer.expectClose(4001);
        } else {
            peer.expect(message(parts[0]));
        }
        if (parts.length > 1) {
            String[] range = parts[1].split("\\.\\.", -1);
            assertThat(scene.now().minus(before))
                    .as(what)
                    .isBetween(
                            Duration.ofSeconds(Long.parseLong(range[0])), Duration.ofSeconds(Long.parseLong(range[1])));
        }
    }

    private static byte[] message(String name) {
        if (name.startsWith("pin:")) {
            return Wire.pinInput(digits(name.substring(4)));
        }
        return switch (name) {
            case "none" -> Wire.PIN_NONE;
            case "ok" -> Wire.PIN_OK;
            case "error" -> Wire.PIN_ERROR;
            case "required" -> Wire.pinState("required", "ok");
            case "required-busy" -> Wire.pinState("required", "busy");
            case "required-alone" -> Wire.control("{'connectionPinState':[{'pinState':'required'}]}");
            case "optional" -> Wire.pinState("optional", "ok");
            case "optional-busy" -> Wire.pinState("optional", "busy");
            case "request" -> Wire.ACCESS_REQUEST;
            case "access" -> Wire.access("peer");
            case "ready" -> Wire.READY;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void end(Row row, ShipScene scene, Side side, ScriptedPeer peer) throws Exception {
        if (row.end().equals("data")) {
            peer.expect(Wire.ACCESS_REQUEST).send(Wire.access("peer"));
        }
        scene.pass(Duration.ofSeconds(3)); // more than the leave of a WebSocket takes
        if (row.end().equals("data") || row.end().equals("ended")) {
            assertThat(side.connection().shipId()).isEqualTo("peer");
            side.connection().cancel();
        } else {
            assertThat(side.failure().code().code()).isEqualTo(row.end());
        }
        peer.close();
    }

    private static String statesFromPin(Side side) {
        return String.join(
                " ",
                side.numbers().stream()
                        .dropWhile(number -> number < 26)
                        .map(String::valueOf)
                        .toList());
    }
}
