// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.chain;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.Blake256;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.IllegalMessage;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code tx}: a transaction, in one of three serialisations: with prefix and witness, or with one of them alone.
 *
 * @param version 0 to 65 535
 * @param prefix what it does
 * @param witness what makes it valid; as many inputs as the prefix, where both are there
 */
public record Transaction(int version, Optional<TxPrefix> prefix, Optional<TxWitness> witness) implements Message {
    private static final int FULL = 0;
    private static final int PREFIX_ONLY = 1;
    private static final int WITNESS_ONLY = 2;
    /** Of the witness alone, with nothing in it. */
    static final int LEAST_BYTES = 5;

    /** Rejects a transaction of nothing, and one whose parts do not belong together. */
    public Transaction {
        WireFault.INVALID_MSG.unless(version >>> 16 == 0, "transaction version", "0 to 65535", version);
        WireFault.INVALID_MSG.unless(prefix.isPresent() || witness.isPresent(), "transaction", "prefix or witness", 0);
        if (prefix.isPresent() && witness.isPresent()) {
            int inputs = prefix.get().inputs().size();
            int witnesses = witness.get().inputs().size();
            WireFault.MISMATCHED_WITNESS_COUNT.unless(witnesses == inputs, "witnesses", "" + inputs, witnesses);
        }
    }

    /**
     * A whole transaction.
     *
     * @param version 0 to 65 535
     * @param prefix what it does
     * @param witness what makes it valid
     * @return the transaction
     */
    public static Transaction full(int version, TxPrefix prefix, TxWitness witness) {
        return new Transaction(version, Optional.of(prefix), Optional.of(witness));
    }

    /**
     * Reads a payload, or a transaction in a block.
     *
     * @param in stands at its first byte
     * @return the transaction; its scripts are views
     * @throws MalformedMessage when it is none
     */
    public static Transaction read(WireReader in) throws MalformedMessage {
        long word = in.uint32("transaction version");
        int version = (int) word & 0xFFFF;
        int type = (int) (word >>> 16);
        return switch (type) {
            case FULL -> full(version, TxPrefix.read(in), TxWitness.read(in));
            case PREFIX_ONLY -> new Transaction(version, Optional.of(TxPrefix.read(in)), Optional.empty());
            case WITNESS_ONLY -> new Transaction(version, Optional.empty(), Optional.of(TxWitness.read(in)));
            default ->
                throw in.malformed(
                        WireFault.UNKNOWN_TX_TYPE, "serialisation type", "0, 1 or 2", Integer.toString(type));
        };
    }

    /**
     * The transaction's name: covers the prefix, so nobody can change it by other signatures.
     *
     * @return BLAKE-256 of the prefix serialisation
     */
    public Hash hash() {
        TxPrefix present = prefix.orElseThrow(() -> new IllegalMessage(
                WireFault.READ_IN_PREFIX_FROM_WITNESS_ONLY_TX, "transaction", "a prefix", "the witness alone"));
        return Blake256.hash(serialised(Optional.of(present), Optional.empty()));
    }

    /**
     * The witness alone.
     *
     * @return BLAKE-256 of the witness serialisation
     */
    public Hash witnessHash() {
        TxWitness present = witness.orElseThrow(
                () -> new IllegalMessage(WireFault.INVALID_MSG, "transaction", "a witness", "the prefix alone"));
        return Blake256.hash(serialised(Optional.empty(), Optional.of(present)));
    }

    /**
     * All of it: the leaf of the block's merkle tree.
     *
     * @return BLAKE-256 of the other two hashes
     */
    public Hash fullHash() {
        return Blake256.hash(MerkleTree.pair(hash(), witnessHash()));
    }

    /** The leaves of a block's merkle tree: those of equal length side by side. */
    static List<Hash> fullHashes(List<Transaction> transactions) {
        List<Bytes> parts = new ArrayList<>(2 * transactions.size());
        for (Transaction each : transactions) {
            parts.add(each.serialised(each.prefix, Optional.empty()));
            parts.add(each.serialised(Optional.empty(), each.witness));
        }
        List<Hash> hashes = Blake256.hashAll(parts);
        List<Bytes> pairs = new ArrayList<>(transactions.size());
        for (int i = 0; i < hashes.size(); i += 2) {
            pairs.add(MerkleTree.pair(hashes.get(i), hashes.get(i + 1)));
        }
        return Blake256.hashAll(pairs);
    }

    private Bytes serialised(Optional<TxPrefix> withPrefix, Optional<TxWitness> withWitness) {
        WireWriter out = new WireWriter(512);
        new Transaction(version, withPrefix, withWitness).write(out);
        return out.written();
    }

    private int type() {
        if (prefix.isEmpty()) {
            return WITNESS_ONLY;
        }
        return witness.isEmpty() ? PREFIX_ONLY : FULL;
    }

    @Override
    public Command command() {
        return Command.TX;
    }

    @Override
    public void write(WireWriter out) {
        out.uint16(version).uint16(type());
        prefix.ifPresent(present -> present.write(out));
        witness.ifPresent(present -> present.write(out));
    }
}
