// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Frame;
import io.handfast.engine.Role;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every member of every message absent, twice, of the wrong type, at its limit and one beyond. What becomes of it:
 * {@code on} is the next phase, {@code stays} is none, {@code delivered} is data for the application, everything else
 * the failure's code. Farewells and times are those of the {@link PhaseTable}.
 */
class BadInputTest {
    private static final String HELLO = """
            pending | connectionHello | ship.hello.unexpected | [] {} 1 'x' null [[]]
            pending | connectionHello | ship.hello.unexpected | [{'phase':'READY'}] [{'phase':''}] [{'phase':1}] [{'phase':null}] [{'phase':['ready']}]
            pending | connectionHello | ship.hello.unexpected | [{'phase':'ready'},{'phase':'ready'}] {'phase':'ready','phase':'ready'} [{'waiting':60000}]
            pending | connectionHello | stays | [{'phase':'ready'}] {'phase':'ready'} [{'phase':'ready'},{'waiting':null}] [{'waiting':0},{'phase':'ready'}]
            pending | connectionHello | stays | [{'phase':'ready'},{'waiting':0}] [{'phase':'ready'},{'waiting':1}] [{'phase':'ready'},{'waiting':4294967295}]
            pending | connectionHello | ship.hello.unexpected | [{'phase':'ready'},{'waiting':-1}] [{'phase':'ready'},{'waiting':4294967296}] [{'phase':'ready'},{'waiting':99999999999999999999}]
            pending | connectionHello | ship.hello.unexpected | [{'phase':'ready'},{'waiting':1.0}] [{'phase':'ready'},{'waiting':6e4}] [{'phase':'ready'},{'waiting':'60000'}] [{'phase':'ready'},{'waiting':true}]
            pending | connectionHello | ship.hello.unexpected | [{'phase':'ready'},{'waiting':[]}] [{'phase':'ready'},{'waiting':1},{'waiting':1}]
            pending | connectionHello | stays | [{'phase':'pending'},{'waiting':0}] [{'phase':'pending'},{'waiting':4294967295}] [{'phase':'pending'}]
            pending | connectionHello | stays | [{'phase':'pending'},{'prolongationRequest':false}] [{'phase':'pending'},{'prolongationRequest':null}] [{'phase':'pending'},{'prolongationRequest':true},{'waiting':0}]
            pending | connectionHello | ship.hello.unexpected | [{'phase':'pending'},{'prolongationRequest':1}] [{'phase':'pending'},{'prolongationRequest':'true'}] [{'phase':'pending'},{'prolongationRequest':true},{'prolongationRequest':true}]
            ready   | connectionHello | on    | [{'phase':'ready'},{'waiting':0}] [{'phase':'ready'},{'waiting':4294967295}] [{'phase':'ready'},{'new':[{'in':[1]}]}]
            ready   | connectionHello | stays | [{'phase':'pending'},{'waiting':0}] [{'phase':'pending'},{'waiting':4294967295}]
            ready   | connectionHello | ship.hello.unexpected | [{'phase':'pending'},{'waiting':-1}] [{'phase':'pending'},{'waiting':4294967296}]
            ready   | connectionHello | ship.hello.remote-denied | [{'phase':'aborted'}] [{'phase':'aborted'},{'waiting':0}]
            """;

    private static final String PROTOCOL = """
            20 | messageProtocolHandshake | ship.protocol.unexpected | [] 1 null [{'handshakeType':'announceMax'}] [V,F] [T,F] [T,V]
            20 | messageProtocolHandshake | ship.protocol.unexpected | [T,T,V,F] [T,V,V,F] [T,V,F,F] [{'handshakeType':'AnnounceMax'},V,F] [{'handshakeType':1},V,F] [{'handshakeType':null},V,F]
            20 | messageProtocolHandshake | ship.protocol.unexpected | [T,{'version':1},F] [T,{'version':[]},F] [T,{'version':[{'major':1}]},F] [T,{'version':[{'minor':0}]},F] [T,{'version':[{'major':1},{'major':1},{'minor':0}]},F]
            20 | messageProtocolHandshake | ship.protocol.unexpected | [T,{'version':[{'major':256},{'minor':0}]},F] [T,{'version':[{'major':-1},{'minor':0}]},F] [T,{'version':[{'major':'1'},{'minor':0}]},F]
            20 | messageProtocolHandshake | ship.protocol.unexpected | [T,{'version':[{'major':1},{'minor':256}]},F] [T,{'version':[{'major':1},{'minor':-1}]},F] [T,{'version':[{'major':1.0},{'minor':0}]},F]
            20 | messageProtocolHandshake | ship.protocol.unexpected | [T,V,{'formats':1}] [T,V,{'formats':[{'format':'JSON-UTF8'}]}] [T,V,{'formats':[{'format':[1]}]}] [T,V,{'formats':[{'format':['JSON-UTF8']},{'format':['JSON-UTF8']}]}]
            20 | messageProtocolHandshake | ship.protocol.mismatch | [T,{'version':[{'major':0},{'minor':255}]},F] [T,V,{'formats':[]}] [T,V,{'formats':[{'format':[]}]}] [T,V,{'formats':[{'format':null}]}] [T,V,{'formats':[{'format':['json-utf8']}]}]
            20 | messageProtocolHandshake | on | [T,V,F] [F,V,T] [T,{'version':[{'major':255},{'minor':255}]},F] [T,V,{'formats':[{'format':['X','JSON-UTF8','X']}]}]
            22 | messageProtocolHandshakeError | ship.protocol.remote-error | [{'error':0}] [{'error':1}] [{'error':2}] [{'error':3}] {'error':3}
            22 | messageProtocolHandshakeError | ship.protocol.unexpected | [] [{'error':4}] [{'error':-1}] [{'error':'1'}] [{'error':null}] [{'error':1},{'error':1}] 1
            22 | error | ship.protocol.remote-error | 0 3
            22 | error | ship.protocol.unexpected | 4 -1 '1' null []
            """;

    private static final String PIN = """
            pin | connectionPinState | ship.pin.unexpected | [] 1 [{'pinState':null}] [{'pinState':'NONE'}] [{'pinState':1}] [{'pinState':''}] [{'pinState':'none'},{'pinState':'none'}] [{'inputPermission':'ok'}]
            pin | connectionPinState | ship.pin.unexpected | [{'pinState':'none'},{'inputPermission':'OK'}] [{'pinState':'none'},{'inputPermission':1}] [{'pinState':'none'},{'inputPermission':'ok'},{'inputPermission':'ok'}]
            pin | connectionPinState | on | [{'pinState':'none'},{'inputPermission':null}] [{'inputPermission':'busy'},{'pinState':'none'}] {'pinState':'none','inputPermissionSpecified':false}
            pin-27 | connectionPinInput | ship.pin.unexpected | [] 1 [{'pin':null}] [{'pin':11111111}] [{'pin':''}] [{'pin':'1111111'}] [{'pin':'11111111111111111'}] [{'pin':'1111111g'}] [{'pin':'1111\\u00201111'}] [{'pin':'0x111111'}]
            pin-27 | connectionPinInput | ship.pin.unexpected | [{'pin':'11111111'},{'pin':'11111111'}] [{'pin':['11111111']}] [{'PIN':'11111111'}] [{'pin':'\\ud800\\ud800\\ud800\\ud800\\ud800\\ud800\\ud800\\ud800'}]
            pin-27 | connectionPinInput | stays | [{'pin':'22222222'}] [{'pin':'2222222222222222'}] [{'pin':'ffffffffffffffff'}]
            pin-27 | connectionPinInput | on | [{'pin':'11111111'}] [{'pin':'0000000011111111'}] {'pin':'11111111'} [{'more':1},{'pin':'\\u00311111111'}]
            ask-33 | connectionPinError | stays | [{'error':0}] [{'error':1}] {'error':1}
            ask-33 | connectionPinError | ship.pin.unexpected | [] 1 [{'error':2}] [{'error':-1}] [{'error':'1'}] [{'error':null}] [{'error':1},{'error':1}]
            """;

    private static final String ACCESS = """
            access | accessMethods | ship.access.malformed | [] 1 null [{'id':null}] [{'id':1}] [{'id':[]}] [{'id':'x'},{'id':'x'}] [{'ID':'x'}] [{'id':'\\ud800'}]
            access | accessMethods | ship.access.malformed | [{'id':'x'},{'dnsSd_mDns':1}] [{'id':'x'},{'dnsSd_mDns':''}] [{'id':'x'},{'dnsSd_mDns':true}] [{'id':'x'},{'dnsSd_mDns':[]},{'dnsSd_mDns':[]}]
            access | accessMethods | ship.access.malformed | [{'id':'x'},{'dns':1}] [{'id':'x'},{'dns':[]}] [{'id':'x'},{'dns':[{'uri':1}]}] [{'id':'x'},{'dns':[{'uri':'a'},{'uri':'a'}]}] [{'id':'x'},{'dns':'a'},{'dns':'a'}]
            access | accessMethods | on | [{'id':'x'}] [{'id':''}] [{'id':'x'},{'dnsSd_mDns':null},{'dns':null}] [{'dns':[{'uri':''}]},{'id':'x'}] [{'id':'x'},{'dns':'a'}] [{'id':'LONG'}]
            access | accessMethodsRequest | stays | [] {}
            access | accessMethodsRequest | ship.access.malformed | null 1 '' [{'x':1}] {'x':1}
            """;

    private static final String DATA = """
            data | data | stays | [] 1 null [H] [P] [H,H,P] [H,P,P] [H,{'payload':null}] [{'header':[]},P] [{'header':1},P] [{'header':[{'protocolId':1}]},P] [{'header':[{'protocolId':'ee1.0'},{'protocolId':'ee1.0'}]},P]
            data | data | stays | [H,P,{'extension':1}] [H,P,{'extension':[{'binary':'abc'}]}] [H,P,{'extension':[{'string':1}]}] [H,P,{'extension':[]},{'extension':[]}]
            data | data | delivered | [H,P] [P,H] {'header':{'protocolId':'ee1.0'},'payload':{'n':1}} [{'header':[{'protocolId':'ee9.9'}]},P] [H,P,{'extension':[{'binary':'ab'}]}] [H,{'payload':1}]
            data | connectionClose | stays | [] 1 [{'phase':'ANNOUNCE'}] [{'phase':1}] [{'phase':null}] [{'phase':'announce'},{'phase':'announce'}] [{'phase':'announce'},{'maxTime':-1}] [{'phase':'announce'},{'maxTime':4294967296}]
            data | connectionClose | stays | [{'phase':'announce'},{'maxTime':'1'}] [{'phase':'announce'},{'maxTime':1},{'maxTime':1}] [{'phase':'announce'},{'reason':1}] [{'phase':'announce'},{'reason':'a'},{'reason':'a'}] [{'phase':'confirm'}]
            data | connectionClose | ship.close.announced | [{'phase':'announce'}] [{'phase':'announce'},{'maxTime':0}] [{'phase':'announce'},{'maxTime':4294967295}] [{'phase':'announce'},{'reason':''}] [{'phase':'announce'},{'reason':null},{'maxTime':null}] [{'phase':'announce'},{'reason':'LONG'}]
            ready | connectionClose | ship.hello.unexpected | [] [{'phase':'confirm'}] [{'phase':'announce'},{'maxTime':-1}] [{'phase':'announce'},{'phase':'announce'}]
            ready | connectionClose | ship.close.announced | [{'phase':'announce'}] [{'phase':'announce'},{'maxTime':0}] [{'phase':'announce'},{'maxTime':4294967295}]
            """;

    /** Whole values, root included. */
    private static final String ROOTS = """
            ready | - | ship.hello.unexpected | {} [] 1 null true '' {'connectionHello':[{'phase':'ready'}],'x':1} [{'connectionHello':[{'phase':'ready'}]}] {'connectionHello':[{'phase':'ready'}]}{} {'connectionHello':[{'phase':'ready'}]},
            ready | - | ship.hello.unexpected | {'ConnectionHello':[{'phase':'ready'}]} {'NAME257':1} {'connectionHello':[{'phase':'ready'},{'NAME257':1}]} {'connectionHello':[{'phase':'ready'},{'x':DEEP}]}
            ready | - | on | {'connectionHello':[{'phase':'ready'},{'NAME256':1}]} {'connectionHello':[{'phase':'ready'},{'x':'LONG'}]}
            data  | - | stays | {} [] 1 {'NAME257':1} {'x':DEEP} {'x':'LONG'}
            """;

    record Row(String phase, String outcome, String json, Role ours) {
        @Override
        public String toString() {
            return json + " in " + phase + " as " + ours + ": " + outcome;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(HELLO, PROTOCOL, PIN, ACCESS, DATA, ROOTS)
                .flatMap(String::lines)
                .flatMap(BadInputTest::rows);
    }

    private static Stream<Row> rows(String line) {
        String[] parts = Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
        List<Role> roles = switch (parts[0]) {
            case "20" -> List.of(Role.SERVER);
            case "22" -> List.of(Role.CLIENT);
            default -> List.of(Role.values());
        };
        return Arrays.stream(parts[3].split(" +(?=[\\[{\\d'nt-])", -1)).flatMap(value -> {
            String json = parts[1].equals("-") ? value : "{'" + parts[1] + "':" + value + "}";
            return roles.stream().map(ours -> new Row(parts[0], parts[2], json, ours));
        });
    }

    @ParameterizedTest
    @MethodSource("rows")
    void givenPhase_whenSuchAMessageComes_thenItsOutcome(Row row) throws Exception {
        ShipScene.play(scene -> {
            Side side = PhaseScenes.upTo(scene, row.phase(), row.ours());
            scene.pass(Duration.ofMillis(1));
            int before = side.handshake().phase().number();
            scene.mindManners(row.ours());
            ShipScene.send(scene.opposite(row.ours()), new Frame.Message(message(row)));
            boolean goesOn = List.of("on", "stays", "delivered").contains(row.outcome());
            scene.pass(goesOn ? Duration.ofMillis(100) : Duration.ofSeconds(10));
            if (goesOn) {
                assertThat(side.over()).isFalse();
                int phase = side.handshake().phase().number();
                if (row.outcome().equals("on")) {
                    assertThat(phase).isGreaterThan(before);
                } else if (row.phase().equals("ask-33")) {
                    assertThat(phase).isEqualTo(ShipPhase.PIN_ASK_INIT.number());
                } else {
                    assertThat(phase).isEqualTo(before);
                }
                assertThat(side.received()).hasSize(row.outcome().equals("delivered") ? 1 : 0);
            } else {
                assertThat(code(side)).isEqualTo(row.outcome());
            }
            side.handshake().cancel();
        });
    }

    private static String code(Side side) {
        return side.complete() && side.closed().kind() == CloseReason.Kind.ANNOUNCED_BY_PEER
                ? ShipFailure.CLOSED_BY_PEER.code()
                : side.failure().code().code();
    }

    private static byte[] message(Row row) {
        String json = row.json()
                .replaceAll("(?<=[\\[,])T(?=[,\\]])", "{'handshakeType':'announceMax'}")
                .replaceAll("(?<=[\\[,])V(?=[,\\]])", "{'version':[{'major':1},{'minor':0}]}")
                .replaceAll("(?<=[\\[,])F(?=[,\\]])", "{'formats':[{'format':['JSON-UTF8']}]}")
                .replaceAll("(?<=[\\[,])H(?=[,\\]])", "{'header':[{'protocolId':'ee1.0'}]}")
                .replaceAll("(?<=[\\[,])P(?=[,\\]])", "{'payload':{'n':1}}")
                .replace("NAME256", "x".repeat(256))
                .replace("NAME257", "x".repeat(257))
                .replace("DEEP", "[".repeat(100) + "]".repeat(100))
                .replace("LONG", "x".repeat(200_000));
        int type = json.startsWith("{'data'") ? 2 : json.startsWith("{'connectionClose'") ? 3 : 1;
        return Wire.message(type, json);
    }
}
