// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Role;
import io.handfast.ship.message.Pin;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.ScriptedPeer;
import io.handfast.testkit.SeededEntropy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The restricted exchange: optional PINs that are given while data flows. */
class PinLaterTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final byte[] OPTIONAL = Wire.pinState("optional", "ok");
    private static final byte[] OPTIONAL_BUSY = Wire.pinState("optional", "busy");

    private static PinTerms demanding(ShipScene scene) {
        PinLedger ledger = new PinPenalties(scene.time(), new SeededEntropy(1));
        return PinTerms.NONE.demanding(new PinDemand(false, new Pin("11111111"), ledger));
    }

    /** Our side is complete; the peer has not said what it wants before {@code state}. */
    private static ScriptedPeer complete(ShipScene scene, Role ours, byte[] first, byte[] state) throws Exception {
        Handshakes.upToPin(scene, ours);
        ScriptedPeer peer = new ScriptedPeer(scene.opposite(ours), scene.time(), Duration.ofMinutes(5));
        return peer.expect(first).send(state).expect(Wire.ACCESS_REQUEST).send(Wire.access("peer"));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPeerWithoutTheOptionalPin_whenItGivesItLater_thenTheRestrictionIsLifted(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.side(Side.Setting.of(ours).with(demanding(scene))).start();
            ScriptedPeer peer = complete(scene, ours, OPTIONAL, Wire.PIN_NONE);
            peer.send(Wire.data("{'n':1}"));
            scene.pass(SECOND);
            assertThat(side.connection().restriction()).isEqualTo(new Restriction(true, false));
            peer.send(Wire.pinInput("33333333")).expect(Wire.PIN_ERROR);
            peer.send(Wire.pinInput("11111111")).expect(Wire.PIN_OK);
            peer.send(Wire.pinInput("11111111")).send(Wire.data("{'n':2}")).expectNothing(SECOND);
            assertThat(side.connection().restriction()).isEqualTo(new Restriction(false, false));
            assertThat(side.restrictions()).containsExactly(new Restriction(false, false));
            assertThat(side.received()).containsExactly("{\"n\":1}", "{\"n\":2}");
            assertThat(side.handshake().phase()).isEqualTo(ShipPhase.COMPLETE);
            side.connection().cancel();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenRestrictedPeer_whenItGuesses_thenItIsBusyWhileDataFlows(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.side(Side.Setting.of(ours).with(demanding(scene))).start();
            ScriptedPeer peer = complete(scene, ours, OPTIONAL, Wire.PIN_NONE);
            for (int i = 0; i < 3; i++) {
                peer.send(Wire.pinInput("33333333")).expect(Wire.PIN_ERROR);
            }
            Duration begin = scene.now();
            peer.expect(OPTIONAL_BUSY).send(Wire.data("{'n':1}")).send(Wire.pinInput("11111111"));
            peer.expectNothing(Duration.ofSeconds(9)).expect(OPTIONAL);
            assertThat(scene.now().minus(begin)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(15));
            assertThat(side.received()).containsExactly("{\"n\":1}");
            peer.send(Wire.pinInput("11111111")).expect(Wire.PIN_OK);
            side.connection().cancel();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPeerThatWantsAnOptionalPin_whenTheUserTypesItLater_thenTheRestrictionIsLifted(Role ours)
            throws Exception {
        ShipScene.play(scene -> {
            List<PinTerms.Wish> wishes = new ArrayList<>();
            PinTerms terms = PinTerms.NONE.asking((_, wish) -> wishes.add(wish));
            Side side = scene.side(Side.Setting.of(ours).with(terms)).start();
            ScriptedPeer peer = complete(scene, ours, Wire.PIN_NONE, OPTIONAL);
            scene.pass(SECOND);
            assertThat(side.connection().restriction()).isEqualTo(new Restriction(false, true));
            assertThat(wishes).containsExactly(new PinTerms.Wish(false, false));
            side.connection().enterPin(new Pin("22222222"));
            peer.expect(Wire.pinInput("22222222")).send(Wire.PIN_ERROR).send(Wire.data("{'n':1}"));
            scene.pass(SECOND);
            assertThat(wishes).hasSize(2).last().isEqualTo(new PinTerms.Wish(false, true));
            side.handshake().enterPin(new Pin("77777777")); // the handshake's method goes on to work
            peer.expect(Wire.pinInput("77777777")).send(Wire.PIN_OK);
            scene.pass(SECOND);
            assertThat(side.restrictions()).containsExactly(new Restriction(false, false));
            side.connection().enterPin(new Pin("88888888"));
            peer.expectNothing(SECOND);
            assertThat(side.received()).containsExactly("{\"n\":1}");
            side.connection().cancel();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenBusyPeer_whenItTakesThePinInDataExchange_thenItIsGivenThen(Role ours) throws Exception {
        ShipScene.play(scene -> {
            PinTerms terms = PinTerms.NONE.giving(new Pin("22222222"));
            Side side = scene.side(Side.Setting.of(ours).with(terms)).start();
            ScriptedPeer peer = complete(scene, ours, Wire.PIN_NONE, OPTIONAL_BUSY);
            peer.expectNothing(Duration.ofMinutes(10)).send(OPTIONAL).expect(Wire.pinInput("22222222"));
            peer.expectNothing(Duration.ofSeconds(30)).send(OPTIONAL).expect(Wire.pinInput("22222222"));
            peer.send(Wire.PIN_OK);
            scene.pass(SECOND);
            assertThat(side.connection().restriction()).isEqualTo(new Restriction(false, false));
            side.connection().cancel();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenOptionalPin_whenItComesWithTheAccessMethods_thenBothAreServed(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.side(Side.Setting.of(ours).with(demanding(scene))).start();
            Handshakes.upToPin(scene, ours);
            ScriptedPeer peer = scene.peerOf(ours);
            peer.expect(OPTIONAL).send(Wire.PIN_NONE).expect(Wire.ACCESS_REQUEST);
            peer.send(Wire.data("{'n':1}")).send(Wire.ACCESS_REQUEST).send(Wire.pinInput("11111111"));
            peer.expect(Wire.access(ours == Role.CLIENT ? "client-1" : "server-1"))
                    .expect(Wire.PIN_OK);
            peer.expectNothing(Duration.ofSeconds(8)).send(Wire.access("peer"));
            scene.pass(SECOND);
            assertThat(side.connection().restriction()).isEqualTo(new Restriction(false, false));
            assertThat(side.received()).containsExactly("{\"n\":1}");
            side.connection().cancel();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPenaltyThatEndsInTheAccessPhase_whenItIsOver_thenThePeerIsTold(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.side(Side.Setting.of(ours).with(demanding(scene))).start();
            Handshakes.upToPin(scene, ours);
            ScriptedPeer peer = scene.peerOf(ours);
            peer.expect(OPTIONAL);
            for (int i = 0; i < 3; i++) {
                peer.send(Wire.pinInput("33333333")).expect(Wire.PIN_ERROR);
            }
            peer.expect(OPTIONAL_BUSY).expectNothing(Duration.ofSeconds(8)).send(Wire.PIN_NONE);
            peer.expect(Wire.ACCESS_REQUEST).expect(OPTIONAL).send(Wire.access("peer"));
            scene.pass(SECOND);
            assertThat(side.complete()).isTrue();
            side.connection().cancel();
        });
    }

    @Test
    void givenEveryPairOfDemands_whenBothKnowTheirPins_thenBothAreCompleteAndUnrestricted() throws Exception {
        for (String client : List.of("none", "optional", "required")) {
            for (String server : List.of("none", "optional", "required")) {
                List<Side> sides = new ArrayList<>();
                ShipScene.play(scene -> {
                    sides.add(side(scene, Role.CLIENT, client, !server.equals("none")));
                    sides.add(side(scene, Role.SERVER, server, !client.equals("none")));
                    scene.pass(Duration.ofSeconds(5));
                    for (Side side : sides) {
                        assertThat(side.connection().restriction())
                                .as(client + " " + server)
                                .isEqualTo(new Restriction(false, false));
                        assertThat(side.restrictions()).isEmpty(); // settled before the data
                    }
                    sides.getFirst().connection().close("unspecific");
                });
            }
        }
    }

    private static Side side(ShipScene scene, Role role, String demand, boolean knows) {
        String own = role == Role.CLIENT ? "1" : "2";
        String other = role == Role.CLIENT ? "2" : "1";
        PinTerms terms = knows ? PinTerms.NONE.giving(new Pin(other.repeat(8))) : PinTerms.NONE;
        PinLedger ledger = new PinPenalties(scene.time(), scene.environment().entropy());
        PinDemand wanted = new PinDemand(demand.equals("required"), new Pin(own.repeat(8)), ledger);
        return scene.side(Side.Setting.of(role).with(demand.equals("none") ? terms : terms.demanding(wanted)))
                .start();
    }

    @Test
    void givenTwoSidesThatDemandPins_whenTheUsersTypeWrongOnes_thenPenaltiesAndInTheEndData() throws Exception {
        ShipScene.play(scene -> {
            List<Side> sides =
                    List.of(side(scene, Role.CLIENT, "required", false), side(scene, Role.SERVER, "required", false));
            scene.pass(Duration.ofMinutes(1));
            for (int i = 0; i < 4; i++) {
                sides.forEach(side -> side.handshake().enterPin(new Pin("99999999")));
                scene.pass(Duration.ofMillis(10));
            }
            scene.pass(Duration.ofMinutes(1)); // the fourth waited until the penalty was over, and earned another
            assertThat(sides).noneMatch(Side::complete).noneMatch(Side::over);
            sides.getFirst().handshake().enterPin(new Pin("22222222"));
            sides.getLast().handshake().enterPin(new Pin("11111111"));
            scene.pass(Duration.ofMinutes(1));
            assertThat(sides).allMatch(Side::complete);
            for (Role role : Role.values()) {
                assertThat(scene.said(role).stream().filter(Wire.shown(Wire.PIN_ERROR)::equals))
                        .hasSize(4);
            }
            sides.getFirst().connection().close("unspecific");
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPeerThatOwesItsPin_whenItSendsDataAllTheWhile_thenSomeIsKeptAndTheRestDropped(Role ours)
            throws Exception {
        ShipScene.play(scene -> {
            PinLedger ledger =
                    new PinPenalties(scene.time(), scene.environment().entropy());
            PinTerms terms = PinTerms.NONE.demanding(new PinDemand(true, new Pin("11111111"), ledger));
            Side side = scene.side(Side.Setting.of(ours).with(terms)).start();
            Handshakes.upToPin(scene, ours);
            ScriptedPeer peer = scene.peerOf(ours);
            peer.expect(Wire.pinState("required", "ok")).send(Wire.PIN_NONE);
            String kilobyte = "{'x':'" + "x".repeat(1000) + "'}";
            for (int i = 0; i < 1000; i++) {
                peer.send(Wire.data(kilobyte)).pause(Duration.ofSeconds(1));
            }
            peer.expectNothing(SECOND).send(Wire.pinInput("11111111")).expect(Wire.PIN_OK);
            peer.expect(Wire.ACCESS_REQUEST).send(Wire.access("peer"));
            scene.pass(SECOND);
            assertThat(side.received()).hasSizeBetween(200, 260);
            side.connection().cancel();
        });
    }
}
