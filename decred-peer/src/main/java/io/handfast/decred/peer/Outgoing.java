// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Message;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.Outbox;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import java.util.ArrayDeque;
import java.util.function.Function;

/**
 * What the owner has to say in one lane of the outbox. It never waits for room there, which the application's own senders
 * may leave none of: what has none is kept in here, in order and not much of it, until the writer has written something.
 * Belongs to the owner.
 */
final class Outgoing {
    /** Answers that may wait. Only a peer that asks on without reading comes to more. */
    private static final int MOST_WAITING = 100;

    private final PeerChannel channel;
    private final Function<Message, Outbox.Offer> lane;
    private final ArrayDeque<Message> waiting = new ArrayDeque<>(0);

    Outgoing(PeerChannel channel, Function<Message, Outbox.Offer> lane) {
        this.channel = channel;
        this.lane = lane;
    }

    /** Says it now or as soon as there is room. */
    void say(Message message) throws HandshakeException {
        if (!takes(message)) {
            if (waiting.size() == MOST_WAITING) {
                throw new LocallyRefused(
                        EngineFailure.OUTBOX_FULL,
                        PeerPhase.MESSAGES.phaseName(),
                        "room in the outbox for " + message.command().text(),
                        "a peer that takes nothing, and " + MOST_WAITING + " messages that wait already");
            }
            waiting.add(message);
        }
    }

    /** Whether it goes out now; else {@link #goOn} is called later. */
    boolean takes(Message message) {
        return waiting.isEmpty() && offered(message);
    }

    /** The second attempt is for an outbox that got room before the writer was told to say so. */
    private boolean offered(Message message) {
        if (lane.apply(message) != Outbox.Offer.FULL) {
            return true;
        }
        channel.tellWhenRoom();
        return lane.apply(message) != Outbox.Offer.FULL;
    }

    /** The writer has written something. */
    void goOn() {
        while (!waiting.isEmpty() && offered(waiting.getFirst())) {
            waiting.removeFirst();
        }
    }
}
