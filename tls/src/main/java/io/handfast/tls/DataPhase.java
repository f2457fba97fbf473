// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.AlertLevel;
import org.bouncycastle.tls.ContentType;
import org.jspecify.annotations.Nullable;

/**
 * What makes Bouncy Castle's protocol object fit for one reader and one writer at the same time.
 *
 * <p>By itself it answers what it reads: close_notify with close_notify, a broken record with a fatal alert, a
 * request to renegotiate with a warning. Each would be encrypted on the reader's thread, between two records of
 * the writer, with the writer's cipher and sequence number. So once the handshake is complete such answers are
 * only noted down here, and the writer sends them when it writes next or ends its output. What is left to either
 * thread touches nothing of the other: ciphers, sequence numbers and buffers exist once per direction.
 *
 * <p>It also keeps one direction open when the other has ended, and hands received bytes on where they were
 * decrypted, without a copy in a queue that never shrinks.
 */
final class DataPhase {
    private static final byte[] NOTHING = {};

    private final AtomicReference<@Nullable Alert> owed = new AtomicReference<>();
    private volatile boolean begun;
    private volatile boolean ended;
    private byte[] plain = NOTHING;
    private int offset;
    private int length;

    /** An alert that the writer's thread has to send. */
    record Alert(short level, short description) {
        static final Alert CLOSE_NOTIFY = new Alert(AlertLevel.warning, AlertDescription.close_notify);

        boolean isFatal() {
            return level == AlertLevel.fatal;
        }
    }

    /** The handshake is complete. */
    void begin() {
        begun = true;
    }

    /** A decrypted record; true when there is nothing left for Bouncy Castle to do with it. */
    boolean takeRecord(short type, byte[] buffer, int from, int count) {
        if (!begun) {
            return false;
        }
        if (ended) {
            return true;
        }
        if (type != ContentType.application_data) {
            return false;
        }
        plain = buffer;
        offset = from;
        length = count;
        return true;
    }

    /** The peer's close_notify; true when it may go on unanswered. */
    boolean takeClose() {
        ended |= begun;
        return begun;
    }

    /** An answer; true when the writer will send it. A fatal one is not replaced by a warning. */
    boolean takeAlert(short level, short description) {
        if (begun && (level == AlertLevel.fatal || owed.get() == null)) {
            owed.set(new Alert(level, description));
        }
        return begun;
    }

    /** What the writer has to send now; at most once each. */
    @Nullable
    Alert owed() {
        return owed.getAndSet(null);
    }

    /** Whether the peer has said close_notify. */
    boolean hasEnded() {
        return ended;
    }

    int available() {
        return length;
    }

    int read(byte[] target, int at, int limit) {
        int count = Math.min(limit, length);
        System.arraycopy(plain, offset, target, at, count);
        offset += count;
        length -= count;
        if (length == 0) {
            plain = NOTHING;
        }
        return count;
    }
}
