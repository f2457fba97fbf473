// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.decred.headers.ChainParams;
import io.handfast.decred.peer.PeerAnswers;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.chain.Target;
import io.handfast.decred.wire.encoding.Blake256;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.filter.CommittedFilter;
import io.handfast.decred.wire.filter.FilterKey;
import io.handfast.decred.wire.message.CFilterV2;
import io.handfast.decred.wire.message.CFiltersV2;
import io.handfast.decred.wire.message.GetCFsV2;
import io.handfast.decred.wire.message.GetHeaders;
import io.handfast.decred.wire.message.Headers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A node's answers from a chain of simnet with real, cheap work, whose blocks pay one script each. */
final class ServedChain implements PeerAnswers {
    private static final long EASY = 0x207fffffL;

    private final List<BlockHeader> headers;
    private final Map<Hash, Integer> places;
    private final List<List<Hash>> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger filtersAsked = new AtomicInteger();
    private final int stallAt;
    private final CountDownLatch stalled = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private ServedChain(List<BlockHeader> headers, Map<Hash, Integer> places, int stallAt) {
        this.headers = headers;
        this.places = places;
        this.stallAt = stallAt;
    }

    /** With so many blocks after genesis. */
    static ServedChain mined(int blocks) {
        BlockHeader last = ChainParams.of(Network.SIMNET).genesis();
        List<BlockHeader> headers = new ArrayList<>(List.of(last));
        Map<Hash, Integer> places = new HashMap<>(Map.of(last.hash(), 0));
        for (int height = 1; height <= blocks; height++) {
            last = mined(last, height);
            headers.add(last);
            places.put(last.hash(), height);
        }
        return new ServedChain(headers, places, Integer.MAX_VALUE);
    }

    /** The same blocks, but the answer to this question for headers waits to be released. */
    ServedChain stallingAt(int question) {
        return new ServedChain(headers, places, question);
    }

    private static BlockHeader mined(BlockHeader last, int height) {
        Hash root = Blake256.hash((byte) height, (byte) (height >>> 8));
        Hash filter = CommittedFilter.hash(filter(root, height));
        Target target = Target.ofBits(EASY).orElseThrow();
        for (long nonce = 0; ; nonce++) {
            BlockHeader tried = new BlockHeader(
                    1,
                    last.hash(),
                    root,
                    filter,
                    1,
                    0,
                    0,
                    0,
                    0,
                    0,
                    EASY,
                    20_000,
                    height,
                    300,
                    last.timestampSeconds() + 1,
                    nonce,
                    Hash.ZERO,
                    0);
            if (target.isMetBy(tried.powHashV1())) {
                return tried;
            }
        }
    }

    private static Bytes filter(Hash root, long height) {
        return CommittedFilter.build(new FilterKey(root.word0(), root.word1()), List.of(script(height)));
    }

    /** What the block at this height pays: the hash of a key. */
    static Bytes script(long height) {
        return Bytes.ofHex("76a914" + keyHash(height).toHex() + "88ac");
    }

    static Bytes keyHash(long height) {
        Hash hash = Blake256.hash((byte) 9, (byte) height, (byte) (height >>> 8));
        return Bytes.owned(hash.toByteArray()).slice(0, 20);
    }

    long height() {
        return headers.size() - 1L;
    }

    Hash hash(int height) {
        return headers.get(height).hash();
    }

    /** The locators of all questions so far. */
    List<List<Hash>> asked() {
        return asked;
    }

    private int place(Hash block) {
        return places.getOrDefault(block, headers.size());
    }

    int filtersAsked() {
        return filtersAsked.get();
    }

    void awaitStall() throws InterruptedException {
        if (!stalled.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody asked " + stallAt + " times");
        }
    }

    void release() {
        released.countDown();
    }

    @Override
    public Headers headers(GetHeaders question) {
        asked.add(question.locators());
        if (asked.size() == stallAt) {
            stalled.countDown();
            try {
                released.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        int from = question.locators().stream()
                .filter(places::containsKey)
                .mapToInt(places::get)
                .findFirst()
                .orElse(0);
        int to = Math.min(headers.size(), from + 1 + Headers.MAX_HEADERS);
        return new Headers(headers.subList(from + 1, to));
    }

    @Override
    public Optional<CFiltersV2> filters(GetCFsV2 question) {
        filtersAsked.incrementAndGet();
        List<CFilterV2> range = new ArrayList<>();
        for (int at = place(question.start()); at <= place(question.end()); at++) {
            BlockHeader header = headers.get(at);
            range.add(new CFilterV2(header.hash(), filter(header.merkleRoot(), at), 0, List.of()));
        }
        return Optional.of(new CFiltersV2(range));
    }
}
