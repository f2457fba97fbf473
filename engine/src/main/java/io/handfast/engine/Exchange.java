// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine;

import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;

/**
 * A procedure's view of its link: enter a phase, send, wait. Owned by the one thread that runs the procedure.
 *
 * @param <C> the protocol's control events
 */
public final class Exchange<C> {
    private final Link<C> link;
    private final TimeSource time;
    private final Trace trace;
    private volatile Phase phase;

    /**
     * An exchange that begins in a phase.
     *
     * @param link the connection
     * @param time the clock
     * @param trace where phases are noted; may hold earlier ones already
     * @param first the first phase
     */
    public Exchange(Link<C> link, TimeSource time, Trace trace, Phase first) {
        this.link = link;
        this.time = time;
        this.trace = trace;
        this.phase = first;
        trace.enter(first);
    }

    /**
     * Notes that the next phase begins.
     *
     * @param next which
     */
    public void enter(Phase next) {
        phase = next;
        trace.enter(next);
    }

    /**
     * Where the procedure stands. The only method for other threads.
     *
     * @return the phase entered last
     */
    public Phase phase() {
        return phase;
    }

    /**
     * Queues a message. Never blocks.
     *
     * @param message its bytes
     * @throws HandshakeException when the connection has ended or takes nothing more
     */
    public void send(byte[] message) throws HandshakeException {
        switch (link.outbox().offer(new Frame.Message(message))) {
            case TAKEN -> {}
            case FULL ->
                throw new LocallyRefused(
                        EngineFailure.OUTBOX_FULL,
                        phase.phaseName(),
                        "room in the outbox",
                        "a peer that takes nothing");
            case CLOSED -> throw ended("to send");
        }
    }

    private HandshakeException ended(String expected) {
        Ending ending = link.inbox().ending().orElse(new Ending.StreamEnded());
        return ending.asFailure(phase, expected);
    }

    /**
     * Blocks until something happens.
     *
     * @param deadline when to return {@link Inbox.Expired}
     * @return what happened; never a cancellation, which is thrown
     * @throws Cancelled when this side was asked to stop or the thread was interrupted; the interrupt is kept
     */
    public Inbox.Event<C> await(Deadline deadline) throws Cancelled {
        try {
            Inbox.Event<C> event = link.inbox().await(deadline);
            if (event instanceof Inbox.Ended<C>(Ending.CancelledHere())) {
                throw new Cancelled(EngineFailure.CANCELLED, phase.phaseName(), "to go on", "a request to stop");
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cancelled(EngineFailure.CANCELLED, phase.phaseName(), "to go on", "an interrupt", e);
        }
    }

    /**
     * The clock of this procedure.
     *
     * @return the source all its deadlines come from
     */
    public TimeSource time() {
        return time;
    }

    /**
     * What has been noted so far.
     *
     * @return the trace; for the procedure's thread only
     */
    public Trace trace() {
        return trace;
    }

    /**
     * The connection itself, for the farewell and for what follows the procedure.
     *
     * @return the link
     */
    public Link<C> link() {
        return link;
    }
}
