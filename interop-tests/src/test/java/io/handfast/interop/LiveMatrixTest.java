// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

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

/** Our hub and live ship-go, all that two users can do within seconds, whoever dials and whose SKI is bigger. */
@Tag("interop")
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveMatrixTest {
    private HubMatrix matrix;

    static List<MatrixCell> cells() {
        return MatrixCell.quick();
    }

    @BeforeAll
    void openAll() throws Exception {
        matrix = HubMatrix.start(cells());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void givenHubAndLivePeer_whenTheirUsersDecide_thenAsTheStoryGoes(MatrixCell cell) throws Exception {
        matrix.require(cell);
    }

    @AfterAll
    void printTable() throws IOException, InterruptedException {
        matrix.print(Path.of("target", "hub-matrix-quick.md"));
        matrix.end();
    }
}
