// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.decred.wire.message.Services;
import java.util.ArrayList;
import java.util.List;

/**
 * Which nodes a seeder shall tell of, and how much of its answer is read.
 *
 * @param ipVersion 4 or 6; 0 for both
 * @param protocolVersion the one they have to speak; 0 for any
 * @param services what they have to offer
 * @param mostNodes how many are read
 * @param mostBytes how much of an answer is read
 */
public record SeederQuery(int ipVersion, int protocolVersion, Services services, int mostNodes, int mostBytes) {
    /** What dcrd asks, and how much it reads. */
    public static final SeederQuery USUAL = new SeederQuery(0, 0, Services.NODE_NETWORK, 16, 4_096);

    /** Rejects what no seeder understands. */
    public SeederQuery {
        if (ipVersion != 0 && ipVersion != 4 && ipVersion != 6) {
            throw new IllegalArgumentException("IP version " + ipVersion + ": 4, 6 or 0 expected");
        }
        if (protocolVersion < 0 || mostNodes < 1 || mostBytes < 1) {
            throw new IllegalArgumentException("a query without an answer");
        }
    }

    /** The query part of an address, decimal numbers throughout. */
    String text() {
        List<String> parts = new ArrayList<>();
        if (ipVersion != 0) {
            parts.add("ipversion=" + ipVersion);
        }
        if (protocolVersion != 0) {
            parts.add("pver=" + protocolVersion);
        }
        if (services.bits() != 0) {
            parts.add("services=" + Long.toUnsignedString(services.bits()));
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }
}
