// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

import io.handfast.crypto.Ski;
import io.handfast.ship.hub.discovery.DiscoveryEvent;
import io.handfast.ship.hub.discovery.PairingSecret;

/** Everything that can happen to the pairing service. */
sealed interface PairingInput {
    /** A pairing record on the network. */
    record Found(DiscoveryEvent event) implements PairingInput {}

    /** A paired device has proven its key for the first time. */
    record Met(PairedDevice device, Ski ski) implements PairingInput {}

    /** A paired device is not trusted any more, by a user's wish. */
    record Forgotten(PairedDevice device) implements PairingInput {}

    /** A connection of some device is complete, or has ended. */
    record Connection(Ski ski, boolean up) implements PairingInput {}

    /** A node that may be an expected one was dialled; what came of it is told as {@link Met}. */
    record Asked() implements PairingInput {}

    /** Trust a device and announce this side to it. */
    record Announce(PairingTarget target) implements PairingInput {}

    /** Announce this side to it no more. */
    record Withdraw(String shipId) implements PairingInput {}

    /** The code of this side has another secret from now on. */
    record Renewed(PairingSecret secret) implements PairingInput {}

    /** Trust a paired device no more. */
    record Dismiss(String shipId) implements PairingInput {}
}
