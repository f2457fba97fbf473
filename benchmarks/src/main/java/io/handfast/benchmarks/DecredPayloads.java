// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.decred.wire.Frame;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.decred.wire.chain.Block;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.chain.OutPoint;
import io.handfast.decred.wire.chain.Transaction;
import io.handfast.decred.wire.chain.TxIn;
import io.handfast.decred.wire.chain.TxOut;
import io.handfast.decred.wire.chain.TxPrefix;
import io.handfast.decred.wire.chain.TxWitness;
import io.handfast.decred.wire.chain.WitnessIn;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.message.Headers;
import io.handfast.decred.wire.message.Inv;
import io.handfast.decred.wire.message.InvVect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** The same big messages for every contestant: made up, of the sizes that are seen. */
final class DecredPayloads {
    /** A block near its limit: two inputs and two outputs in each, all signed. */
    private static final int TRANSACTIONS = 942;

    private static final int INVENTORY = 50_000;
    private static final long SIMNET_BITS = 0x207fffffL;

    private final Random random = new Random(8);

    private DecredPayloads() {}

    /** All of them by name. */
    static Map<String, Message> all() {
        DecredPayloads payloads = new DecredPayloads();
        Map<String, Message> all = new LinkedHashMap<>();
        all.put("headers", new Headers(chain(Headers.MAX_HEADERS)));
        all.put("block", payloads.block());
        all.put("inv", payloads.inv());
        return all;
    }

    /** Writes NAME.bin for each. */
    static void write(Path folder) throws IOException {
        for (Map.Entry<String, Message> each : all().entrySet()) {
            Bytes payload = Frame.of(each.getValue(), Network.SIMNET, ProtocolVersion.LATEST)
                    .payload();
            Files.write(folder.resolve(each.getKey() + ".bin"), payload.toByteArray());
        }
    }

    /** Linked headers from height 1, the first after a block of zeros. */
    static List<BlockHeader> chain(int length) {
        List<BlockHeader> headers = new ArrayList<>(length);
        Hash previous = Hash.ZERO;
        for (int height = 1; height <= length; height++) {
            BlockHeader header = new BlockHeader(
                    9,
                    previous,
                    Hash.ZERO,
                    Hash.ZERO,
                    1,
                    0,
                    5,
                    0,
                    0,
                    0,
                    SIMNET_BITS,
                    200_000_000,
                    height,
                    400,
                    1_700_000_000 + height,
                    0,
                    Hash.ZERO,
                    9);
            headers.add(header);
            previous = header.hash();
        }
        return headers;
    }

    private Block block() {
        List<Transaction> transactions =
                IntStream.range(0, TRANSACTIONS).mapToObj(_ -> transaction()).toList();
        return new Block(chain(1).getFirst(), transactions, List.of());
    }

    private Transaction transaction() {
        List<TxIn> inputs = List.of(input(), input());
        List<TxOut> outputs = List.of(output(), output());
        TxWitness witness = new TxWitness(List.of(witness(), witness()));
        return Transaction.full(1, new TxPrefix(inputs, outputs, 0, 0), witness);
    }

    private TxIn input() {
        return new TxIn(new OutPoint(hash(), random.nextInt(4), 0), 0xFFFF_FFFFL);
    }

    private TxOut output() {
        return new TxOut(random.nextInt(1_000_000_000), 0, bytes(25));
    }

    private WitnessIn witness() {
        return new WitnessIn(random.nextInt(1_000_000_000), random.nextInt(1_000_000), 1, bytes(107));
    }

    private Inv inv() {
        return new Inv(IntStream.range(0, INVENTORY)
                .mapToObj(_ -> new InvVect(InvVect.TX, hash()))
                .toList());
    }

    private Hash hash() {
        return Hash.of(bytes(Hash.SIZE_BYTES).toByteArray(), 0);
    }

    private Bytes bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.owned(bytes);
    }
}
