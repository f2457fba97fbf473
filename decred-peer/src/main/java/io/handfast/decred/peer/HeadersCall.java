// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.message.GetHeaders;
import io.handfast.decred.wire.message.Headers;
import io.handfast.engine.time.TimeSource;
import java.util.List;

/** {@code getheaders}. {@link HeadersLane} finds its answer. */
final class HeadersCall extends Call<Headers> {
    private final GetHeaders question;

    HeadersCall(GetHeaders question, TimeSource time) {
        super(time);
        this.question = question;
    }

    @Override
    List<Message> questions() {
        return List.of(question);
    }

    @Override
    boolean take(Arrival arrival) {
        throw new IllegalStateException("bug: the lane decides about headers");
    }

    @Override
    String expected() {
        return "headers";
    }

    /** Whether headers that begin so follow the first hash of the locator, as they do unless the peer has another chain. */
    boolean followsTip(BlockHeader first) {
        return question.locators().isEmpty()
                ? first.hash().equals(question.stop())
                : first.previous().equals(question.locators().getFirst());
    }

    /** Whether headers that begin so can be an answer at all: a peer that knows no hash begins after its genesis. */
    boolean mayBeAnsweredBy(BlockHeader first) {
        return followsTip(first) || question.locators().contains(first.previous()) || first.height() == 1;
    }
}
