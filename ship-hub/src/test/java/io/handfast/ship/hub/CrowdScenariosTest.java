// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.failure.PeerRefused;
import io.handfast.ship.ShipConnection;
import io.handfast.ship.message.RawJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One device that does too much at once, or nothing any more: what it harms. */
class CrowdScenariosTest {
    @ParameterizedTest
    @ValueSource(chars = {'1', '3'})
    void givenOneDevice_whenItDialsAHundredTimesAtOnce_thenOneConnectionStays(char hubs) throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub(hubs);
            ScriptedNode device = scene.node('2');
            hub.trusting(device, false).start();
            List<Talk> complete = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                device.dial(hub, talk -> {
                    talk.complete();
                    complete.add(talk);
                    try {
                        talk.stay();
                    } finally {
                        complete.remove(talk);
                    }
                });
            }
            scene.pass(15);
            assertThat(complete).as(hub.log()).hasSize(1);
            assertThat(hub.isConnected(device.ski())).isTrue();
            assertThat(hub.hub().placesTaken()).isEqualTo(1);
            assertThat(String.join("", hub.calls()).replace("-2+2", "")).isEqualTo("+2");
            assertThat(hub.calls().size())
                    .as("the dials take 100 ms, a handshake 47")
                    .isLessThan(8);
        });
    }

    @Test
    void givenTwoConnectionsUnderWay_whenAThirdComes_thenItEndsAtOnceAndTheOthersGoOn() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            ScriptedNode device = scene.node('2');
            hub.trusting(device, false).start();
            device.dial(hub, talk -> talk.complete().stay());
            scene.pass(1);
            Talk second = device.reach(hub);
            Talk third = device.reach(hub);
            scene.passMillis(10);
            assertThat(third.isOver()).isTrue();
            assertThat(second.isOver()).isFalse();
            assertThat(hub.events(HubEvent.Kind.REFUSED).getFirst().text())
                    .isEqualTo("dialled us while two connections of it are under way");
            second.complete();
            scene.pass(2);
            assertThat(hub.calls()).containsExactly("+2", "-2", "+2");
            second.close();
        });
    }

    /** Whoever merely knocks takes nothing away. */
    @Test
    void givenConnectedDevice_whenSomeoneWithItsKeyHangsInTheHandshake_thenTheConnectionStays() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            ScriptedNode device = scene.node('2');
            hub.trusting(device, false).start();
            device.dial(hub, talk -> talk.complete().stay());
            scene.pass(5);
            for (int i = 0; i < 20; i++) {
                device.reach(hub);
                scene.pass(15);
            }
            assertThat(hub.calls()).as(hub.log()).containsExactly("+2");
            assertThat(hub.status(device.ski()).trouble()).isEmpty();
        });
    }

    /** The writer gives up after ten seconds; nobody else notices. */
    @Test
    void givenDeviceThatStopsReading_whenMuchIsSent_thenThatConnectionEndsAndTheOthersGoOn() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            ScriptedNode stuck = scene.node('2').answering(talk -> {
                talk.complete();
                scene.pass(120);
                talk.close();
            });
            VirtualHub other = scene.hub('3').trusting(hub, false).start();
            hub.trusting(stuck, true).trusting(other, true).start();
            scene.pass(5);
            stuck.answering(talk -> talk.complete().stay());
            RawJson large = RawJson.parse("{\"text\":\"" + "x".repeat(90_000) + "\"}");
            scene.time().enrol("sender", () -> {
                ShipPeer peer = hub.peer(stuck.ski());
                while (peer.send(large) != ShipConnection.Sent.CLOSED) {}
            });
            for (int i = 0; i < 15; i++) {
                hub.peer(other.ski()).send(RawJson.parse("{\"n\":" + i + "}"));
                scene.pass(1);
            }
            assertThat(hub.calls()).as(hub.log()).startsWith("+2", "+3", "-2");
            assertThat(hub.codes()).containsExactly("net.send-timeout");
            assertThat(other.received()).hasSize(15);
            assertThat(hub.isConnected(other)).isTrue();
            scene.time().pass(Duration.ofMinutes(3));
        });
    }

    @Test
    void givenStranger_whenItKnocksEverySecondForAnHour_thenTheHubKeepsAtMostOnePlaceAndTwoConnections()
            throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1').start();
            ScriptedNode stranger = scene.node('2');
            int refused = 0;
            for (int i = 0; i < 3600; i++) {
                try {
                    stranger.dial(hub, talk -> talk.pending().stay());
                } catch (PeerRefused _) {
                    refused++;
                }
                scene.passMillis(1000);
                assertThat(hub.hub().placesTaken()).isLessThanOrEqualTo(1);
            }
            assertThat(hub.hub().devices()).hasSizeLessThanOrEqualTo(1);
            assertThat(refused).isLessThan(3600);
        });
    }
}
