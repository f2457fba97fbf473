// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Fifty devices for days, and something happens every quarter of an hour: lines cut and forgotten, the network away,
 * devices without power, crowds of strangers, the calendar set, the hub restarted. Afterwards all are connected, and of
 * everything the hub has there is as much as before. {@code bin/soak} does the same to a process in real time.
 */
class SoakTest {
    private static final int DEVICES = 50;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES) // half a minute, unless the machine is busy
    void givenFiftyDevices_whenFaultsGoOnForTwoDays_thenAllAreConnectedAndNothingHasGrown() throws Exception {
        SoakScene scene = new SoakScene(1, DEVICES);
        List<SoakScene.Sizes> seen = new ArrayList<>();
        scene.play(Duration.ofDays(2), seen);

        SoakScene.Sizes before = seen.getFirst();
        assertThat(before.connected()).isEqualTo(DEVICES);
        assertThat(before.places()).isEqualTo(DEVICES);
        assertThat(before.devices()).isEqualTo(DEVICES);
        assertThat(before.threads()).as("counted at all").isNotEmpty();
        assertThat(seen.getLast()).as(scene.hub().codes().toString()).isEqualTo(before);
        assertThat(scene.leftovers()).isEmpty();
        assertThat(scene.hub().events(HubEvent.Kind.DISCONNECTED))
                .as("faults that were felt")
                .hasSizeGreaterThan(100);
        System.out.println("soak: " + before);
    }
}
