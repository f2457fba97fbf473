// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.decred.peer.Peer;
import io.handfast.decred.peer.PeerEnding;
import io.handfast.decred.peer.PeerListener;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.chain.Block;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.chain.Transaction;
import io.handfast.decred.wire.chain.TxOut;
import io.handfast.decred.wire.chain.TxPrefix;
import io.handfast.decred.wire.message.GetData;
import io.handfast.decred.wire.message.Headers;
import io.handfast.decred.wire.message.Inv;
import io.handfast.decred.wire.message.InvVect;
import io.handfast.engine.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows what peers announce, and asks the first who does for the thing itself. Several peers call it at the same time, each
 * on its own thread.
 */
final class DecredWatcher implements PeerListener {
    private final TimeSource time;
    private final Output output;
    private final FirstSeen firstSeen = new FirstSeen();

    DecredWatcher(TimeSource time, Output output) {
        this.time = time;
        this.output = output;
    }

    @Override
    public void opened(Peer peer) {
        tell(DecredText.connected(peer), DecredText.words(peer));
    }

    @Override
    public void received(Peer peer, Message message) {
        switch (message) {
            case Inv(List<InvVect> inventory) -> announced(peer, inventory);
            case Headers(List<BlockHeader> headers) ->
                announced(
                        peer,
                        headers.stream()
                                .map(header -> new InvVect(InvVect.BLOCK, header.hash()))
                                .toList());
            case Block block -> show(peer, block);
            case Transaction transaction when transaction.prefix().isPresent() -> show(peer, transaction);
            default -> {}
        }
    }

    @Override
    public void ended(Peer peer, PeerEnding ending) {
        tell(DecredText.ended(peer, ending), peer.remote().address() + " ended: " + ending.words());
    }

    private FirstSeen.Sight now(Peer peer) {
        return new FirstSeen.Sight(time.wallClock(), peer.remote().address().toString());
    }

    private void announced(Peer peer, List<InvVect> inventory) {
        List<InvVect> wanted = new ArrayList<>();
        FirstSeen.Sight now = now(peer);
        for (InvVect vector : inventory) {
            Optional<FirstSeen.Sight> earlier = firstSeen.note(vector, now);
            Map<String, Object> event = DecredText.event("announced", now.peer());
            event.put("type", type(vector));
            event.put("hash", vector.hash().toString());
            event.put("firstSeen", earlier.orElse(now).at().toString());
            earlier.ifPresent(first -> event.put(
                    "afterMillis", Duration.between(first.at(), now.at()).toMillis()));
            output.tell(event);
            if (earlier.isEmpty() && (vector.type() == InvVect.BLOCK || vector.type() == InvVect.TX)) {
                wanted.add(vector);
            }
        }
        if (!wanted.isEmpty()) {
            peer.send(new GetData(wanted));
        }
    }

    private static String type(InvVect vector) {
        if (vector.type() == InvVect.BLOCK) {
            return "block";
        }
        return vector.type() == InvVect.TX ? "transaction" : vector.type() == InvVect.MIX ? "mix" : "other";
    }

    private void show(Peer peer, Block block) {
        FirstSeen.Sight now = now(peer);
        FirstSeen.Sight first =
                firstSeen.of(new InvVect(InvVect.BLOCK, block.header().hash()), now);
        peer.noteHeight((int) Math.min(Integer.MAX_VALUE, block.header().height()));
        Map<String, Object> event = DecredText.event("block", now.peer());
        event.put("hash", block.header().hash().toString());
        event.put("height", block.header().height());
        event.put("previous", block.header().previous().toString());
        event.put("transactions", block.transactions().size());
        event.put("stakeTransactions", block.stakeTransactions().size());
        event.put("votes", block.header().voters());
        event.put("sizeBytes", block.header().size());
        put(event, first, now);
        tell(
                event,
                "block " + block.header().height() + " " + block.header().hash() + ", "
                        + block.transactions().size() + " and "
                        + block.stakeTransactions().size() + " transactions");
    }

    private void show(Peer peer, Transaction transaction) {
        FirstSeen.Sight now = now(peer);
        FirstSeen.Sight first = firstSeen.of(new InvVect(InvVect.TX, transaction.hash()), now);
        StakeKind kind = StakeKind.of(transaction);
        Map<String, Object> event = DecredText.event(kind.word(), now.peer());
        event.put("hash", transaction.hash().toString());
        Optional<StakeKind.Ballot> ballot = kind == StakeKind.VOTE ? StakeKind.ballot(transaction) : Optional.empty();
        ballot.ifPresent(vote -> {
            event.put("block", vote.block().toString());
            event.put("height", vote.height());
            event.put("voteBits", vote.bits());
        });
        TxPrefix prefix = transaction.prefix().orElseThrow();
        event.put("inputs", prefix.inputs().size());
        event.put("outputs", prefix.outputs().size());
        event.put("atoms", prefix.outputs().stream().mapToLong(TxOut::value).sum());
        put(event, first, now);
        tell(
                event,
                kind.word() + " " + transaction.hash()
                        + ballot.map(vote -> " on block " + vote.height()).orElse(""));
    }

    private static void put(Map<String, Object> event, FirstSeen.Sight first, FirstSeen.Sight now) {
        event.put("firstSeen", first.at().toString());
        event.put("firstPeer", first.peer());
        event.put("fetchedAfterMillis", Duration.between(first.at(), now.at()).toMillis());
    }

    private void tell(Map<String, Object> event, String line) {
        output.tell(event);
        output.say(line);
    }
}
