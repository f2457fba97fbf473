// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

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
import io.handfast.decred.wire.message.CFilterV2;
import io.handfast.decred.wire.message.Ipv4;
import io.handfast.decred.wire.message.NetAddressV2;
import io.handfast.decred.wire.message.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Things that peers talk about, valid in form. */
final class Samples {
    private Samples() {}

    static Hash hash(long number) {
        return new Hash(number, 0, 0, 1);
    }

    static BlockHeader header(Hash previous, long height) {
        return new BlockHeader(
                1,
                previous,
                Hash.ZERO,
                Hash.ZERO,
                1,
                0,
                5,
                0,
                0,
                0,
                0x207fffff,
                0,
                height,
                400,
                1_700_000_000L,
                0,
                Hash.ZERO,
                0);
    }

    /** Headers that follow each other. */
    static List<BlockHeader> headers(Hash previous, long height, int count) {
        List<BlockHeader> headers = new ArrayList<>();
        Hash before = previous;
        for (int i = 0; i < count; i++) {
            BlockHeader next = header(before, height + i);
            headers.add(next);
            before = next.hash();
        }
        return headers;
    }

    static Block block(long height) {
        return new Block(header(hash(height), height), List.of(transaction((int) height)), List.of());
    }

    static Transaction transaction(int number) {
        TxPrefix prefix = new TxPrefix(
                List.of(new TxIn(new OutPoint(hash(number), 0, 0), 0xFFFF_FFFFL)),
                List.of(new TxOut(1, 0, Bytes.of((byte) 0x51))),
                0,
                0);
        return Transaction.full(1, prefix, new TxWitness(List.of(new WitnessIn(1, 0, 0, Bytes.EMPTY))));
    }

    /** A transaction of nearly this size on the wire. */
    static Transaction big(int number, int scriptBytes) {
        TxPrefix prefix = new TxPrefix(
                List.of(new TxIn(new OutPoint(hash(number), 0, 0), 0xFFFF_FFFFL)),
                List.of(new TxOut(1, 0, Bytes.owned(new byte[scriptBytes]))),
                0,
                0);
        return Transaction.full(1, prefix, new TxWitness(List.of(new WitnessIn(1, 0, 0, Bytes.EMPTY))));
    }

    static CFilterV2 filter(Hash block) {
        return new CFilterV2(block, Bytes.ofHex("03b4e2537307559d08"), 0, List.of());
    }

    static NetAddressV2 address(int number) {
        return new NetAddressV2(1_700_000_000L, Services.NODE_NETWORK, new Ipv4(0x0A000000 + number), 9108);
    }

    static List<NetAddressV2> addresses(int count) {
        return IntStream.range(0, count).mapToObj(Samples::address).toList();
    }
}
