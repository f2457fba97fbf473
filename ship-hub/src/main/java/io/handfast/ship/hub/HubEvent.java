// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.failure.HandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Something an operator may want to read; one line each. The words are those of all our logs: stage, code,
 * blame, hint, next attempt.
 *
 * @param at when, by the calendar
 * @param kind what
 * @param ski which device; empty for the hub itself and for peers that never proved a key
 * @param name what people call the device; empty when unknown
 * @param stage how far it got: tcp, tls, websocket, a phase's name, established
 * @param text the rest, for people
 * @param failure what went wrong, if something did
 * @param nextAttempt how long until the next try; empty when there is none planned
 */
public record HubEvent(
        Instant at,
        Kind kind,
        Optional<Ski> ski,
        String name,
        String stage,
        String text,
        Optional<HandshakeException> failure,
        Optional<Duration> nextAttempt) {
    /**
     * An event of the node itself.
     *
     * @param at when, by the calendar
     * @param kind what
     * @param text the rest, for people
     * @return an event about no device
     */
    public static HubEvent of(Instant at, Kind kind, String text) {
        return new HubEvent(at, kind, Optional.empty(), "", "", text, Optional.empty(), Optional.empty());
    }

    /**
     * What happened, in a line for people.
     *
     * @return the failure's code, the text, what to do, when the next attempt is; what does not apply is left out
     */
    public String sentence() {
        StringBuilder sentence = new StringBuilder();
        failure.ifPresent(why -> sentence.append(why.code().code()).append(", "));
        sentence.append(text);
        failure.ifPresent(why -> sentence.append("; ").append(why.code().hint()));
        nextAttempt.ifPresent(wait ->
                sentence.append(String.format(Locale.ROOT, "; next attempt in %.1f s", wait.toMillis() / 1000.0)));
        return sentence.toString();
    }
    /** The kinds of events. */
    public enum Kind {
        /** The hub accepts connections. */
        LISTENING,
        /** Discovery sees a device. */
        APPEARED,
        /** Discovery does not see a trusted device any more. */
        DISAPPEARED,
        /** A device waits for somebody to decide whether it is trusted. */
        PENDING,
        /** A device is trusted from now on. */
        TRUSTED,
        /** A device is not trusted any more. */
        FORGOTTEN,
        /** All places are taken: a device is dialled as soon as there is one. */
        QUEUED,
        /** A device wants a PIN that the hub does not have; see {@link ShipHub#enterPin}. */
        PIN_WANTED,
        /** Two connections of one device: which one stays. */
        DOUBLE,
        /** An attempt to reach a device begins. */
        DIALLING,
        /** A device came by itself. */
        KNOCKED,
        /** A handshake is complete; data may flow. */
        CONNECTED,
        /** An established connection has ended. */
        DISCONNECTED,
        /** An attempt failed. */
        FAILED,
        /** A peer was turned away: unknown, or no room. */
        REFUSED,
        /** Nothing failed, but an operator should know: a certificate that is odd, ours or a device's. */
        WARNING,
        /** The hub has stopped. */
        STOPPED;

        /**
         * The stable word.
         *
         * @return lower case
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
