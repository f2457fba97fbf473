// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.headers;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.handfast.decred.wire.Network;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.time.SystemTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Any bytes as a file of headers: refused and left as they are, or opened as a chain that is at their beginning. */
class HeaderStoreFuzzTest {
    private static final HeaderRules RULES = new HeaderRules(ChainParams.of(Network.SIMNET), new SystemTime());
    private static final byte[] BEGINNING = StoreFile.beginning(RULES.params()).toByteArray();

    /** {@code bin/fuzz} names one that is in memory. */
    private static final Path FOLDER =
            Path.of(System.getProperty("handfast.fuzz.folder", System.getProperty("java.io.tmpdir")));

    @FuzzTest
    void givenAnyBytes_whenOpenedAsStore_thenRefusedOrAChain(byte[] bytes) throws Exception {
        check(bytes);
        byte[] behind = Arrays.copyOf(BEGINNING, BEGINNING.length + bytes.length);
        System.arraycopy(bytes, 0, behind, BEGINNING.length, bytes.length);
        check(behind);
    }

    private static void check(byte[] content) throws IOException, LocallyRefused {
        Path file = Files.createTempFile(FOLDER, "headers", ".fuzz");
        try {
            Files.write(file, content);
            try (HeaderStore store = HeaderStore.open(file, RULES)) {
                byte[] kept = Files.readAllBytes(file);
                int common = Math.min(kept.length, content.length);
                assertThat(Arrays.mismatch(kept, 0, common, content, 0, common)).isNegative();
                assertThat(kept).hasSize(64 + 180 * (int) (store.height() + 1));
                assertThat(store.hash(store.height()))
                        .isEqualTo(store.header(store.height()).hash());
                assertThat(store.locator()).startsWith(store.tip());
            } catch (LocallyRefused e) {
                assertThat(e.code()).isIn(HeadersFailure.STORE_FOREIGN, HeadersFailure.STORE_DAMAGED);
                assertThat(Files.readAllBytes(file)).isEqualTo(content);
            }
        } finally {
            Files.delete(file);
        }
    }
}
