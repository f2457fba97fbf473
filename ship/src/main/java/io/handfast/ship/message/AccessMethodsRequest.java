// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

/** {@code accessMethodsRequest} (13.4.6): asks how the receiver can be reached; has no members. */
public record AccessMethodsRequest() implements KnownMessage {
    @Override
    public MessageType type() {
        return MessageType.CONTROL;
    }
}
