// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.engine.Entropy;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The nonces of our own {@code version} messages, to notice a connection with oneself. Whoever makes handshakes owns
 * one and gives it to all of them. Each nonce is known for as long as its handshake lasts, however many are under way
 * (dcrd forgets all but the last 50), and for a minute more: the other end of the same connection may be slower.
 *
 * <p>Safe for use by all threads; nothing blocks.
 */
public final class SentNonces {
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private record Closed(long nonce, Deadline forgetAt) {}

    private final TimeSource time;
    private final Entropy entropy;
    private final Set<Long> ours = ConcurrentHashMap.newKeySet();
    private final Queue<Closed> closed = new ConcurrentLinkedQueue<>();

    /**
     * No nonces yet.
     *
     * @param time the clock
     * @param entropy where nonces come from
     */
    public SentNonces(TimeSource time, Entropy entropy) {
        this.time = time;
        this.entropy = entropy;
    }

    /** A nonce of one handshake, from its begin to its end. */
    final class Nonce implements AutoCloseable {
        private final long value;

        private Nonce(long value) {
            this.value = value;
        }

        long value() {
            return value;
        }

        /** The handshake is over. */
        @Override
        public void close() {
            closed.add(new Closed(value, time.in(MEMORY)));
        }
    }

    /** A new nonce; to be closed when its handshake is over. */
    Nonce draw() {
        forgetOld();
        byte[] bytes = new byte[Long.BYTES];
        long value = 0;
        while (value == 0 || !ours.add(value)) { // 0 is what a peer without a nonce seems to send
            entropy.fill(bytes);
            value = ByteBuffer.wrap(bytes).getLong();
        }
        return new Nonce(value);
    }

    private void forgetOld() {
        Closed oldest = closed.peek();
        while (oldest != null && oldest.forgetAt().passed(time)) {
            if (closed.remove(oldest)) {
                ours.remove(oldest.nonce());
            }
            oldest = closed.peek();
        }
    }

    /**
     * Whether a nonce is one of ours.
     *
     * @param nonce of a {@code version} that came
     * @return true when this side has sent it, in a handshake that lasts or ended less than a minute ago
     */
    public boolean holds(long nonce) {
        return ours.contains(nonce);
    }
}
