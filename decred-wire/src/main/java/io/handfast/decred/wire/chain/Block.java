// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.chain;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.List;

/**
 * {@code block}: a header and two lists of transactions.
 *
 * @param header says what follows, and what came before
 * @param transactions the regular tree
 * @param stakeTransactions tickets, votes, revocations, treasury spends
 */
public record Block(BlockHeader header, List<Transaction> transactions, List<Transaction> stakeTransactions)
        implements Message {
    /** In each tree: half of what a block of the smallest transactions would hold. */
    private static final int MAX_TRANSACTIONS = 43_691;

    private static final int MAX_TRANSACTIONS_BEFORE = 33_334;

    /** Rejects more transactions than a block can hold. */
    public Block {
        transactions = checked(transactions);
        stakeTransactions = checked(stakeTransactions);
    }

    private static List<Transaction> checked(List<Transaction> transactions) {
        WireFault.TOO_MANY_TXS.unless(
                transactions.size() <= MAX_TRANSACTIONS,
                "transactions",
                "at most " + MAX_TRANSACTIONS,
                transactions.size());
        return List.copyOf(transactions);
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the block; its scripts are views
     * @throws MalformedMessage when it is none
     */
    public static Block read(WireReader in) throws MalformedMessage {
        return new Block(
                BlockHeader.read(in), transactions("transactions", in), transactions("stake transactions", in));
    }

    private static List<Transaction> transactions(String field, WireReader in) throws MalformedMessage {
        int most = in.protocolVersion() < ProtocolVersion.MAX_BLOCK_SIZE ? MAX_TRANSACTIONS_BEFORE : MAX_TRANSACTIONS;
        return in.list(field, most, WireFault.TOO_MANY_TXS, Transaction.LEAST_BYTES, Transaction::read);
    }

    @Override
    public Command command() {
        return Command.BLOCK;
    }

    @Override
    public void write(WireWriter out) {
        header.write(out);
        out.list(transactions, Transaction.LEAST_BYTES, Transaction::write);
        out.list(stakeTransactions, Transaction.LEAST_BYTES, Transaction::write);
    }

    /**
     * What the header's merkle root has to be. testnet3's genesis has another one, by a mistake that nobody checks.
     *
     * @param combined whether both trees stand under it, as since DCP0005; before, the regular one alone
     * @return the root over the full hashes of the transactions
     */
    public Hash merkleRoot(boolean combined) {
        Hash regular = root(transactions);
        return combined ? MerkleTree.root(List.of(regular, root(stakeTransactions))) : regular;
    }

    private static Hash root(List<Transaction> transactions) {
        return MerkleTree.root(Transaction.fullHashes(transactions));
    }
}
