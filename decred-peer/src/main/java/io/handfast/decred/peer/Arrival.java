// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.message.InvVect;
import java.util.Optional;

/** A message that came, and under which name it may have been asked for. */
record Arrival(Message message, Optional<InvVect> vector) {
    static Arrival of(Message message) {
        return new Arrival(message, Inventory.of(message));
    }
}
