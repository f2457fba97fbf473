// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Role;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.ship.message.RawJson;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.ScriptedPeer;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** SHIP IDs, and the official cases AMDATA_001 and AMDATA_002. */
class AccessMethodsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static String ownId(Role ours) {
        return ours == Role.CLIENT ? "client-1" : "server-1";
    }

    @ParameterizedTest
    @CsvSource({
        "'',     peer,  peer, first connection",
        "peer,   peer,  peer, same as ever",
        "'',     OWN,   '',   EEBUS.Net as a server sends back what it got",
        "peer,   OWN,   peer, EEBUS.Net again; what was known stays",
    })
    void givenKnownId_whenThePeerTellsIts_thenTheConnectionHasThatId(
            String known, String told, String expected, String why) throws Exception {
        for (Role ours : Role.values()) {
            ShipScene.play(scene -> {
                Side.Setting setting = Side.Setting.of(ours);
                Side side = scene.side(known.isEmpty() ? setting : setting.knowing(known))
                        .start();
                Handshakes.upToAccess(scene, ours)
                        .expect(Wire.ACCESS_REQUEST)
                        .send(Wire.access(told.replace("OWN", ownId(ours))));
                scene.pass(SECOND);
                assertThat(side.connection().shipId()).as(why).isEqualTo(expected);
                side.connection().cancel();
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenKnownId_whenThePeerTellsAnother_thenClose4450(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.side(Side.Setting.of(ours).knowing("peer")).start();
            ScriptedPeer peer = Handshakes.upToAccess(scene, ours).expect(Wire.ACCESS_REQUEST);
            assertThat(peer.send(Wire.access("another")).expectClose(4450)).isEqualTo("SHIP id mismatch");
            peer.close();
            scene.pass(SECOND);
            assertThat(side.failure()).isInstanceOf(LocallyRefused.class);
            assertThat(side.failure().code()).isEqualTo(ShipFailure.ACCESS_ID_MISMATCH);
            assertThat(side.failure().expected()).isEqualTo("SHIP ID peer");
            assertThat(side.failure().got()).isEqualTo("SHIP ID another");
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenDataRequestAndData_whenTheyComeBackToBack_thenAllAreAnswered(Role ours) throws Exception {
        ShipScene.play(scene -> {
            scene.side(Side.Setting.of(ours)).onData(AccessMethodsTest::echo).start();
            ScriptedPeer peer = Handshakes.upToData(scene, ours);
            peer.send(Wire.data("{'n':1}")).send(Wire.ACCESS_REQUEST).send(Wire.data("{'n':2}"));
            peer.expect(Wire.data("{'n':1}")).expect(Wire.access(ownId(ours))).expect(Wire.data("{'n':2}"));
            peer.close();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenOurRequestLeftOpenForEightSeconds_whenDataAndARequestCome_thenBothAreServedInTime(Role ours)
            throws Exception {
        ShipScene.play(scene -> {
            scene.side(Side.Setting.of(ours)).onData(AccessMethodsTest::echo).start();
            ScriptedPeer peer = Handshakes.upToAccess(scene, ours).expect(Wire.ACCESS_REQUEST);
            Duration begin = scene.now();
            peer.send(Wire.data("{'n':1}")).send(Wire.ACCESS_REQUEST).expect(Wire.access(ownId(ours)));
            peer.expectNothing(Duration.ofSeconds(8)).send(Wire.access("peer"));
            peer.expect(Wire.data("{'n':1}"));
            assertThat(scene.now()).isEqualTo(begin.plusSeconds(8));
            peer.close();
        });
    }

    private static void echo(ShipConnection connection, RawJson payload) {
        try {
            connection.send(payload, SECOND);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
