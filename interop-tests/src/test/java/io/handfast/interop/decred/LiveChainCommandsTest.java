// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.decred;

import static io.handfast.interop.Handfast.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.hub.app.JsonTree;
import io.handfast.interop.Handfast;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code handfast decred headers} and {@code filters} as processes against live nodes. */
@Tag("interop")
@Timeout(300) // the first start may build
class LiveChainCommandsTest {
    @TempDir
    private Path folder;

    private Handfast.Outcome decred(String command, int port, String... more) throws Exception {
        return DecredCommand.run(folder, command, port, more);
    }

    @Test
    void givenAChain_whenFetchedAgainAfterItHasChanged_thenOnlyWhatIsNewComes() throws Exception {
        String store = folder.resolve("headers").toString();
        try (DcrdPeer peer = DcrdPeers.any().blocks(4500).start()) {
            Handfast.Outcome first = decred("headers", peer.port(), "--store", store);
            assertThat(first.status()).as(first.toString()).isZero();
            assertThat(first.text("received")).isEqualTo("4500");
            assertThat(first.text("tip")).isEqualTo(peer.tip());

            String branch = peer.mine(5, 2);
            Handfast.Outcome second = decred("headers", peer.port(), "--store", store);
            assertThat(second.status()).as(second.toString()).isZero();
            assertThat(second.text("before")).isEqualTo("4500");
            assertThat(second.text("height")).isEqualTo("4503");
            assertThat(second.text("dropped")).isEqualTo("2");
            assertThat(second.text("received")).isEqualTo("5");
            assertThat(second.text("tip")).isEqualTo(branch);
        }
    }

    @Test
    void givenAScriptThatIsPaid_whenLookedFor_thenItsBlocksAreFound() throws Exception {
        String mine = "76a914" + "ab".repeat(20) + "88ac";
        String store = folder.resolve("headers").toString();
        try (DcrdPeer peer =
                DcrdPeers.any().blocks(350).pay(42, mine).pay(300, mine).start()) {
            Handfast.Outcome scan = decred("filters", peer.port(), "--store", store, "--script", mine);
            assertThat(scan.status()).as(scan.toString()).isZero();
            List<Map<String, JsonTree.Node>> lines = new ArrayList<>();
            for (String line : scan.out()) {
                lines.add(JsonTree.read(line).members());
            }
            assertThat(lines.stream().map(line -> text(line, "event") + " " + text(line, "height")))
                    .startsWith("match 42", "match 300");
            assertThat(text(lines.getLast(), "matches")).isEqualTo("2");
        }
    }
}
