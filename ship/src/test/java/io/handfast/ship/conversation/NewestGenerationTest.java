// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Role;
import io.handfast.ship.CloseReason;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Wire;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In what the newest ship-go differs, besides the hello. */
class NewestGenerationTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Duration seconds(int count) {
        return Duration.ofSeconds(count);
    }

    /** It has just been approved and loses our announcement, which came too soon (quirk of all generations). */
    @ParameterizedTest
    @CsvSource({
        "A,  net.ended-by-peer",
        "B,  net.ended-by-peer",
        "C7, net.ended-by-peer",
        "C,  ship.protocol.remote-error",
    })
    void givenAnnouncementIsLost_whenTheirTimeIsOver_thenWeKnowFromTheNewestAlone(Generation generation, String code)
            throws Exception {
        ShipScene.play(scene -> {
            ModelShipGo peer = new ModelShipGo(scene, generation, Role.CLIENT, Decision.approves(5))
                    .deafAfterHello()
                    .start();
            Talk talk = Talk.start(scene, Role.CLIENT, Decision.trusts());
            scene.passUntil(seconds(17));
            assertThat(talk.side().failure().code().code()).isEqualTo(code);
            assertThat(talk.side().overAt()).isBetween(seconds(15), seconds(15).plusMillis(50));
            assertThat(peer.states()).endsWith(20, 39);
        });
    }

    /** It tells data by its type, so the payload may be anything. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'connectionClose':[{'phase':'announce'},{'maxTime':500}]}",
                "{'accessMethodsRequest':[]}",
                "{'other':[{'protocol':1}]}"
            })
    void givenPayloadThatLooksLikeAMessage_whenReceived_thenDataAllTheSame(String payload) throws Exception {
        ShipScene.play(scene -> {
            ModelShipGo peer = connected(scene, Role.SERVER);
            Talk talk = Talk.start(scene, Role.SERVER, Decision.trusts());
            scene.pass(SECOND);
            int saidBefore = scene.said(Role.SERVER).size();
            peer.send(payload);
            scene.pass(SECOND);
            assertThat(talk.side().received())
                    .containsExactly(ModelShipGo.EARLY_PAYLOAD.replace('\'', '"'), payload.replace('\'', '"'));
            assertThat(scene.said(Role.SERVER)).hasSize(saidBefore);
            talk.side().connection().cancel();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenDataFlows_whenItAsksForOurShipId_thenAnswered(Role ours) throws Exception {
        ShipScene.play(scene -> {
            ModelShipGo peer = connected(scene, ours);
            Talk talk = Talk.start(scene, ours, Decision.trusts());
            scene.pass(SECOND);
            peer.send(Expected.THEIR_PAYLOAD);
            peer.say(Wire.ACCESS_REQUEST);
            peer.send(Expected.THEIR_PAYLOAD);
            scene.pass(SECOND);
            assertThat(talk.side().received()).hasSize(3);
            String shipId = ours == Role.CLIENT ? "client-1" : "server-1";
            assertThat(scene.said(ours)).endsWith(Wire.shown(Wire.access(shipId)));
            talk.side().connection().cancel();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenDataFlows_whenItKeepsANewerConnection_thenEndedByPeer(Role ours) throws Exception {
        ShipScene.play(scene -> {
            ModelShipGo peer = connected(scene, ours);
            Talk talk = Talk.start(scene, ours, Decision.trusts());
            scene.pass(SECOND);
            peer.leave(4001, "double connection");
            scene.pass(SECOND);
            assertThat(talk.side().closed().kind()).isEqualTo(CloseReason.Kind.CLOSED_BY_PEER);
            assertThat(talk.side().closed().detail()).isEqualTo("4001 double connection");
            assertThat(scene.said(ours)).endsWith("close 4001");
        });
    }

    /** No denial: nobody has to approve anything. */
    @Test
    void givenHelloLasts_whenItKeepsANewerConnection_thenNotTakenForARefusal() throws Exception {
        ShipScene.play(scene -> {
            ModelShipGo peer = new ModelShipGo(scene, Generation.C, Role.CLIENT, Decision.approves(60)).start();
            Talk talk = Talk.start(scene, Role.CLIENT, Decision.trusts());
            scene.pass(SECOND);
            peer.leave(4001, "double connection");
            scene.pass(seconds(2));
            assertThat(talk.side().failure().code().code()).isEqualTo("ship.hello.closed");
            assertThat(talk.side().failure().got()).contains("double connection");
            assertThat(scene.said(Role.CLIENT)).doesNotContain(Wire.shown(Wire.ABORTED));
        });
    }

    private static ModelShipGo connected(ShipScene scene, Role ours) {
        return new ModelShipGo(scene, Generation.C, ours, Decision.trusts()).start();
    }
}
