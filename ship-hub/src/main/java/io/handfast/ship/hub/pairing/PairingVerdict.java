// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

/** What a device makes of a pairing record. */
sealed interface PairingVerdict {
    /** It is followed: who is trusted, and what is used up with that. */
    record Valid(PairedDevice controlUnit, UsedDigest digest) implements PairingVerdict {}

    /** It is for another device; nothing is wrong with that. */
    record ForAnother() implements PairingVerdict {}

    /** It is not followed. */
    record Invalid(PairingFailure failure, String got) implements PairingVerdict {}
}
