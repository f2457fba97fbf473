// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.message.Headers;
import io.handfast.engine.failure.HandshakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The questions that are open. Belongs to the owner. */
final class Calls {
    private final Outgoing outgoing;
    private final HeadersLane headers = new HeadersLane();
    private final List<Call<?>> open = new ArrayList<>(0);

    Calls(Outgoing outgoing) {
        this.outgoing = outgoing;
    }

    void begin(Call<?> call) {
        if (call instanceof HeadersCall question) {
            headers.begin(question).ifPresent(this::ask);
        } else {
            open.add(call);
            ask(call);
        }
    }

    private void ask(Call<?> call) {
        try {
            for (Message question : call.questions()) {
                outgoing.say(question);
            }
        } catch (HandshakeException e) {
            call.fail(e);
            withdraw(call);
        }
    }

    void withdraw(Call<?> call) {
        if (call instanceof HeadersCall question) {
            headers.withdraw(question).ifPresent(this::ask);
        } else {
            open.remove(call);
        }
    }

    /** Returns whether the message was somebody's answer and is nobody else's news. */
    boolean take(Arrival arrival) {
        if (arrival.message() instanceof Headers list) {
            Optional<HeadersCall> answered = headers.answeredBy(list);
            answered.flatMap(call -> headers.answered(call, list)).ifPresent(this::ask);
            return answered.isPresent();
        }
        for (Call<?> call : open) {
            if (call.take(arrival)) {
                return true;
            }
        }
        return false;
    }
}
