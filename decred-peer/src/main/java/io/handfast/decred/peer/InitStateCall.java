// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.message.GetInitState;
import io.handfast.decred.wire.message.InitState;
import io.handfast.engine.time.TimeSource;
import java.util.List;

/** {@code getinitstate}: asked once on a connection, so the only {@code initstate} is its answer. */
final class InitStateCall extends Call<InitState> {
    private final GetInitState question;

    InitStateCall(GetInitState question, TimeSource time) {
        super(time);
        this.question = question;
    }

    @Override
    List<Message> questions() {
        return List.of(question);
    }

    @Override
    boolean take(Arrival arrival) {
        if (arrival.message() instanceof InitState state) {
            answer(state);
            return true;
        }
        return false;
    }

    @Override
    String expected() {
        return "initstate";
    }
}
