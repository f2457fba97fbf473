// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.engine.Ending;
import io.handfast.ship.message.MalformedMessage;
import io.handfast.ship.message.ShipMessage;

/** What the tester can meet while it waits. */
sealed interface Heard {
    /** A message, and its bytes for people. */
    record Message(ShipMessage message, String shown) implements Heard {}

    /** Bytes that are no message. */
    record Garbage(MalformedMessage why, String shown) implements Heard {}

    /** The connection has ended. */
    record Closed(Ending ending) implements Heard {}

    /** Nothing in time. */
    record Silence() implements Heard {}

    /** For a verdict's {@code got}. */
    default String words() {
        return switch (this) {
            case Message(ShipMessage _, String shown) -> shown;
            case Garbage(MalformedMessage why, String shown) -> shown + " (" + why.getMessage() + ")";
            case Closed(Ending.PeerClosed(int code, String reason)) ->
                "close " + code + (reason.isEmpty() ? "" : " " + reason);
            case Closed(Ending ending) -> "the end of the connection (" + ending + ")";
            case Silence _ -> "nothing in time";
        };
    }
}
