// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import io.handfast.engine.Ending;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.message.MalformedMessage;
import io.handfast.ship.message.ShipMessage;

/** What a phase can meet while it waits. */
public sealed interface ShipEvent {
    /**
     * A message of the peer.
     *
     * @param message decoded
     */
    record Received(ShipMessage message) implements ShipEvent {}

    /**
     * Bytes of the peer that are no message.
     *
     * @param why what is wrong with them
     */
    record Malformed(MalformedMessage why) implements ShipEvent {}

    /**
     * A decision of this side.
     *
     * @param control which
     */
    record Decided(ShipControl control) implements ShipEvent {}

    /**
     * The connection has ended.
     *
     * @param ending how
     */
    record Ended(Ending ending) implements ShipEvent {}

    /**
     * A deadline passed.
     *
     * @param deadline the one that was waited for, the same object
     */
    record Expired(Deadline deadline) implements ShipEvent {}

    /**
     * The event in words for people.
     *
     * @return what came, for a failure's {@code got}
     */
    default String words() {
        return switch (this) {
            case Received(ShipMessage message) -> MessageWords.of(message);
            case Malformed(MalformedMessage why) -> String.valueOf(why.getMessage());
            case Decided(ShipControl control) -> MessageWords.of(control);
            case Ended(Ending ending) -> ending.asFailure(ShipPhase.ERROR, "").got();
            case Expired _ -> "nothing in time";
        };
    }
}
