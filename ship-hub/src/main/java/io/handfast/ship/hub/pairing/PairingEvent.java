// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Something an operator may want to read, and an audit has to keep: one line each. Never holds a secret.
 *
 * @param at when, by the calendar
 * @param kind what
 * @param device whom it is about; empty for the service itself, and where a record was not proven
 * @param failure what went wrong, if something did
 * @param text the rest, for people
 */
public record PairingEvent(
        Instant at, Kind kind, Optional<PairedDevice> device, Optional<PairingFailure> failure, String text) {
    /** The kinds of events. */
    public enum Kind {
        /** This side follows the next valid record. */
        LISTENING,
        /** This side has its control unit, and follows no record. */
        CLOSED,
        /** A record was followed: its control unit is trusted. */
        PAIRED,
        /** The control unit before is not trusted any more. */
        REPLACED,
        /** A paired device has proven its key for the first time. */
        MET,
        /** A record for this side was not followed. */
        REFUSED,
        /** A record for this side is looked at when this side listens again. */
        DEFERRED,
        /** This side announces itself to a device. */
        ANNOUNCING,
        /** It does so no more. */
        WITHDRAWN,
        /** A paired device is not trusted any more, by a user's wish. */
        FORGOTTEN,
        /** Something could not be stored. */
        FAILED;

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
