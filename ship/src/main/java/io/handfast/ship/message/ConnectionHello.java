// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import java.time.Duration;
import java.util.Optional;

/**
 * {@code connectionHello} (13.4.4.1): whether the sender trusts the receiver. Any combination of members that came
 * is kept; which ones mean something in which phase is for the hello procedure to judge.
 *
 * @param phase {@code phase}
 * @param waiting {@code waiting}: how long the sender goes on waiting; whole milliseconds below 2<sup>32</sup>.
 *     Zero is kept as zero, although EEBUS.Net sends it where it means nothing
 * @param prolongationRequest {@code prolongationRequest}: the sender asks for more time. An absent member and
 *     {@code false} are the same
 */
public record ConnectionHello(HelloPhase phase, Optional<Duration> waiting, boolean prolongationRequest)
        implements KnownMessage {
    /**
     * A hello.
     *
     * @throws IllegalArgumentException when {@code waiting} is out of range
     */
    public ConnectionHello {
        waiting.ifPresent(value -> Values.requireMillis(value, "waiting"));
    }

    /**
     * The sender trusts the receiver.
     *
     * @param waiting how long it waits for the same
     * @return a hello with phase {@code ready}
     * @throws IllegalArgumentException when {@code waiting} is out of range
     */
    public static ConnectionHello ready(Duration waiting) {
        return new ConnectionHello(HelloPhase.READY, Optional.of(waiting), false);
    }

    /**
     * The sender has to ask somebody.
     *
     * @param waiting how long it goes on waiting
     * @return a hello with phase {@code pending}
     * @throws IllegalArgumentException when {@code waiting} is out of range
     */
    public static ConnectionHello pending(Duration waiting) {
        return new ConnectionHello(HelloPhase.PENDING, Optional.of(waiting), false);
    }

    /**
     * The sender needs more time. Without {@code waiting}, since openeebus does not see a request beside it.
     *
     * @return a hello with phase {@code pending} and the request
     */
    public static ConnectionHello askForMore() {
        return new ConnectionHello(HelloPhase.PENDING, Optional.empty(), true);
    }

    /**
     * The sender refuses.
     *
     * @return a hello with phase {@code aborted}
     */
    public static ConnectionHello aborted() {
        return new ConnectionHello(HelloPhase.ABORTED, Optional.empty(), false);
    }

    @Override
    public MessageType type() {
        return MessageType.CONTROL;
    }
}
