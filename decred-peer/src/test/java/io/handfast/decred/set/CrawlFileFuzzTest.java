// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.handfast.decred.wire.Network;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Any bytes as a crawl's file: refused and kept, here or aside, or opened as what it says, now and the next time. */
class CrawlFileFuzzTest {
    private static final byte[] BEGINNING = CrawlLines.header(Network.TESTNET3).getBytes(StandardCharsets.UTF_8);

    /** {@code bin/fuzz} names one that is in memory. */
    private static final Path FOLDER =
            Path.of(System.getProperty("handfast.fuzz.folder", System.getProperty("java.io.tmpdir")));

    @FuzzTest
    void givenAnyBytes_whenOpenedAsCrawl_thenRefusedAndKeptOrTheSameAgain(byte[] bytes) throws Exception {
        check(bytes);
        byte[] behind = new byte[BEGINNING.length + bytes.length];
        System.arraycopy(BEGINNING, 0, behind, 0, BEGINNING.length);
        System.arraycopy(bytes, 0, behind, BEGINNING.length, bytes.length);
        check(behind);
    }

    private static void check(byte[] content) throws Exception {
        Path folder = Files.createTempDirectory(FOLDER, "crawl");
        Path file = folder.resolve("nodes.jsonl");
        Path aside = folder.resolve("nodes.jsonl.damaged-1");
        try {
            Files.write(file, content);
            Said first = open(file);
            assertThat(open(file)).isEqualTo(first);
        } catch (CrawlException e) {
            assertThat(e.code()).isIn(SetFailure.STORE_DAMAGED, SetFailure.STORE_FOREIGN);
            assertThat(e.getMessage()).doesNotContainPattern("[\\x00-\\x1f]");
            Path kept = e.code() == SetFailure.STORE_DAMAGED ? aside : file;
            assertThat(Files.readAllBytes(kept)).isEqualTo(content);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(aside);
            Files.delete(folder);
        }
    }

    /** What a file says. */
    private record Said(boolean finished, int known, List<String> nodes) {}

    private static Said open(Path file) throws CrawlException {
        try (CrawlStore store = CrawlStore.open(file, Network.TESTNET3)) {
            List<String> nodes = store.nodes().stream().map(CrawlLines::node).toList();
            return new Said(store.isFinished(), store.knownSize(), nodes);
        }
    }
}
