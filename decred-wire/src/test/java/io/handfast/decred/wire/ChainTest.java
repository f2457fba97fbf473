// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.vectors.Vectors;
import io.handfast.decred.wire.chain.Block;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.chain.Transaction;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import io.handfast.decred.wire.message.Headers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Headers, blocks and transactions of dcrd, with the hashes dcrd has for them. */
class ChainTest {
    static List<Vectors.Case> genesis() {
        return Vectors.cases("genesis.json");
    }

    @ParameterizedTest
    @MethodSource("genesis")
    void givenAGenesisBlock_whenDecoded_thenItsHashesAndBytes(Vectors.Case vector) throws Exception {
        Bytes bytes = vector.bytes("block_hex");
        Block block = (Block) Command.BLOCK.decode(bytes, 12);
        assertThat(block.header().hash()).hasToString(vector.text("block_hash_display"));
        assertThat(block.header().hash().toWireHex()).isEqualTo(vector.text("block_hash_wire"));
        assertThat(block.header().merkleRoot().toWireHex()).isEqualTo(vector.text("merkle_root_wire"));
        assertThat(headerBytes(block.header())).isEqualTo(vector.bytes("header_hex"));
        assertThat(Command.BLOCK.encode(block, 12)).isEqualTo(bytes);
        Prefixes.requireShort(Command.BLOCK, bytes, 12);
        Network network = Vectors.network(vector.text("network"));
        assertThat(Frame.of(block, network, 12).toByteArray())
                .isEqualTo(vector.bytes("framed_block_message_hex").toByteArray());
        assertThat(network.port()).isEqualTo(vector.number("default_port"));
        assertThat("0x%08x".formatted(network.magic())).isEqualTo(vector.text("magic_uint32"));
        // A historic mistake that nobody checks: testnet3's root is the hash that leaves the witness out.
        Hash root =
                network == Network.TESTNET3 ? block.transactions().getFirst().hash() : block.merkleRoot(false);
        assertThat(root).isEqualTo(block.header().merkleRoot());
    }

    @ParameterizedTest
    @MethodSource("genesis")
    void givenACoinbase_whenSerialisedInThreeWays_thenDcrdsBytesAndHashes(Vectors.Case vector) throws Exception {
        Transaction whole = transaction(vector.bytes("tx_hex"));
        Transaction prefix = transaction(vector.bytes("tx_prefix_hex"));
        Transaction witness = transaction(vector.bytes("tx_witness_hex"));
        assertThat(prefix.prefix()).isEqualTo(whole.prefix());
        assertThat(witness.witness()).isEqualTo(whole.witness());
        assertThat(whole.hash()).hasToString(vector.text("tx_hash_display")).isEqualTo(prefix.hash());
        assertThat(whole.witnessHash())
                .hasToString(vector.text("tx_hash_witness_display"))
                .isEqualTo(witness.witnessHash());
        assertThat(whole.fullHash()).hasToString(vector.text("tx_hash_full_display"));
    }

    private static Transaction transaction(Bytes bytes) throws Exception {
        Transaction transaction = (Transaction) Command.TX.decode(bytes, 12);
        assertThat(Command.TX.encode(transaction, 12)).isEqualTo(bytes);
        Prefixes.requireShort(Command.TX, bytes, 12);
        return transaction;
    }

    @Test
    void givenAChainOfHeaders_whenDecodedInOneMessage_thenLinkedByTheirHashes() throws Exception {
        List<Vectors.Case> vectors = Vectors.cases("test-chain-headers-0-168.json");
        List<BlockHeader> headers = new ArrayList<>();
        for (Vectors.Case vector : vectors) {
            headers.add(BlockHeader.read(new WireReader("header", vector.bytes("header_hex"), 12)));
        }
        Bytes payload = Command.HEADERS.encode(new Headers(headers), 12);
        assertThat(payload.length()).isEqualTo(1 + 169 * 181);
        List<BlockHeader> decoded = ((Headers) Command.HEADERS.decode(payload, 12)).headers();
        assertThat(decoded).hasSize(169).isEqualTo(headers);
        assertThat(BlockHeader.hashAll(decoded))
                .isEqualTo(decoded.stream().map(BlockHeader::hash).toList());
        for (int i = 0; i < decoded.size(); i++) {
            BlockHeader header = decoded.get(i);
            assertThat(header.hash()).hasToString(vectors.get(i).text("hash"));
            assertThat(header.height()).isEqualTo(i);
            assertThat(headerBytes(header)).isEqualTo(vectors.get(i).bytes("header_hex"));
            if (i > 0) {
                assertThat(header.previous()).isEqualTo(decoded.get(i - 1).hash());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "33, 1", "145, 5", "168, 5"})
    void givenABlock_whenDecoded_thenSameBytesAndItsRoots(int height, int leastStakeTransactions) throws Exception {
        Bytes bytes = Vectors.hex("test-chain-block-" + height + ".hex");
        Block block = (Block) Command.BLOCK.decode(bytes, 12);
        assertThat(block.header().hash())
                .hasToString(Vectors.cases("test-chain-headers-0-168.json")
                        .get(height)
                        .text("hash"));
        assertThat(block.stakeTransactions()).hasSizeGreaterThanOrEqualTo(leastStakeTransactions);
        assertThat(block.header().size()).isEqualTo(bytes.length());
        assertThat(Command.BLOCK.encode(block, 12)).isEqualTo(bytes);
        Prefixes.requireShort(Command.BLOCK, bytes, 12);
        assertThat(block.merkleRoot(false)).isEqualTo(block.header().merkleRoot());
        for (Transaction transaction : block.stakeTransactions()) {
            assertThat(transaction(Command.TX.encode(transaction, 12))).isEqualTo(transaction);
        }
    }

    /** Blocks up to version 3 were smaller, and so were the numbers of their transactions. */
    @Test
    void givenABlock_whenReadAtEachVersion_thenTheSame() throws Exception {
        Bytes bytes = Vectors.hex("test-chain-block-168.hex");
        for (int version = 1; version <= ProtocolVersion.LATEST; version++) {
            assertThat(Command.BLOCK.decode(bytes, version)).isEqualTo(Command.BLOCK.decode(bytes, 12));
        }
    }

    private static Bytes headerBytes(BlockHeader header) {
        WireWriter out = new WireWriter(BlockHeader.SIZE_BYTES);
        header.write(out);
        return out.written();
    }
}
