// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Role;
import io.handfast.engine.failure.HandshakeException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a hub's listener is told to count. */
class MeasurementTest {
    private static List<HandshakeReport> handshakes(VirtualHub hub) {
        return hub.measurements().stream()
                .filter(Measurement.HandshakeEnded.class::isInstance)
                .map(it -> ((Measurement.HandshakeEnded) it).report())
                .toList();
    }

    private static List<Measurement.By> settled(VirtualHub hub) {
        return hub.measurements().stream()
                .filter(Measurement.DoubleSettled.class::isInstance)
                .map(it -> ((Measurement.DoubleSettled) it).by())
                .toList();
    }

    @Test
    void givenTwoHubs_whenOneDials_thenBothTellOneCompleteHandshakeWithItsPhases() throws Exception {
        HubScene.play(scene -> {
            VirtualHub server = scene.hub('1');
            VirtualHub client = scene.hub('2');
            server.trusting(client, false).start();
            client.trusting(server, true).start();
            scene.pass(5);
            assertThat(handshakes(client)).singleElement().satisfies(report -> {
                assertThat(report.role()).isEqualTo(Role.CLIENT);
                assertThat(report.complete()).isTrue();
                assertThat(report.steps()).isNotEmpty();
            });
            assertThat(handshakes(server)).singleElement().satisfies(report -> {
                assertThat(report.role()).isEqualTo(Role.SERVER);
                assertThat(report.complete()).isTrue();
            });
            assertThat(settled(client)).isEmpty();
        });
    }

    @Test
    void givenAHubThatRefusesStrangers_whenOneComes_thenBothTellAFailedHandshake() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1').refusingStrangers().start();
            VirtualHub stranger = scene.hub('2');
            stranger.trusting(hub, true).start();
            scene.pass(10);
            HandshakeException there = handshakes(stranger).getFirst().failure().orElseThrow();
            assertThat(there.code().code()).isEqualTo("ship.hello.remote-denied");
            assertThat(handshakes(hub).getFirst().complete()).isFalse();
            assertThat(handshakes(hub)).hasSameSizeAs(hub.events(HubEvent.Kind.REFUSED));
        });
    }

    @ParameterizedTest
    @EnumSource
    void givenBothDialAtOnce_whenOneConnectionStays_thenBothTellWhatSettledIt(DoubleConnections rule) throws Exception {
        HubScene.play(scene -> {
            VirtualHub small = scene.hub('1').rule(rule);
            VirtualHub big = scene.hub('2').rule(rule);
            small.trusting(big, true);
            big.trusting(small, true);
            small.start();
            big.start();
            scene.pass(30);
            assertThat(small.isConnected(big)).as(small.log()).isTrue();
            assertThat(settled(big)).as(big.log()).isNotEmpty();
            assertThat(settled(small)).as(small.log()).isNotEmpty();
        });
    }
}
