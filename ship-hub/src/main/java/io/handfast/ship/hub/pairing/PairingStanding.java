// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a pairing service stood at one moment.
 *
 * @param listening whether the next valid record is followed
 * @param listensAt when it listens again, by the calendar; empty when it does, or its control unit is connected
 * @param controlUnit whom it trusts by its QR code
 * @param deferred how many records wait for it to listen
 * @param announcing SHIP IDs of the devices it announces itself to
 */
public record PairingStanding(
        boolean listening,
        Optional<Instant> listensAt,
        Optional<PairedDevice> controlUnit,
        int deferred,
        List<String> announcing) {
    /** Copies the list. */
    public PairingStanding {
        announcing = List.copyOf(announcing);
    }
}
