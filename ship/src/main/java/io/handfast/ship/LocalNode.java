// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import io.handfast.ship.message.AccessMethods;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * This side.
 *
 * @param shipId its SHIP ID, 1 to 63 bytes of UTF-8, the same for life
 * @param announced whether it can be found through multicast DNS; peers are told as {@code dnsSd_mDns}
 * @param dns where it can be reached besides: a {@code wss} URI in full. Only when the operator wants it: a ship-go of
 *     2024 ends the connection when it is told (quirk)
 * @param queriesAccessMethods whether it asks its peers for theirs, as nearly all nodes do; one that declares that it
 *     does not (SHIP 13.4.6) never learns their SHIP IDs and notices no change of one
 */
public record LocalNode(String shipId, boolean announced, Optional<String> dns, boolean queriesAccessMethods) {
    /** Rejects what no peer would accept. */
    public LocalNode {
        int bytes = shipId.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > 63) {
            throw new IllegalArgumentException("a SHIP ID has 1 to 63 bytes, this one has " + bytes);
        }
        if (dns.isPresent() && !AccessMethods.isReachable(dns.get())) {
            throw new IllegalArgumentException("not a wss URI with a host: " + dns.get());
        }
    }

    /**
     * A side that tells nothing but its SHIP ID, and asks for its peers'.
     *
     * @param shipId 1 to 63 bytes of UTF-8, the same for life
     */
    public LocalNode(String shipId) {
        this(shipId, false, Optional.empty(), true);
    }

    /**
     * The same side, declared to be found.
     *
     * @param throughMdns whether through multicast DNS
     * @param uri where besides: a {@code wss} URI in full
     * @return a side that tells its peers so
     */
    public LocalNode reachable(boolean throughMdns, Optional<String> uri) {
        return new LocalNode(shipId, throughMdns, uri, queriesAccessMethods);
    }

    /**
     * The same side, declared not to query access methods.
     *
     * @return a side that never sends a request, and answers those of others
     */
    public LocalNode withoutQuery() {
        return new LocalNode(shipId, announced, dns, false);
    }

    /**
     * What peers are told.
     *
     * @return the answer to a request for access methods
     */
    public AccessMethods accessMethods() {
        return new AccessMethods(shipId, announced, dns);
    }
}
