// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

/** A message that SHIP 1.0.1 defines, and so one that can be sent. */
public sealed interface KnownMessage extends ShipMessage
        permits Init,
                ConnectionHello,
                ProtocolHandshake,
                ProtocolHandshakeError,
                PinState,
                PinInput,
                PinError,
                AccessMethodsRequest,
                AccessMethods,
                Data,
                ConnectionClose {

    /**
     * The first byte that belongs to this message. A lenient codec also accepts a message under another one.
     *
     * @return its type
     */
    MessageType type();
}
