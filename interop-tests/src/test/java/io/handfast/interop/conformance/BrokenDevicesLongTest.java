// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.hub.app.Behaviour;
import io.handfast.ship.ShipTimers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nodes of ours with a mistake, over the network: the command catches each with the cases named in {@code
 * docs/conformance/broken.md}, and has nothing to say against them otherwise.
 */
@Tag("long")
@Tag("waits")
@Timeout(300)
class BrokenDevicesLongTest {
    private static final String CASES = "ROLE_001,MSG_001,CMI_003,HELLO_001,PIN_001,AM_001,AMDATA_001,AMDATA_002";

    @SuppressWarnings("ImmutableEnumChecker") // a list that nobody can change
    enum Broken {
        /** {@code handfast device --behaviour slow --after 12}. */
        ANSWERS_DATA_LATE("TC_SHIP_AMDATA_001", "TC_SHIP_AMDATA_002"),
        /** Gives a client 5 s for its connection mode; the specification wants 10 to 30. */
        HASTY("TC_SHIP_ROLE_001", "TC_SHIP_CMI_003"),
        /** Its label says another SHIP ID than it tells. */
        OTHER_SHIP_ID("TC_SHIP_AM_001");

        private final List<String> caughtBy;

        Broken(String... caughtBy) {
            this.caughtBy = List.of(caughtBy);
        }

        Stand stand() throws Exception {
            return switch (this) {
                case ANSWERS_DATA_LATE -> new DeviceStand(new Behaviour.Slow(Duration.ofSeconds(12)), "");
                case HASTY -> new HubStand(true, hasty());
                case OTHER_SHIP_ID -> new DeviceStand(new Behaviour.Trusting(), "i:what-the-label-says");
            };
        }

        private static ShipTimers hasty() {
            ShipTimers usual = ShipTimers.usual();
            return new ShipTimers(
                    usual.settle(),
                    Duration.ofSeconds(5),
                    usual.helloInit(),
                    usual.pairingWindow(),
                    usual.protocol(),
                    usual.pin(),
                    usual.access(),
                    usual.closeMaxTime(),
                    usual.pace());
        }
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void givenBrokenDevice_whenTestedByTheCommand_thenCaughtByItsCasesAlone(Broken broken) throws Exception {
        try (Stand stand = broken.stand()) {
            Trial trial = Trial.run(stand, folder, "--only", CASES);
            List<String> failed = trial.rows().stream()
                    .filter(row -> row.verdict().equals("fail"))
                    .map(Trial.Row::name)
                    .toList();
            assertThat(trial.rows()).hasSize(CASES.split(",", -1).length);
            assertThat(failed).as("%s", trial).containsExactlyElementsOf(broken.caughtBy);
        }
    }

    @Test
    void givenTheDocument_whenRead_thenItNamesEachWithItsCases() throws Exception {
        String document = Files.readString(Report.named("broken").file());
        Arrays.stream(Broken.values())
                .forEach(broken ->
                        assertThat(document).contains("| `" + broken + "` |", String.join(", ", broken.caughtBy)));
    }
}
