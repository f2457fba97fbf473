// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.handfast.engine.Role;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.ship.message.AccessMethods;
import io.handfast.ship.message.RawJson;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.ScriptedPeer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SHIP IDs, how to reach a node, and the official cases AMDATA_001 and AMDATA_002. */
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

    @ParameterizedTest
    @CsvSource({
        "false, '',                        ''",
        "true,  '',                        {'dnsSd_mDns':[]}",
        "false, wss://hub.example:1/ship/, {'dns':[{'uri':'wss://hub.example:1/ship/'}]}",
        "true,  'wss://[fe80::1]:4712/',   {'dnsSd_mDns':[]}|{'dns':[{'uri':'wss://\\u005bfe80::1\\u005d:4712/'}]}",
    })
    void givenWhatTheOperatorWants_whenAsked_thenThePeerIsToldThat(boolean announced, String dns, String told)
            throws Exception {
        String more = told.isEmpty() ? "" : "," + told.replace('|', ',');
        byte[] expected = Wire.control("{'accessMethods':[{'id':'i:me'}" + more + "]}");
        for (Role ours : Role.values()) {
            ShipScene.play(scene -> {
                LocalNode local = new LocalNode("i:me")
                        .reachable(announced, Optional.of(dns).filter(uri -> !uri.isEmpty()));
                Side side = scene.side(Side.Setting.of(ours).with(local)).start();
                ScriptedPeer peer = Handshakes.upToAccess(scene, ours).expect(Wire.ACCESS_REQUEST);
                peer.send(Wire.ACCESS_REQUEST).expect(expected).send(Wire.access("peer"));
                scene.pass(SECOND);
                peer.send(Wire.ACCESS_REQUEST).expect(expected);
                side.connection().cancel();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://h/", "https://h/", "h:4712", "wss:/ship", "wss://", "", "wss://h o/"})
    void givenUriThatNobodyCanDial_whenConfigured_thenRefused(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LocalNode("i:me").reachable(false, Optional.of(uri)))
                .withMessageContaining("wss");
    }

    @ParameterizedTest
    @CsvSource({
        "{'id':'peer'},                                              peer, false, ''",
        "{'id':'peer'}|{'dnsSd_mDns':[]},                            peer, true,  ''",
        "{'id':'peer'}|{'dns':[{'uri':'wss://h:4712/ship/'}]},       peer, false, wss://h:4712/ship/",
        "{'dns':[{'uri':'WSS://H/x'}]}|{'dnsSd_mDns':{}}|{'id':'peer'}, peer, true, WSS://H/x",
        "{'id':'peer'}|{'dns':[{'uri':'http://h/'}]},                peer, false, ''",
        "{'id':'peer'}|{'dns':[{'uri':'not one'}]},                  peer, false, ''",
        "{'id':'peer'}|{'dns':[{'uri':'LONG'}]},                     peer, false, ''",
        "{'id':'OWN'}|{'dnsSd_mDns':[]}|{'dns':[{'uri':'wss://h/'}]}, '',  false, ''",
    })
    void givenWhatThePeerOffers_whenComplete_thenWhatCanBeDialledIsKept(
            String members, String id, boolean mdns, String dns) throws Exception {
        for (Role ours : Role.values()) {
            String told = members.replace('|', ',')
                    .replace("OWN", ownId(ours))
                    .replace("LONG", "wss://h/" + "x".repeat(2048));
            ShipScene.play(scene -> {
                Side side = scene.start(ours);
                Handshakes.upToAccess(scene, ours)
                        .expect(Wire.ACCESS_REQUEST)
                        .send(Wire.control("{'accessMethods':[" + told + "]}"));
                scene.pass(SECOND);
                assertThat(side.connection().accessMethods())
                        .isEqualTo(new AccessMethods(id, mdns, Optional.of(dns).filter(uri -> !uri.isEmpty())));
                side.connection().cancel();
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPeerWithAnEmptyId_whenNobodyKnowsItsId_thenItStaysUnknown(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.side(Side.Setting.of(ours)).start();
            Handshakes.upToAccess(scene, ours).expect(Wire.ACCESS_REQUEST).send(Wire.access(""));
            scene.pass(SECOND);
            assertThat(side.connection().shipId()).isEmpty();
            side.connection().cancel();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPeerWithAnEmptyId_whenItHadOneBefore_thenItIsRefused(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.side(Side.Setting.of(ours).knowing("peer")).start();
            ScriptedPeer peer = Handshakes.upToAccess(scene, ours).expect(Wire.ACCESS_REQUEST);
            peer.send(Wire.access("")).expectClose(4450);
            peer.close();
            scene.pass(SECOND);
            assertThat(side.failure().code()).isEqualTo(ShipFailure.ACCESS_ID_MISMATCH);
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
