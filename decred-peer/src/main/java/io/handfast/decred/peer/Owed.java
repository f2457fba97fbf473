// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.message.GetData;
import io.handfast.decred.wire.message.GetInitState;
import io.handfast.decred.wire.message.InvVect;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.failure.TimedOut;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The answers that the peer has to give: each thing of a {@code getdata}, or the word that it does not have it, and the
 * initial state. Nothing else is owed by the protocol, not even a pong. Belongs to the owner.
 *
 * <p>Time that callbacks took meanwhile is not the peer's: an answer may lie unread in the inbox. All answers have the
 * same time, so the oldest question is always the first to be overdue.
 */
final class Owed {
    /** What stands for the initial state, which has no hash. */
    private static final InvVect INIT_STATE = new InvVect(InvVect.ERROR, io.handfast.decred.wire.encoding.Hash.ZERO);

    /** When it was asked for, and how much time callbacks had taken by then. */
    private record Since(long askedNanos, long callbackNanos) {}

    private final TimeSource time;
    private final PeerSettings settings;
    private final Map<InvVect, Since> open = new LinkedHashMap<>(0);
    private long callbackNanos;

    Owed(TimeSource time, PeerSettings settings) {
        this.time = time;
        this.settings = settings;
    }

    void callbackTook(long nanos) {
        callbackNanos += nanos;
    }

    void asked(GetData question) throws HandshakeException {
        for (InvVect vector : question.inventory()) {
            add(vector);
        }
        if (open.size() > settings.mostOutstanding()) {
            throw LocallyRefused.byOurFault(
                    PeerFailure.TOO_MUCH_ASKED,
                    PeerPhase.MESSAGES.phaseName(),
                    "at most " + settings.mostOutstanding() + " things asked for at a time",
                    open.size() + " of them");
        }
    }

    void asked(@SuppressWarnings("unused") GetInitState question) {
        add(INIT_STATE);
    }

    private void add(InvVect vector) {
        open.remove(vector); // asked again: its time begins again, and it moves to the end
        open.put(vector, new Since(time.nanos(), callbackNanos));
    }

    void came(InvVect vector) {
        open.remove(vector);
    }

    void cameAll(List<InvVect> vectors) {
        vectors.forEach(open::remove);
    }

    void initStateCame() {
        open.remove(INIT_STATE);
    }

    /** When the oldest question will be overdue. */
    Deadline overdueAt() {
        if (open.isEmpty()) {
            return Deadline.NEVER;
        }
        Since first = open.values().iterator().next();
        long busyNanos = callbackNanos - first.callbackNanos();
        return Deadline.at(first.askedNanos() + settings.answerWithin().toNanos() + busyNanos);
    }

    void requireNoneOverdue() throws HandshakeException {
        if (!overdueAt().passed(time)) {
            return;
        }
        InvVect first = open.keySet().iterator().next();
        Duration waited = settings.answerWithin();
        throw new TimedOut(
                PeerFailure.STALLED,
                PeerPhase.MESSAGES.phaseName(),
                first.equals(INIT_STATE) ? "initstate" : Inventory.words(first) + " or notfound",
                "neither within " + waited.toSeconds() + " s; " + open.size() + " answers are missing");
    }
}
