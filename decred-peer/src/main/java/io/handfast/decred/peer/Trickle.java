// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.message.Inv;
import io.handfast.decred.wire.message.InvVect;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gathers announcements for a random while, so that nobody sees from their times where a transaction came from, and
 * tells them together. Belongs to the owner, but for the count.
 */
final class Trickle {
    /** As dcrd does it; the protocol allows 50 000. */
    private static final int MOST_PER_MESSAGE = 1_000;

    private final PeerSession session;
    private final Outgoing outgoing;
    private final KnownInventory known;
    private final AtomicInteger waitingOrPosted;
    private final Set<InvVect> waiting = new LinkedHashSet<>(0);
    private Deadline tellAt = Deadline.NEVER;

    /** The count is what {@link Peer} has posted; it goes down when an announcement is told or dropped. */
    Trickle(PeerSession session, Outgoing outgoing, KnownInventory known, AtomicInteger waitingOrPosted) {
        this.session = session;
        this.outgoing = outgoing;
        this.known = known;
        this.waitingOrPosted = waitingOrPosted;
    }

    /** When {@link #tell} is due. */
    Deadline tellAt() {
        return tellAt;
    }

    void add(PeerEvent.Announce announce) throws HandshakeException {
        InvVect vector = announce.vector();
        if (announce.atOnce()) {
            waitingOrPosted.decrementAndGet();
            if (!known.contains(vector)) {
                known.add(vector);
                outgoing.say(new Inv(List.of(vector)));
            }
        } else if (known.contains(vector) || !waiting.add(vector)) {
            waitingOrPosted.decrementAndGet();
        } else if (tellAt == Deadline.NEVER) {
            tellAt = session.time().in(pause());
        }
    }

    private Duration pause() {
        Duration least = session.settings().trickleLeast();
        long span = session.settings().trickleMost().minus(least).toMillis();
        return least.plusMillis(session.entropy().below(span + 1));
    }

    /** Tells what the peer does not know by now. */
    void tell() throws HandshakeException {
        List<InvVect> batch = new ArrayList<>();
        for (InvVect vector : waiting) {
            if (!known.contains(vector)) {
                known.add(vector);
                batch.add(vector);
            }
        }
        waitingOrPosted.addAndGet(-waiting.size());
        waiting.clear();
        tellAt = Deadline.NEVER;
        for (int from = 0; from < batch.size(); from += MOST_PER_MESSAGE) {
            outgoing.say(new Inv(batch.subList(from, Math.min(batch.size(), from + MOST_PER_MESSAGE))));
        }
    }
}
