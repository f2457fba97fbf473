// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.pairing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All that two users can do, with every version of ship-go, in both directions; takes two minutes. */
@Tag("interop")
@Tag("long")
@Tag("waits")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LivePairingLongTest {
    private PairingMatrix matrix;

    static List<PairingCell> cells() {
        return PairingCell.all();
    }

    @BeforeAll
    void haveAllConversations() throws Exception {
        matrix = PairingMatrix.start(cells());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void givenTwoUsers_whenTheyDecide_thenAsTheStoryGoes(PairingCell cell) throws Exception {
        matrix.require(cell);
    }

    @AfterAll
    void printTable() throws IOException, InterruptedException {
        matrix.print(Path.of("target", "pairing-table.md"));
        matrix.end();
    }
}
