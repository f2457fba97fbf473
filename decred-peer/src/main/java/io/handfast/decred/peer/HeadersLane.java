// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.message.Headers;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the answers to {@code getheaders} among the {@code headers} that come, some of which are announcements of new
 * blocks. Questions go out one at a time, since answers come in the order of the questions and say nothing of theirs.
 *
 * <ul>
 *   <li>An empty message is an answer: nobody announces nothing. When a question was given up before, it is taken for
 *       the answer to that one, once.
 *   <li>Headers that follow the first hash of the locator are the answer; so are, with less right, those that follow
 *       another hash of it or the genesis block, and for an empty locator the header that was asked for by its hash.
 *   <li>All others are announcements and go to the listener.
 *   <li>An announcement of the very block after the locator's first hash cannot be told from the answer. It is taken for
 *       it, and its content is as good. The answer that follows then is known by its beginning and does not pass for
 *       the answer to the next question.
 * </ul>
 */
final class HeadersLane {
    /** dcrd takes fewer for announcements, and so do we. */
    private static final int LEAST_OF_A_BATCH = 12;

    private final ArrayDeque<HeadersCall> waiting = new ArrayDeque<>(0);
    private @Nullable HeadersCall asked;
    private @Nullable HeadersCall earlier; // whose answer may still come
    private boolean earlierGivenUp;

    /** Returns the call that may be asked now, if any. */
    Optional<HeadersCall> begin(HeadersCall call) {
        waiting.add(call);
        return next();
    }

    private Optional<HeadersCall> next() {
        if (asked != null) {
            return Optional.empty();
        }
        asked = waiting.poll();
        return Optional.ofNullable(asked);
    }

    /** Returns the call that may be asked now, if any. */
    Optional<HeadersCall> withdraw(HeadersCall call) {
        waiting.remove(call);
        if (call != asked) {
            return Optional.empty();
        }
        earlier = call;
        earlierGivenUp = true;
        asked = null;
        return next();
    }

    /** Returns the call that these headers answer, if any; then {@link #answered} is next. */
    Optional<HeadersCall> answeredBy(Headers headers) {
        if (headers.headers().isEmpty()) {
            return answeredByNothing();
        }
        BlockHeader first = headers.headers().getFirst();
        HeadersCall now = asked;
        if (now != null && now.followsTip(first)) {
            return Optional.of(now);
        }
        if (earlier != null && earlier.followsTip(first)) {
            earlier = null;
            return Optional.empty();
        }
        return Optional.ofNullable(now).filter(call -> call.mayBeAnsweredBy(first));
    }

    private Optional<HeadersCall> answeredByNothing() {
        if (earlier != null && earlierGivenUp) {
            earlier = null;
            return Optional.empty();
        }
        return Optional.ofNullable(asked);
    }

    /** Returns the call that may be asked now, if any. */
    Optional<HeadersCall> answered(HeadersCall call, Headers headers) {
        int count = headers.headers().size();
        earlier = count > 0 && count < LEAST_OF_A_BATCH ? call : null;
        earlierGivenUp = false;
        asked = null;
        call.answer(headers);
        return next();
    }
}
