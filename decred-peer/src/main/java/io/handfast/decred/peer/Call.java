// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Message;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.Inbox;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.TimedOut;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import java.util.List;

/**
 * A question to the peer, from asking to answer. One thread makes it and waits in {@link #await}; everything else
 * happens on the owner's thread. Decred numbers neither questions nor answers: each kind of call says in {@link #take}
 * by what it knows its own.
 *
 * @param <T> the answer
 */
abstract sealed class Call<T> permits HeadersCall, FiltersCall, DataCall, InitStateCall, AddressesCall, PingCall {
    private sealed interface Said<T> {}

    private record Answered<T>(T answer) implements Said<T> {}

    private record Failed<T>(HandshakeException failure) implements Said<T> {}

    private final Inbox<Said<T>> said;

    Call(TimeSource time) {
        this.said = new Inbox<>(time, 0);
    }

    /** What has to be sent. */
    abstract List<Message> questions();

    /** Looks at what came; returns whether it belongs to this call alone and is nobody else's news. */
    abstract boolean take(Arrival arrival);

    /** What is waited for, in words. */
    abstract String expected();

    /** Only the first word counts. */
    final void answer(T answer) {
        said.post(new Answered<>(answer));
    }

    final void fail(HandshakeException failure) {
        said.post(new Failed<>(failure));
    }

    /** Blocks until the call is answered, has failed, or time is over. */
    final T await(Deadline by) throws HandshakeException {
        try {
            return switch (said.await(by)) {
                case Inbox.Posted<Said<T>>(Answered<T>(T answer)) -> answer;
                case Inbox.Posted<Said<T>>(Failed<T>(HandshakeException failure)) -> throw failure;
                default ->
                    throw new TimedOut(
                            PeerFailure.NO_ANSWER, PeerPhase.MESSAGES.phaseName(), expected(), "nothing in time");
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cancelled(EngineFailure.CANCELLED, PeerPhase.MESSAGES.phaseName(), expected(), "an interrupt", e);
        }
    }
}
