// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.decred.peer.Peer;
import io.handfast.decred.peer.PeerEnding;
import io.handfast.decred.peer.PeerStatistics;
import io.handfast.decred.peer.RemoteNode;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.chain.Block;
import io.handfast.decred.wire.chain.Transaction;
import io.handfast.decred.wire.message.Addr;
import io.handfast.decred.wire.message.AddrV2;
import io.handfast.decred.wire.message.GetData;
import io.handfast.decred.wire.message.GetHeaders;
import io.handfast.decred.wire.message.Headers;
import io.handfast.decred.wire.message.Inv;
import io.handfast.decred.wire.message.NotFound;
import io.handfast.decred.wire.mix.MixMessage;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What happens between us and nodes of Decred, as objects for programs. */
final class DecredText {
    private DecredText() {}

    static Map<String, Object> event(String name, String peer) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("event", name);
        event.put("peer", peer);
        return event;
    }

    static Map<String, Object> connected(Peer peer) {
        RemoteNode remote = peer.remote();
        Map<String, Object> event = event("connected", remote.address().toString());
        event.put("role", peer.role().name().toLowerCase(Locale.ROOT));
        event.put("protocolVersion", remote.version().protocolVersion());
        event.put("negotiated", remote.protocolVersion());
        event.put(
                "services",
                new BigDecimal(Long.toUnsignedString(remote.version().services().bits())));
        event.put("userAgent", remote.version().userAgent());
        event.put("height", remote.version().lastBlock());
        event.put("clockOffsetSeconds", remote.clockOffset().toSeconds());
        return event;
    }

    static String words(Peer peer) {
        return peer.remote().address() + " connected: "
                + peer.remote().version().userAgent() + ", protocol version " + peer.protocolVersion() + ", height "
                + peer.remote().version().lastBlock();
    }

    static Map<String, Object> ended(Peer peer, PeerEnding ending) {
        Map<String, Object> event = event("ended", peer.remote().address().toString());
        event.put("kind", ending.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        PeerStatistics figures = peer.statistics();
        event.put("messagesReceived", figures.received().messages());
        event.put("bytesReceived", figures.received().bytes());
        event.put("messagesSent", figures.sent().messages());
        event.put("bytesSent", figures.sent().bytes());
        figures.roundTrip().ifPresent(trip -> event.put("roundTripMicros", trip.toNanos() / 1000));
        ending.failure().ifPresent(failure -> event.putAll(Output.failure(failure)));
        return event;
    }

    static Map<String, Object> received(Peer peer, Message message) {
        Map<String, Object> event = event("received", peer.remote().address().toString());
        event.put("command", message.command().text());
        switch (message) {
            case Inv inv -> event.put("count", inv.inventory().size());
            case GetData data -> event.put("count", data.inventory().size());
            case NotFound missing -> event.put("count", missing.inventory().size());
            case Headers headers -> event.put("count", headers.headers().size());
            case GetHeaders question ->
                event.put("locators", question.locators().size());
            case Addr addr -> event.put("count", addr.addresses().size());
            case AddrV2 addr -> event.put("count", addr.addresses().size());
            case Block block -> {
                event.put("hash", block.header().hash().toString());
                event.put("height", block.header().height());
            }
            case Transaction transaction
            when transaction.prefix().isPresent() ->
                event.put("hash", transaction.hash().toString());
            case MixMessage mix -> event.put("hash", mix.hash().toString());
            default -> {}
        }
        return event;
    }

    /** The members behind the first two, for people. */
    static String rest(Map<String, Object> event) {
        StringBuilder words = new StringBuilder();
        event.forEach((name, value) -> {
            if (!name.equals("event") && !name.equals("peer")) {
                words.append(words.isEmpty() ? "" : ", ")
                        .append(name)
                        .append(' ')
                        .append(value);
            }
        });
        return words.toString();
    }
}
