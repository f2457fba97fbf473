// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import io.handfast.engine.failure.HandshakeException;
import java.util.Optional;

/**
 * How an established connection ended.
 *
 * @param kind in one word
 * @param detail words for people
 * @param failure when it was no orderly end
 */
public record CloseReason(Kind kind, String detail, Optional<HandshakeException> failure) {
    /** The kinds of ends. */
    public enum Kind {
        /** This side announced it. */
        CLOSED_HERE,
        /** The peer announced it. */
        ANNOUNCED_BY_PEER,
        /** The peer closed the WebSocket without an announcement. */
        CLOSED_BY_PEER,
        /** The connection broke. */
        LOST,
        /** This side ended it at once. */
        CANCELLED
    }
}
