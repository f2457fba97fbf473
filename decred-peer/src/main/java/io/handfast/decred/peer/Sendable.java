// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.message.Addr;
import io.handfast.decred.wire.message.GetData;
import io.handfast.decred.wire.message.Inv;
import io.handfast.decred.wire.message.VerAck;
import io.handfast.decred.wire.message.Version;
import java.util.List;

/** Keeps an application from sending what ends a connection with dcrd, or gets its address banned for a day. */
final class Sendable {
    private Sendable() {}

    static void require(Message message) {
        switch (message) {
            case Version _, VerAck _ ->
                throw new IllegalArgumentException(
                        "the handshake is over: no " + message.command().text());
            case Inv(List<?> inventory) -> requireSome(inventory, message);
            case GetData(List<?> inventory) -> requireSome(inventory, message);
            case Addr(List<?> addresses) -> requireSome(addresses, message);
            default -> {}
        }
    }

    private static void requireSome(List<?> items, Message message) {
        if (items.isEmpty()) {
            throw new IllegalArgumentException("an empty " + message.command().text() + " gets a node banned");
        }
    }
}
