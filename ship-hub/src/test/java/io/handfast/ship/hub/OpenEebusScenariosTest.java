// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What openeebus does (NIBE heat pumps and others, as observed): in the end it is connected. */
class OpenEebusScenariosTest {
    /** Never ends a connection by itself, whatever is said; after a bare end nothing is heard. */
    private static void stayForEver(Talk talk) throws IOException {
        talk.complete();
        while (true) {
            if (talk.next().contains("\"announce\"")) {
                talk.say(3, "{'connectionClose':[{'phase':'confirm'}]}");
            }
        }
    }

    /** 17.1.1: no FIN for minutes, neither after its confirmation nor after an error. */
    @Test
    void givenServerThatNeverEnds_whenLeft_thenWeEndItAndDialAgain() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            ScriptedNode device = scene.node('2').answering(OpenEebusScenariosTest::stayForEver);
            hub.trusting(device, true).start();
            scene.pass(5);
            hub.peer(device.ski()).disconnect();
            scene.pass(3);
            assertThat(hub.calls()).containsExactly("+2", "-2");
            assertThat(hub.hub().placesTaken()).isZero();
            scene.pass(10);
            assertThat(hub.calls()).containsExactly("+2", "-2", "+2");
        });
    }

    /** 17.1.5: unknown, busy, and double connections look alike, and are no refusal of trust. */
    @Test
    void givenServerThatUpgradesAndEnds_whenDialled_thenNoWordOfTrustAndTriedAgainAtTheUsualPace() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            ScriptedNode device = scene.node('2').answering(Talk::close);
            hub.trusting(device, true).start();
            scene.pass(300);
            assertThat(hub.codes())
                    .as(hub.log())
                    .containsOnly("net.ended-by-peer")
                    .hasSizeBetween(14, 35);
            assertThat(hub.explain(device.ski()).toString()).contains("it may be busy, restarting or refusing us");
            device.answering(talk -> talk.complete().stay());
            scene.pass(21);
            assertThat(hub.isConnected(device.ski())).as(hub.log()).isTrue();
        });
    }

    /** 17.1.6: one connection in all; refuses for a second after an announced end, 310 s after a loss without FIN. */
    @ParameterizedTest
    @ValueSource(ints = {500, 1000, 310_000})
    void givenServerThatIsBusyForAWhileAfterAnEnd_whenLost_thenConnectedAfterThat(int busyMillis) throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            ScriptedNode device =
                    scene.node('2').answering(talk -> talk.complete().stay());
            hub.trusting(device, true).start();
            scene.pass(5);
            device.answering(Talk::close);
            scene.network().cut(hub.ski(), device.ski());
            scene.passMillis(busyMillis);
            device.answering(talk -> talk.complete().stay());
            scene.pass(21);
            assertThat(hub.isConnected(device.ski())).as(hub.log()).isTrue();
            assertThat(hub.calls()).containsExactly("+2", "-2", "+2");
        });
    }

    /** 17.1.7: dials every 10 to 20 s; a dial that we leave hanging would block ours. */
    @Test
    void givenUnknownDeviceThatDialsEveryTenSeconds_whenTrustedAtLast_thenConnectedAtItsNextDial() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1').refusingStrangers().start();
            PeerModel model = new PeerModel(scene, '2', hub, PeerModel.Rule.FIRST);
            model.start();
            scene.time().pass(Duration.ofMinutes(5));
            assertThat(model.dials()).isEqualTo(25);
            assertThat(hub.hub().devices()).isEmpty();
            assertThat(hub.codes()).containsOnly("ship.hello.not-trusted");
            hub.hub().trust(VirtualHub.device(model.node().ski()));
            scene.pass(15);
            assertThat(hub.isConnected(model.node().ski())).as(hub.log()).isTrue();
            model.stop();
            scene.pass(12);
        });
    }

    /** 17.1.8: its SHIP ID may be any; what matters is that it stays the same. */
    @Test
    void givenDeviceWithAnyShipId_whenItComesAgainWithTheSame_thenConnectedAndReportedEachTime() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            ScriptedNode device = scene.node('2')
                    .answering(talk -> talk.as("NIBE-HeatPump-1").complete().stay());
            hub.trusting(device, true).start();
            scene.pass(5);
            assertThat(hub.peer(device.ski()).shipId()).isEqualTo("NIBE-HeatPump-1");
            scene.network().cut(hub.ski(), device.ski());
            scene.pass(10);
            assertThat(hub.calls()).containsExactly("+2", "-2", "+2");
        });
    }

    /** 17.1.9: its first read comes with its request for access methods, before its own. */
    @Test
    void givenDataBeforeAccessMethods_whenConnected_thenDeliveredFirst() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            ScriptedNode device = scene.node('2')
                    .answering(talk -> talk.sayingEarly(
                                    "{'data':[{'header':[{'protocolId':'ee1.0'}]},{'payload':{'n':1}}]}")
                            .complete()
                            .stay());
            hub.trusting(device, true).start();
            scene.pass(5);
            assertThat(hub.calls()).containsExactly("+2");
            assertThat(hub.received()).containsExactly("2 {\"n\":1}");
        });
    }

    /** 17.1.2 and 17.1.14: a stopped process says nothing, and it never pings. */
    @Test
    void givenSilentDevice_whenItAnswersPings_thenKept() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            ScriptedNode device =
                    scene.node('2').answering(talk -> talk.complete().stay());
            hub.trusting(device, true).start();
            scene.time().pass(Duration.ofHours(3));
            assertThat(hub.calls()).containsExactly("+2");
        });
    }
}
