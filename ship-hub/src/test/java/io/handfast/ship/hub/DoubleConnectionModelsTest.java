// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Double connections with each rule that other stacks have, with the hub as the bigger and the smaller SKI, and either
 * side first by more or less: one connection stays, in use on both sides, and the application never sees two.
 */
class DoubleConnectionModelsTest {
    private static final List<Integer> AHEAD_MILLIS = List.of(0, 1, 3, 20, 45, 70, 150, 1000);

    private record Start(char hub, char device, boolean hubFirst, int aheadMillis) {
        static List<Start> all() {
            List<Start> all = new ArrayList<>();
            for (int ahead : AHEAD_MILLIS) {
                for (boolean hubFirst : List.of(true, false)) {
                    all.add(new Start('1', '2', hubFirst, ahead));
                    all.add(new Start('2', '1', hubFirst, ahead));
                }
            }
            return all;
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenOtherStack_whenBothDial_thenOneConnectionStaysAndIsUsed(PeerModel.Rule rule) throws Exception {
        for (Start start : Start.all()) {
            HubScene.play(scene -> {
                VirtualHub hub = scene.hub(start.hub());
                PeerModel model = new PeerModel(scene, start.device(), hub, rule);
                hub.trusting(model.node(), true);
                begin(scene, start, hub, model);
                scene.pass(90);
                requireOne(scene, hub, model, start);
                model.stop();
                scene.pass(13);
            });
        }
    }

    /** A hub dials as soon as it is started; whether its dial is the first to arrive depends on the way. */
    private static void begin(HubScene scene, Start start, VirtualHub hub, PeerModel model) throws Exception {
        if (!start.hubFirst()) {
            Duration slow = Duration.ofMillis(start.aheadMillis() + 1);
            scene.network().latency(ski -> ski.equals(hub.ski()) ? slow : Duration.ofMillis(1));
        }
        hub.start();
        if (start.hubFirst()) {
            scene.passMillis(start.aheadMillis());
        }
        model.start();
    }

    private static void requireOne(HubScene scene, VirtualHub hub, PeerModel model, Start start) throws Exception {
        assertThat(hub.isConnected(model.node().ski()))
                .as("%s%n%s", start, hub.log())
                .isTrue();
        assertThat(model.open()).as("%s%n%s", start, hub.log()).hasSize(1);
        assertThat(String.join("", hub.calls()).replace("-" + start.device() + "+" + start.device(), ""))
                .as("calls of the application at %s", start)
                .isEqualTo("+" + start.device());
        assertThat(hub.hub().placesTaken()).isEqualTo(1);
        model.say();
        scene.pass(3);
        assertThat(hub.received()).as("%s%n%s", start, hub.log()).containsExactly(start.device() + " {\"n\":7}");
        scene.time().pass(Duration.ofMinutes(10));
        assertThat(model.open())
                .as("%s, ten minutes later%n%s", start, hub.log())
                .hasSize(1);
        assertThat(hub.calls().size())
                .as("%s: changes of mind%n%s", start, hub.log())
                .isLessThanOrEqualTo(3);
    }
}
