// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Frame;
import io.handfast.engine.Role;
import io.handfast.ship.PhaseTable.Cell;
import io.handfast.ship.PhaseTable.Outcome;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.Pipe;
import io.handfast.testkit.PipeChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every kind of message does in every phase: the failure's code and what the peer is told. The sources are
 * SHIP 13.4.3 to 13.4.7 and what ship-go does where the specification is silent.
 */
class PhaseTableTest {
    private static final int CELLS = 42 * 29;

    static Stream<Cell> cells() {
        List<Cell> cells = PhaseTable.cells();
        assertThat(cells).hasSize(CELLS);
        return cells.stream();
    }

    @BeforeAll
    static void printTable() throws IOException {
        Files.writeString(Files.createDirectories(Path.of("target")).resolve("phase-table.md"), PhaseTable.markdown());
    }

    @ParameterizedTest
    @MethodSource("cells")
    void givenPhase_whenMessageComes_thenItsOutcome(Cell cell) throws Exception {
        ShipScene.play(scene -> {
            Side side = PhaseScenes.upTo(scene, cell.phase(), cell.ours());
            Duration begin = scene.now();
            scene.pass(Duration.ofNanos(1)); // everybody has arrived in the phase
            int before = scene.said(cell.ours()).size();
            ShipPhase phase = side.handshake().phase();
            scene.mindManners(cell.ours());
            inject(scene, cell);
            Outcome outcome = cell.outcome();
            scene.pass(outcome.code.isEmpty() ? Duration.ofMillis(100) : outcome.after.plusSeconds(10));
            List<String> words = scene.said(cell.ours())
                    .subList(before, scene.said(cell.ours()).size());
            if (outcome.code.isEmpty()) {
                assertGoesOn(cell, side, phase, words);
            } else {
                assertThat(code(side)).isEqualTo(outcome.code);
                assertThat(words).isEqualTo(expectedWords(cell));
                Duration allowance =
                        Duration.ofMillis(cell.phase().equals("cmi-s") ? 20 : 0).plusNanos(1);
                assertThat(lastAt(scene, side, cell))
                        .isBetween(
                                begin.plus(outcome.after),
                                begin.plus(outcome.after).plus(allowance));
            }
            side.handshake().cancel();
        });
    }

    private static void inject(ShipScene scene, Cell cell) throws Exception {
        PipeChannel peer = scene.opposite(cell.ours());
        if (cell.message().equals("end-of-stream")) {
            peer.close();
        } else if (cell.message().startsWith("close-")) {
            ShipScene.send(peer, new Frame.Close(Integer.parseInt(cell.message().substring(6)), "a reason"));
        } else if (!cell.message().equals("silence")) {
            ShipScene.send(peer, new Frame.Message(cell.bytes().orElseThrow()));
        }
    }

    private static String code(Side side) {
        if (side.complete()) {
            CloseReason reason = side.closed();
            return reason.failure()
                    .map(failure -> failure.code().code())
                    .orElse(reason.kind() == CloseReason.Kind.ANNOUNCED_BY_PEER ? "ship.close.announced" : "none");
        }
        return side.failure().code().code();
    }

    private static List<String> expectedWords(Cell cell) {
        List<String> words = new ArrayList<>();
        if (cell.phase().equals("cmi-s") && cell.outcome() == Outcome.INVALID) {
            words.add(Wire.shown(Wire.INIT)); // official cases CMI_001 and CMI_005
        }
        cell.outcome()
                .words
                .forEach(
                        word -> words.add(word.replace("close *", cell.message().replace('-', ' '))));
        return words;
    }

    /** When the last word was said; when it was over, if there is none. */
    private static Duration lastAt(ShipScene scene, Side side, Cell cell) {
        List<Pipe.Sent> said = scene.sent().stream()
                .filter(sent -> sent.from() == cell.ours() && sent.frame() instanceof Frame.Close)
                .toList();
        return said.isEmpty() ? side.overAt() : said.getLast().at();
    }

    private static void assertGoesOn(Cell cell, Side side, ShipPhase before, List<String> words) {
        assertThat(side.over()).isFalse();
        if (cell.outcome() == Outcome.ON) {
            assertThat(side.handshake().phase().number()).isGreaterThan(before.number());
            return;
        }
        ShipPhase expected = switch (cell.outcome()) {
            case ASK -> ShipPhase.PIN_ASK_INIT;
            case HOLD -> ShipPhase.PIN_ASK_PROCESS;
            default -> before;
        };
        assertThat(side.handshake().phase()).isEqualTo(expected);
        String id = cell.ours() == Role.CLIENT ? "client-1" : "server-1";
        switch (cell.outcome()) {
            case GRANT ->
                assertThat(words)
                        .containsExactly(
                                Wire.shown(cell.phase().equals("ready") ? Wire.ready(120_000) : Wire.pending(120_000)));
            case ANSWER -> assertThat(words).containsExactly(Wire.shown(Wire.access(id)));
            default -> assertThat(words).isEqualTo(cell.outcome().words);
        }
        assertThat(side.received().size())
                .isEqualTo(cell.message().equals("data") && cell.phase().startsWith("data") ? 1 : 0);
    }
}
