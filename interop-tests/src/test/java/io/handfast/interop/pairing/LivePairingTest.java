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

/** A user has to be asked and answers soon, with every version of ship-go. */
@Tag("interop")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LivePairingTest {
    private PairingMatrix matrix;

    static List<PairingCell> cells() {
        return PairingCell.asked();
    }

    @BeforeAll
    void haveAllConversations() throws Exception {
        matrix = PairingMatrix.start(cells());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void givenUsersThatAreAsked_whenBothApprove_thenConnected(PairingCell cell) throws Exception {
        matrix.require(cell);
    }

    @AfterAll
    void printTable() throws IOException, InterruptedException {
        matrix.print(Path.of("target", "pairing-table-short.md"));
        matrix.end();
    }
}
