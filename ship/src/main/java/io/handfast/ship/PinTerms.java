// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import io.handfast.crypto.Ski;
import io.handfast.ship.message.Pin;
import java.util.Optional;

/**
 * What this side wants and knows of PINs when a connection with one peer begins. {@link #NONE} unless a PIN is
 * configured for that peer: no stack in the field takes part, most of them end the connection.
 *
 * @param demand what this side demands of the peer
 * @param known the PIN to give when the peer wants one; stays the caller's, who may wipe it after the handshake
 * @param question how to ask the user for one
 */
public record PinTerms(Optional<PinDemand> demand, Optional<Pin> known, Question question) {
    /** No PIN demanded, none known, nobody to ask. */
    public static final PinTerms NONE = new PinTerms(Optional.empty(), Optional.empty(), (peer, wish) -> {});

    /** Asks the user for the PIN that a peer wants. */
    @FunctionalInterface
    public interface Question {
        /**
         * The peer wants a PIN, and there is none to give. The answer, if any, goes to
         * {@link ShipHandshake#enterPin} or {@link ShipConnection#enterPin}. Runs on the connection's thread; must
         * not block.
         *
         * @param peer who wants it
         * @param wish what is known about it
         */
        void ask(Ski peer, Wish wish);
    }

    /**
     * A peer's wish for a PIN.
     *
     * @param required whether nothing goes on without it
     * @param refused whether the peer found one wrong before
     */
    public record Wish(boolean required, boolean refused) {}

    /**
     * The same with a demand.
     *
     * @param other what this side demands
     * @return new terms
     */
    public PinTerms demanding(PinDemand other) {
        return new PinTerms(Optional.of(other), known, question);
    }

    /**
     * The same with a PIN to give.
     *
     * @param pin the one the peer will want
     * @return new terms
     */
    public PinTerms giving(Pin pin) {
        return new PinTerms(demand, Optional.of(pin), question);
    }

    /**
     * The same with somebody to ask.
     *
     * @param other how to ask
     * @return new terms
     */
    public PinTerms asking(Question other) {
        return new PinTerms(demand, known, other);
    }
}
