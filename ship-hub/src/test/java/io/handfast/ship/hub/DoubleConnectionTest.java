// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two connections of two hubs: one is left, on both sides the same, and the application never sees two. */
class DoubleConnectionTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 21, 22, 40, 60, 100, 500})
    void givenBothTrust_whenBothDialAtOnce_thenOneConnectionStays(int aheadMillis) throws Exception {
        for (boolean biggerFirst : List.of(true, false)) {
            HubScene.play(scene -> {
                VirtualHub small = scene.hub('1');
                VirtualHub big = scene.hub('2');
                VirtualHub first = biggerFirst ? big : small;
                VirtualHub second = biggerFirst ? small : big;
                small.trusting(big, true);
                big.trusting(small, true);
                first.start();
                scene.passMillis(aheadMillis);
                second.start();
                scene.pass(30);
                requireOne(scene, small, big);
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenEachRule_whenBothDialAtOnce_thenOneConnectionStays(DoubleConnections rule) throws Exception {
        HubScene.play(scene -> {
            VirtualHub small = scene.hub('1').rule(rule);
            VirtualHub big = scene.hub('2').rule(DoubleConnections.EVIDENCE);
            small.trusting(big, true).start();
            big.trusting(small, true).start();
            scene.pass(60);
            requireOne(scene, small, big);
        });
    }

    private static void requireOne(HubScene scene, VirtualHub small, VirtualHub big) throws Exception {
        assertThat(small.isConnected(big)).as(small.log()).isTrue();
        assertThat(big.isConnected(small)).as(big.log()).isTrue();
        assertThat(small.peer(big).role()).isNotEqualTo(big.peer(small).role());
        assertThat(small.calls()).doesNotContain("connected twice", "disconnected another one");
        assertThat(big.calls()).doesNotContain("connected twice", "disconnected another one");
        assertThat(small.hub().placesTaken()).isEqualTo(1);
        assertThat(big.hub().placesTaken()).isEqualTo(1);
        big.peer(small).send(io.handfast.ship.message.RawJson.parse("{\"to\":1}"));
        small.peer(big).send(io.handfast.ship.message.RawJson.parse("{\"to\":2}"));
        scene.pass(1);
        assertThat(small.received()).containsExactly("2 {\"to\":1}");
        assertThat(big.received()).containsExactly("1 {\"to\":2}");
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 1"})
    void givenConnectionLostWithoutNotice_whenTheDeviceComesAnew_thenTheNewOneStays(char hubs, char devices)
            throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub(hubs);
            VirtualHub device = scene.hub(devices);
            device.trusting(hub, false).start();
            hub.trusting(device, true).start();
            scene.pass(5);
            ShipPeer before = hub.peer(device);
            VirtualHub reborn = scene.hub(devices);
            reborn.trusting(hub, true).start();
            scene.pass(10);
            assertThat(hub.peer(device)).as(hub.log()).isNotSameAs(before);
            assertThat(hub.calls()).containsExactly("+" + devices, "-" + devices, "+" + devices);
            assertThat(device.isConnected(hub)).isFalse();
        });
    }

    @Test
    void givenStatesOfATrustedDialler_whenConnected_thenTheTenStatesInOrder() throws Exception {
        HubScene.play(scene -> {
            VirtualHub server = scene.hub('1');
            VirtualHub client = scene.hub('2');
            server.trusting(client, false).start();
            client.trusting(server, true).start();
            scene.pass(5);
            assertThat(client.states(server)).containsExactly(0, 1, 2, 4, 5, 4, 6, 4, 7);
            assertThat(server.states(client)).containsExactly(0, 1, 2, 4, 5, 4, 6, 4, 7);
        });
    }

    @Test
    void givenUnknownDevice_whenApprovedLate_thenConnectedAndTheTenStatesInOrder() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1').start();
            VirtualHub device = scene.hub('2');
            device.trusting(hub, true).start();
            scene.pass(100);
            assertThat(hub.hub().pending()).extracting(DeviceStatus::ski).containsExactly(device.ski());
            hub.hub().trust(VirtualHub.device(device.ski()));
            scene.pass(1);
            assertThat(hub.isConnected(device)).as(hub.log()).isTrue();
            assertThat(hub.states(device)).containsExactly(0, 2, 4, 3, 4, 5, 4, 6, 4, 7);
            assertThat(hub.events(HubEvent.Kind.PENDING)).hasSize(1);
            assertThat(hub.hub().pending()).isEmpty();
            assertThat(device.calls()).containsExactly("+1");
        });
    }

    @Test
    void givenUnknownDevice_whenRefused_thenTurnedAwayAndRememberedForAWhile() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1').start();
            VirtualHub device = scene.hub('2');
            device.trusting(hub, true).start();
            scene.pass(10);
            hub.hub().refuse(device.ski());
            scene.pass(5);
            assertThat(device.codes()).as(device.log()).containsExactly("ship.hello.remote-denied");
            assertThat(hub.hub().devices()).isEmpty();
            scene.time().pass(Duration.ofMinutes(5));
            assertThat(hub.events(HubEvent.Kind.PENDING)).hasSize(1);
            assertThat(device.codes()).hasSizeBetween(2, 6).containsOnly("ship.hello.remote-denied");
            scene.time().pass(Duration.ofMinutes(10));
            assertThat(hub.events(HubEvent.Kind.PENDING)).hasSize(2);
        });
    }

    /** What this side's user may want while both connections are complete and the bigger SKI has not decided. */
    enum Wish {
        FORGET,
        DISCONNECT,
        STOP
    }

    @ParameterizedTest
    @EnumSource
    void givenBothComplete_whenTheUserWantsNeither_thenBothEndAndTheApplicationSeesOne(Wish wish) throws Exception {
        HubScene.play(scene -> {
            VirtualHub small = scene.hub('1');
            ScriptedNode device = scene.node('2');
            small.trusting(device, false).start();
            List<String> farewells = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                device.dial(small, talk -> {
                    talk.complete();
                    farewells.add(talk.next());
                    talk.say(3, "{'connectionClose':[{'phase':'confirm'}]}");
                    talk.stay();
                });
            }
            scene.pass(2);
            assertThat(small.calls()).containsExactly("+2");
            assertThat(small.events(HubEvent.Kind.DOUBLE)).hasSize(1);
            switch (wish) {
                case FORGET -> small.hub().forget(device.ski());
                case DISCONNECT -> small.hub().disconnect(device.ski());
                case STOP -> assertThat(small.stop()).isTrue();
            }
            scene.pass(10);
            assertThat(small.calls()).as(small.log()).containsExactly("+2", "-2");
            assertThat(small.events(HubEvent.Kind.CONNECTED)).hasSize(1);
            assertThat(small.hub().placesTaken()).isZero();
            String reason = wish == Wish.FORGET ? "removedConnection" : "unspecific";
            assertThat(farewells).hasSize(2).allMatch(text -> text.contains("\"announce\"") && text.contains(reason));
        });
    }
}
