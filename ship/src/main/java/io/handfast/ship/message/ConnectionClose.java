// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import java.time.Duration;
import java.util.Optional;

/**
 * {@code connectionClose} (13.4.7): the orderly end.
 *
 * @param phase {@code phase}
 * @param maxTime {@code maxTime}: how long the sender waits for the confirmation; whole milliseconds below
 *     2<sup>32</sup>
 * @param reason {@code reason}: {@value #UNSPECIFIC}, {@value #REMOVED_CONNECTION}, or whatever the sender wrote:
 *     ship-go puts its application's text here, often an empty one
 */
public record ConnectionClose(ClosePhase phase, Optional<Duration> maxTime, Optional<String> reason)
        implements KnownMessage {
    /** No reason that the receiver should act on. */
    public static final String UNSPECIFIC = "unspecific";
    /** The receiver is no longer among the sender's trusted devices. */
    public static final String REMOVED_CONNECTION = "removedConnection";

    /**
     * A step of the end.
     *
     * @throws IllegalArgumentException when {@code maxTime} is out of range
     */
    public ConnectionClose {
        maxTime.ifPresent(value -> Values.requireMillis(value, "maxTime"));
        reason.ifPresent(text -> Values.requireText(text, "reason"));
    }

    /**
     * The sender is about to close.
     *
     * @param maxTime how long it waits for the confirmation
     * @param reason {@link #UNSPECIFIC} or {@link #REMOVED_CONNECTION}
     * @return an announcement
     * @throws IllegalArgumentException when {@code maxTime} is out of range
     */
    public static ConnectionClose announce(Duration maxTime, String reason) {
        return new ConnectionClose(ClosePhase.ANNOUNCE, Optional.of(maxTime), Optional.of(reason));
    }

    /**
     * The answer to an announcement.
     *
     * @return a confirmation
     */
    public static ConnectionClose confirm() {
        return new ConnectionClose(ClosePhase.CONFIRM, Optional.empty(), Optional.empty());
    }

    @Override
    public MessageType type() {
        return MessageType.END;
    }
}
