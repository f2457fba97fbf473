// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
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
     */
    record TrustedDevice(Ski ski, Optional<String> shipId, String name, boolean legacySki) {
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
    }

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
}
