// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who hears of something and then asks how it stands finds it there. */
class ToldStatusTest {
    @Test
    void givenSlowTrustStore_whenAnAttemptFails_thenTheStatusSaysSoWhenItIsTold() throws Exception {
        HubScene.play(scene -> {
            VirtualHub server = scene.hub('1').refusingStrangers().start();
            VirtualHub client = scene.hub('2').trusting(server, true).start();
            client.findTakes(Duration.ofMillis(1));
            scene.pass(5);
            assertThat(client.codes()).as(client.log()).containsExactly("ship.hello.remote-denied");
            assertThat(client.troublesWhenTold()).containsExactly("ship.hello.remote-denied");
            client.findTakes(Duration.ZERO);
        });
    }
}
