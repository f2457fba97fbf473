// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import io.handfast.crypto.Ski;
import java.util.Optional;

/**
 * The peer, as this side knows it when the connection begins.
 *
 * @param ski its key, proven by TLS
 * @param trust what was decided about it
 * @param knownShipId the SHIP ID it had at its last connection; empty when it was never connected
 * @param pins what is wanted and known of PINs
 */
public record RemoteNode(Ski ski, Trust trust, Optional<String> knownShipId, PinTerms pins) {
    /**
     * A peer without PINs.
     *
     * @param ski its key, proven by TLS
     * @param trust what was decided about it
     * @param knownShipId the SHIP ID it had at its last connection; empty when it was never connected
     */
    public RemoteNode(Ski ski, Trust trust, Optional<String> knownShipId) {
        this(ski, trust, knownShipId, PinTerms.NONE);
    }

    /**
     * The same peer with PINs.
     *
     * @param terms what is wanted and known of them
     * @return a new record
     */
    public RemoteNode with(PinTerms terms) {
        return new RemoteNode(ski, trust, knownShipId, terms);
    }
}
