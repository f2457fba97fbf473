// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

/** Connection mode initialisation (13.4.3): the byte 0 as the whole value. Any other value is no init at all. */
public record Init() implements KnownMessage {
    @Override
    public MessageType type() {
        return MessageType.INIT;
    }
}
