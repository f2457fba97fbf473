// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Fingerprint;
import io.handfast.crypto.Ski;
import io.handfast.ship.PinTerms;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** Whom this side trusts. Asked and told by the hub's threads; must be safe for all of them and answer at once. */
public interface TrustStore {
    /**
     * A device this side trusts.
     *
     * @param ski its key
     * @param shipId the SHIP ID it had when it was last connected; empty when it never was
     * @param name what people call it: brand and model, or the SKI's beginning
     * @param legacySki whether its SKI need not follow from its key, because ship-go up to v0.5.0 made its
     *     certificate; an operator's explicit exception, as anybody can claim such an SKI
     * @param description what it said it is when it was paired
     * @param reach where it was, for the day on which nothing else tells
     */
    record TrustedDevice(
            Ski ski, Optional<String> shipId, String name, boolean legacySki, Description description, Reach reach) {
        /**
         * A device of which no more is known.
         *
         * @param ski its key
         * @param shipId the SHIP ID it had when it was last connected; empty when it never was
         * @param name what people call it: brand and model, or the SKI's beginning
         * @param legacySki whether its SKI need not follow from its key
         */
        public TrustedDevice(Ski ski, Optional<String> shipId, String name, boolean legacySki) {
            this(ski, shipId, name, legacySki, Description.NONE, Reach.NONE);
        }

        /**
         * A device whose SKI follows from its key, as it should.
         *
         * @param ski its key
         * @param shipId the SHIP ID it had when it was last connected; empty when it never was
         * @param name what people call it: brand and model, or the SKI's beginning
         */
        public TrustedDevice(Ski ski, Optional<String> shipId, String name) {
            this(ski, shipId, name, false);
        }

        /**
         * The same with what it says it is.
         *
         * @param other as discovery tells
         * @return a new record
         */
        public TrustedDevice with(Description other) {
            return new TrustedDevice(ski, shipId, name, legacySki, other, reach);
        }
    }

    /**
     * What a device is. Each is empty when it is not known.
     *
     * @param brand who made it
     * @param model which one
     * @param type such as Wallbox
     * @param fingerprint SHA-256 of the certificate it had when it was paired, upper-case hexadecimal
     */
    record Description(String brand, String model, String type, String fingerprint) {
        /** Nothing known. */
        public static final Description NONE = new Description("", "", "", "");
    }

    /**
     * Where a device can be reached besides where it is announced or configured.
     *
     * @param told the {@code wss} URI of its access methods, as it told it last
     * @param lastGood where it answered last when it was dialled
     */
    record Reach(Optional<String> told, Optional<Address> lastGood) {
        /** Nothing known. */
        public static final Reach NONE = new Reach(Optional.empty(), Optional.empty());
    }

    /**
     * A completed handshake.
     *
     * @param shipId what the device says its SHIP ID is; empty when it told none
     * @param at when
     * @param told the {@code wss} URI by which it says it can be reached
     * @param dialledAt where it was dialled; empty when it came by itself
     */
    record Meeting(String shipId, Instant at, Optional<String> told, Optional<Address> dialledAt) {}

    /**
     * Looks a device up.
     *
     * @param ski its key
     * @return the device; empty when it is not trusted
     */
    Optional<TrustedDevice> find(Ski ski);

    /**
     * All of them.
     *
     * @return a snapshot
     */
    Collection<TrustedDevice> all();

    /**
     * Trusts a device from now on; returns when that is stored. Blocks for that; not called by the hub's own threads.
     *
     * @param device whom; one that is trusted already stays as it is
     * @throws IOException when it could not be stored; it is not trusted then
     */
    void trust(TrustedDevice device) throws IOException;

    /**
     * Trusts a device no more; returns when that is stored.
     *
     * @param ski whom; one that is not trusted is none
     * @throws IOException when it could not be stored; it is trusted still
     */
    void forget(Ski ski) throws IOException;

    /**
     * A trusted device completed its handshake.
     *
     * @param ski its key
     * @param shipId what it says its SHIP ID is; empty when it told none
     * @param at when
     */
    void connected(Ski ski, String shipId, Instant at);

    /**
     * The same with all that was learnt. Called instead of {@link #connected}, which it calls unless it is overridden.
     *
     * @param ski a trusted device's key
     * @param meeting what was learnt
     */
    default void met(Ski ski, Meeting meeting) {
        connected(ski, meeting.shipId(), meeting.at());
    }

    /**
     * A peer, trusted or not, has proven its key.
     *
     * @param ski its key
     * @param fingerprint SHA-256 of the certificate it did that with, upper-case hexadecimal
     */
    default void proven(Ski ski, String fingerprint) {}

    /**
     * The one certificate with which a device is taken for this key, where not the key but the certificate was paired.
     * Asked inside the TLS handshake, on threads that compute: answers at once.
     *
     * @param ski a key
     * @return SHA-256 of that certificate; with any other one the handshake ends ({@code tls.wrong-certificate}). Empty
     *     when the key is enough
     */
    default Optional<Fingerprint> certificate(Ski ski) {
        return Optional.empty();
    }

    /**
     * What is configured of PINs for a device: what is demanded of it, and which one it wants. What a user enters
     * through {@link ShipHub#enterPin} comes before that; whom to ask is the hub's business.
     *
     * @param ski its key
     * @return terms whose question is not used; a ledger that all devices share belongs to its demand
     */
    default PinTerms pins(Ski ski) {
        return PinTerms.NONE;
    }
}
