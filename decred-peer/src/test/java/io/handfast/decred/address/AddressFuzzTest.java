// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.handfast.decred.json.NotFlat;
import io.handfast.decred.wire.Network;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Any bytes as an address, a seeder's answer, an address book: understood or refused, nothing else, and what was
 * understood has one spelling.
 */
class AddressFuzzTest {
    @FuzzTest
    void givenAnyText_whenReadAsAddress_thenTameWithOneSpelling(byte[] bytes) {
        try {
            PeerAddress address = PeerAddress.parse(new String(bytes, StandardCharsets.UTF_8), 9108);
            assertThat(PeerAddress.parse(address.toString())).isEqualTo(address);
            assertThat(address.toString()).hasSizeLessThan(70).isPrintable();
            assertThat(address.group()).isNotBlank();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsASeedersAnswer_thenTame(byte[] bytes) throws Exception {
        try {
            List<SeederAnswer.Told> nodes = SeederAnswer.read(bytes, 4_096, 16);
            assertThat(nodes).hasSizeLessThanOrEqualTo(16);
            for (SeederAnswer.Told node : nodes) {
                byte[] line = node.line().getBytes(StandardCharsets.UTF_8);
                assertThat(SeederAnswer.read(line, 4_096, 16)).containsExactly(node);
            }
        } catch (NotFlat e) {
            assertThat(e.why()).hasSizeLessThan(1_000).doesNotContainPattern("[\\x00-\\x1f]");
        }
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsABook_thenTameAndRewritable(byte[] bytes) throws Exception {
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        try {
            BookText.Header.read(lines.isEmpty() ? "" : lines.getFirst());
            List<AddressEntry> entries = BookText.read(lines);
            List<String> again =
                    BookText.write(Network.MAINNET, entries).lines().toList();
            List<String> third = BookText.write(Network.MAINNET, BookText.read(again))
                    .lines()
                    .toList();
            assertThat(third).isEqualTo(again);
        } catch (NotFlat e) {
            assertThat(e.why()).hasSizeLessThan(1_000).doesNotContainPattern("[\\x00-\\x1f]");
        }
    }
}
