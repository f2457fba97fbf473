// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.headers;

import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.encoding.Blake256;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.engine.ComputePool;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.PeerMisbehaved;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hashing of a batch, in as many parts as there are processors, on the pool. For one thread. */
final class BatchProof {
    /** Fewer headers are not worth a thread. */
    private static final int LEAST_PART = 250;

    /**
     * Proves a third faster where the JVM's second compiler makes vectors of it, and slower where the first is all there is,
     * as under our launcher; the JVM calls that a client.
     */
    private static final boolean SIDE_BY_SIDE =
            !System.getProperty("java.vm.info", "").contains("emulated-client");

    /** Takes proven headers one after the other. */
    interface Taker {
        void take(ProvenHeader header) throws HandshakeException;
    }

    /** What came of one part: as many as are well, and what is wrong with the next. */
    private record Part(
            int index, List<ProvenHeader> proven, @Nullable Exception failure) {}

    private final HeaderRules rules;
    private final ComputePool compute;
    private final TimeSource time;
    private final Scope scope;
    private final int processors = Runtime.getRuntime().availableProcessors();

    BatchProof(HeaderRules rules, Environment environment, Scope scope) {
        this.rules = rules;
        this.compute = environment.compute();
        this.time = environment.time();
        this.scope = scope;
    }

    /** Hands them on in order, up to the first that is wrong. */
    void prove(List<BlockHeader> headers, Taker taker) throws HandshakeException {
        int count = Math.clamp(headers.size() / LEAST_PART, 1, processors);
        Inbox<Part> done = new Inbox<>(time, 0);
        for (int i = 1; i < count; i++) {
            int index = i;
            scope.start("prove", () -> done.post(part(index, count, headers)));
        }
        Part[] parts = new Part[count];
        parts[0] = part(0, count, headers);
        for (int i = 1; i < count; i++) {
            Part part = await(done);
            parts[part.index] = part;
        }
        for (Part part : parts) {
            for (ProvenHeader header : part.proven) {
                taker.take(header);
            }
            if (part.failure instanceof HandshakeException failure) {
                throw failure;
            }
            if (part.failure != null) {
                throw new IllegalStateException(part.failure);
            }
        }
    }

    private Part part(int index, int count, List<BlockHeader> headers) {
        int from = headers.size() * index / count;
        int to = headers.size() * (index + 1) / count;
        try {
            return compute.compute(() -> proven(index, headers.subList(from, to)));
        } catch (Exception e) {
            return new Part(index, List.of(), e);
        }
    }

    private Part proven(int index, List<BlockHeader> headers) {
        List<Bytes> encoded = headers.stream().map(BlockHeader::encoded).toList();
        List<Hash> hashes = SIDE_BY_SIDE
                ? Blake256.hashAll(encoded)
                : encoded.stream().map(Blake256::hash).toList();
        List<ProvenHeader> proven = new ArrayList<>(headers.size());
        for (int i = 0; i < headers.size(); i++) {
            try {
                proven.add(rules.prove(headers.get(i), encoded.get(i), hashes.get(i)));
            } catch (PeerMisbehaved e) {
                return new Part(index, proven, e);
            }
        }
        return new Part(index, proven, null);
    }

    /** The threads are of this procedure: nobody interrupts them. */
    private static Part await(Inbox<Part> done) {
        while (true) {
            try {
                if (done.await(Deadline.NEVER) instanceof Inbox.Posted<Part>(Part part)) {
                    return part;
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted while verifying", e);
            }
        }
    }
}
