// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.decred.peer.Peer;
import io.handfast.decred.peer.PeerAnswers;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.message.GetHeaders;
import io.handfast.decred.wire.message.Headers;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import io.handfast.hub.app.JsonTree;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Connections with both ends in this process.
 *
 * @param environment clock
 * @param arguments how long
 * @param idlePeers how many are idle at a time, half of them at either end
 */
record DecredPeers(Environment environment, PairArguments arguments, int idlePeers) {
    private static final int SYNCED = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SETTLE = Duration.ofMillis(300);

    /** Complete handshakes, each cut as soon as both ends are running peers. */
    void handshakes(String line, int parallel) throws IOException, InterruptedException {
        List<Loopback<Peer>> loopbacks = new ArrayList<>();
        for (int i = 0; i < parallel; i++) {
            loopbacks.add(DecredNodes.connectable(environment, PeerAnswers.NOTHING));
        }
        ConnectRate.measure(line, loopbacks, arguments, environment.time());
    }

    /** What lives for each of many idle peers, after collections; stacks of virtual threads are objects. */
    void idle(String line) throws IOException, InterruptedException {
        try (Loopback<Peer> loopback = DecredNodes.connectable(environment, PeerAnswers.NOTHING)) {
            loopback.connect().orElseThrow().cut(); // classes and pools
            long before = live();
            List<Loopback.Ends<Peer>> pairs = new ArrayList<>();
            for (int i = 0; i < idlePeers / 2; i++) {
                pairs.add(loopback.connect().orElseThrow());
            }
            new Inbox<>(environment.time(), 0).await(environment.time().in(SETTLE));
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("line", line);
            result.put("heapBytes", (live() - before) / idlePeers);
            System.out.println(JsonTree.line(result));
            pairs.forEach(Loopback.Ends::cut);
        }
    }

    private static long live() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** A chain asked from a local peer, 2 000 headers at a time; each of them is hashed and linked. */
    void sync(String line) throws IOException, InterruptedException, HandshakeException {
        Chain chain = new Chain(DecredPayloads.chain(SYNCED));
        try (Loopback<Peer> loopback = DecredNodes.connectable(environment, chain)) {
            Loopback.Ends<Peer> ends = loopback.connect().orElseThrow();
            sync(ends, chain, arguments.warmUp());
            Meter meter = new Meter(environment.time());
            long synced = sync(ends, chain, arguments.measured());
            System.out.println(meter.result(line, synced, 0));
            ends.cut();
        }
    }

    private long sync(Loopback.Ends<Peer> ends, Chain chain, Duration duration) throws HandshakeException {
        Deadline end = environment.time().in(duration);
        long synced = 0;
        do {
            Hash tip = Hash.ZERO;
            for (int height = 0; height < SYNCED; height += Headers.MAX_HEADERS) {
                List<BlockHeader> headers = ends.client()
                        .ask()
                        .headers(List.of(tip), Hash.ZERO, environment.time().in(PATIENCE))
                        .headers();
                tip = linked(tip, headers);
                synced += headers.size();
            }
            if (chain.heightOf(tip) != SYNCED) {
                throw new IllegalStateException("not the whole chain");
            }
        } while (!end.passed(environment.time()));
        return synced;
    }

    private static Hash linked(Hash tip, List<BlockHeader> headers) {
        List<Hash> hashes = BlockHeader.hashAll(headers);
        Hash previous = tip;
        for (int i = 0; i < headers.size(); i++) {
            if (!headers.get(i).previous().equals(previous)) {
                throw new IllegalStateException("not a chain");
            }
            previous = hashes.get(i);
        }
        return previous;
    }

    /** Serves headers from memory. */
    private static final class Chain implements PeerAnswers {
        private final List<Headers> batches = new ArrayList<>();
        private final Map<Hash, Integer> heights = new HashMap<>();

        Chain(List<BlockHeader> headers) {
            heights.put(Hash.ZERO, 0);
            for (BlockHeader header : headers) {
                heights.put(header.hash(), (int) header.height());
            }
            for (int at = 0; at < headers.size(); at += Headers.MAX_HEADERS) {
                batches.add(new Headers(headers.subList(at, at + Headers.MAX_HEADERS)));
            }
        }

        int heightOf(Hash hash) {
            return heights.getOrDefault(hash, -1);
        }

        @Override
        public Headers headers(GetHeaders asked) {
            return batches.get(heightOf(asked.locators().getFirst()) / Headers.MAX_HEADERS);
        }
    }
}
