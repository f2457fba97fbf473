// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Role;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ten states for people. */
class ConnectionStateTest {
    @ParameterizedTest
    @CsvSource({
        "0, NONE,                     14 15",
        "1, QUEUED,                   0",
        "2, INITIATED,                1 2 3 4 5",
        "3, RECEIVED_PAIRING_REQUEST, 11",
        "4, IN_PROGRESS,              6 7 8 10 18 19 20 21 22 24 25 36 37",
        "5, TRUSTED,                  13",
        "6, PIN,                      26 27 28 29 30 31 32 33 34 35",
        "7, COMPLETED,                38",
        "8, REMOTE_DENIED_TRUST,      16 17",
        "9, ERROR,                    39",
    })
    void givenState_whenAskedForItsPhases_thenThoseOfShipGo(int value, ConnectionState state, String phases) {
        assertThat(state.value()).isEqualTo(value);
        assertThat(Arrays.stream(ShipPhase.values())
                        .filter(phase -> phase.connectionState() == state)
                        .map(phase -> String.valueOf(phase.number())))
                .containsExactly(phases.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "dialler,   2 4 5 4 6 4 7",
        "acceptor,  2 4 5 4 6 4 7",
        "asked,     2 4 3 4 5 4 6 4 7",
    })
    void givenHandshake_whenComplete_thenTheSequenceThatShipGosApplicationsSee(String who, String expected)
            throws Exception {
        List<Side> sides = new ArrayList<>();
        ShipScene.play(scene -> {
            Trust trust = who.equals("asked") ? Trust.UNDECIDED : Trust.TRUSTED;
            sides.add(scene.start(Role.CLIENT));
            sides.add(scene.side(Side.Setting.of(Role.SERVER).with(trust)).start());
            scene.pass(Duration.ofSeconds(1));
            sides.getLast().handshake().decide(true);
            scene.pass(Duration.ofSeconds(5));
            sides.getFirst().connection().cancel();
        });
        Side side = who.equals("dialler") ? sides.getFirst() : sides.getLast();
        List<String> changes = new ArrayList<>();
        for (int number : side.numbers().subList(1, side.numbers().size())) {
            String state = Arrays.stream(ShipPhase.values())
                    .filter(phase -> phase.number() == number)
                    .map(phase -> String.valueOf(phase.connectionState().value()))
                    .findFirst()
                    .orElseThrow();
            if (changes.isEmpty() || !changes.getLast().equals(state)) {
                changes.add(state);
            }
        }
        assertThat(String.join(" ", changes)).isEqualTo(expected);
    }

    @Test
    void givenChange_whenLogged_thenOldAndNewStateWithNumbersAndNames() {
        assertThat(ShipPhase.PIN_CHECK_LISTEN.changeFrom(ShipPhase.PIN_CHECK_INIT))
                .isEqualTo("SHIP state changed to: 27 ship.pin-check-listen (6 PIN),"
                        + " was: 26 ship.pin-check-init (6 PIN)");
    }
}
