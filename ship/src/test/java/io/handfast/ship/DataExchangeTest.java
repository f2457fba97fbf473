// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.engine.Role;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.ScriptedPeer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data both ways, data that comes too early, and applications that misbehave. */
class DataExchangeTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void givenTwoSides_whenBothSendManyAtOnce_thenEachGetsAllInOrder() throws Exception {
        List<String> expected =
                IntStream.range(0, 200).mapToObj(i -> "{\"n\":" + i + "}").toList();
        ShipScene.play(scene -> {
            Side client = scene.start(Role.CLIENT);
            Side server = scene.start(Role.SERVER);
            scene.pass(SECOND);
            for (Side side : List.of(client, server)) {
                scene.beside("sender", () -> {
                    for (String payload : expected) {
                        assertThat(side.connection().send(ShipScene.json(payload), SECOND))
                                .isEqualTo(ShipConnection.Sent.QUEUED);
                    }
                });
            }
            scene.pass(SECOND);
            assertThat(client.received()).isEqualTo(expected);
            assertThat(server.received()).isEqualTo(expected);
            client.connection().close("unspecific");
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenDataInEveryPhase_whenComplete_thenItIsDeliveredFirstAndInOrder(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.start(ours);
            ScriptedPeer peer = scene.peerOf(ours);
            if (ours == Role.SERVER) {
                peer.send(Wire.INIT);
            }
            peer.expect(Wire.INIT);
            if (ours == Role.CLIENT) {
                peer.send(Wire.INIT);
            }
            peer.send(early(0)).expect(Wire.READY).send(early(1)).send(Wire.READY);
            if (ours == Role.CLIENT) {
                peer.expect(Wire.ANNOUNCE).send(early(2)).send(Wire.SELECT).expect(Wire.SELECT);
            } else {
                peer.send(early(2)).send(Wire.ANNOUNCE).expect(Wire.SELECT).send(Wire.SELECT);
            }
            peer.expect(Wire.PIN_NONE).send(early(3)).send(Wire.PIN_NONE).expect(Wire.ACCESS_REQUEST);
            peer.send(early(4)).send(Wire.access("peer")).send(early(5));
            scene.pass(SECOND);
            peer.send(early(6));
            scene.pass(SECOND);
            assertThat(side.received())
                    .containsExactlyElementsOf(IntStream.range(0, 7)
                            .mapToObj(i -> "{\"n\":" + i + "}")
                            .toList());
            side.connection().cancel();
        });
    }

    private static byte[] early(int number) {
        return Wire.data("{'n':" + number + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "{'x':'%s'}, '', 100, 25",
        "{},         '', 20000, 1191",
        "{},         '%s', 100, 25",
    })
    void givenFloodOfEarlyData_whenItIsMoreThanTheBound_thenTheRestIsDroppedAndTheHandshakeGoesOn(
            String payload, String extension, int count, int kept) throws Exception {
        String filling = "x".repeat(10_000);
        byte[] flood = Wire.message(
                2,
                "{'data':[{'header':[{'protocolId':'ee1.0'}]},{'payload':" + payload.formatted(filling)
                        + "},{'extension':[{'string':'" + extension.formatted(filling) + "'}]}]}");
        for (Role ours : Role.values()) {
            ShipScene.play(scene -> {
                Side side = scene.start(ours);
                ScriptedPeer peer = Handshakes.upToHello(scene, ours).expect(Wire.READY);
                for (int i = 0; i < count; i++) {
                    peer.send(flood);
                }
                Handshakes.afterReady(peer.send(Wire.READY), ours);
                scene.pass(SECOND);
                assertThat(side.complete()).isTrue();
                assertThat(side.received()).hasSize(kept);
                side.connection().cancel();
            });
        }
    }

    @Test
    void givenHandlerThatThrows_whenDataComes_thenTheConnectionLivesOn() throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.side(Side.Setting.of(Role.CLIENT)).onData((connection, payload) -> {
                throw new IllegalStateException("a bug of the application, as this test wants it");
            });
            side.start();
            ScriptedPeer peer = Handshakes.upToData(scene, Role.CLIENT);
            peer.send(Wire.data("{'n':1}"))
                    .send(Wire.data("{'n':2}"))
                    .send(Wire.GOODBYE)
                    .expect(Wire.CONFIRM);
            assertThat(side.received()).containsExactly("{\"n\":1}", "{\"n\":2}");
        });
    }

    @Test
    void givenHandlerThatDiesOfAnError_whenDataComes_thenTheConnectionEndsAndTheApplicationIsTold() throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.side(Side.Setting.of(Role.CLIENT)).onData((connection, payload) -> {
                throw new StackOverflowError("a bug of the application, as this test wants it");
            });
            side.start();
            Handshakes.upToData(scene, Role.CLIENT).send(Wire.data("{'n':1}")).expectEnd();
            scene.pass(SECOND);
            assertThat(side.closed().kind()).isEqualTo(CloseReason.Kind.LOST);
            assertThat(scene.end(Role.CLIENT).isClosed()).isTrue();
        });
    }

    @Test
    void givenHandlerThatAnswers_whenDataComes_thenTheAnswersGoOutInOrder() throws Exception {
        ShipScene.play(scene -> {
            AtomicInteger answers = new AtomicInteger();
            scene.side(Side.Setting.of(Role.SERVER))
                    .onData((connection, payload) -> send(connection, "{'re':" + answers.incrementAndGet() + "}"))
                    .start();
            ScriptedPeer peer = Handshakes.upToData(scene, Role.SERVER);
            peer.send(Wire.data("{'n':1}")).send(Wire.data("{'n':2}"));
            peer.expect(Wire.data("{'re':1}")).expect(Wire.data("{'re':2}"));
            peer.close();
        });
    }

    private static void send(ShipConnection connection, String payload) {
        try {
            connection.send(ShipScene.json(payload), SECOND);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void givenPayloadAbove100KiB_whenSent_thenThatIsRefusedAndNothingGoesOut() throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.start(Role.CLIENT);
            ScriptedPeer peer = Handshakes.upToData(scene, Role.CLIENT);
            scene.pass(SECOND);
            int frame = Wire.data("{'x':''}").length;
            String most = "{\"x\":\"" + "y".repeat(100 * 1024 - frame) + "\"}";
            assertThat(side.connection().send(ShipScene.json(most), SECOND)).isEqualTo(ShipConnection.Sent.QUEUED);
            assertThat(peer.receive()).hasSize(100 * 1024);
            assertThatThrownBy(() -> side.connection().send(ShipScene.json(most.replace(":\"", ":\"y")), SECOND))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("102401 bytes");
            peer.expectNothing(SECOND);
            side.connection().cancel();
        });
    }

    @Test
    void givenPeerThatReadsNothing_whenMuchIsSent_thenTheSenderIsToldAndTheConnectionGivesUp() throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.start(Role.CLIENT);
            Handshakes.upToData(scene, Role.CLIENT);
            scene.pass(SECOND);
            String payload = "{'x':'" + "y".repeat(90_000) + "'}";
            int queued = 0;
            while (side.connection().send(ShipScene.json(payload), SECOND) == ShipConnection.Sent.QUEUED) {
                queued++;
            }
            assertThat(queued).isBetween(10, 14); // about 1 MiB
            scene.pass(Duration.ofSeconds(12));
            assertThat(side.closed().kind()).isEqualTo(CloseReason.Kind.LOST);
            assertThat(side.closed().failure().orElseThrow().code().code()).isEqualTo("net.send-timeout");
            assertThat(side.connection().send(ShipScene.json(payload), SECOND)).isEqualTo(ShipConnection.Sent.CLOSED);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'unknownThing':[]}",
                "{'connectionHello':[{'phase':'ready'},{'waiting':60000}]}",
                "{'connectionPinState':[{'pinState':'required'},{'inputPermission':'ok'}]}",
                "{'accessMethods':[{'id':'somebody else'}]}",
                "{'messageProtocolHandshakeError':[{'error':2}]}",
                "{'torn':[",
                "{'connectionClose':[{'phase':'confirm'}]}",
            })
    void givenOddControlMessage_whenInDataExchange_thenItIsIgnored(String odd) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.start(Role.SERVER);
            ScriptedPeer peer = Handshakes.upToData(scene, Role.SERVER);
            peer.send(Wire.control(odd)).send(Wire.data("{'n':1}")).expectNothing(SECOND);
            assertThat(side.received()).containsExactly("{\"n\":1}");
            assertThat(side.connection().shipId()).isEqualTo("peer");
            side.connection().cancel();
        });
    }

    @Test
    void givenPayloadWithBracketsInStrings_whenItTravels_thenItArrivesAsItWas() throws Exception {
        String payload = "{\"a\":\"x\\u005b\\u007by\\u007d,\\u007bz\\u007d\\u005dw\",\"ü\":[]}";
        ShipScene.play(scene -> {
            Side client = scene.start(Role.CLIENT);
            Side server = scene.start(Role.SERVER);
            scene.pass(SECOND);
            client.connection()
                    .send(io.handfast.ship.message.RawJson.parse(payload.getBytes(StandardCharsets.UTF_8)), SECOND);
            scene.pass(SECOND);
            assertThat(server.received()).containsExactly(payload);
            client.connection().close("unspecific");
        });
    }
}
