// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

import io.handfast.crypto.Fingerprint;
import io.handfast.crypto.Ski;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What must outlive the program: whom the pairing service trusts, and which digests have had their effect. One value,
 * so that both are stored in one step. Immutable.
 *
 * @param controlUnit the one that may be paired by QR code of this device
 * @param targets devices whose QR code was scanned here
 * @param used digests, the oldest first
 */
public record PairingState(Optional<PairedDevice> controlUnit, List<PairedDevice> targets, List<UsedDigest> used) {
    /** Nobody is paired. */
    public static final PairingState NONE = new PairingState(Optional.empty(), List.of(), List.of());

    /** Copies the lists. */
    public PairingState {
        targets = List.copyOf(targets);
        used = List.copyOf(used);
    }

    /** A valid record was followed: its control unit is the one, its digest is used up. */
    PairingState paired(PairedDevice unit, ReplayRing ring) {
        Optional<Ski> known = controlUnit
                .filter(before -> before.certificate().equals(unit.certificate()))
                .flatMap(PairedDevice::ski);
        return new PairingState(
                Optional.of(new PairedDevice(unit.shipId(), unit.certificate(), known)), targets, ring.used());
    }

    PairingState withoutControlUnit() {
        return new PairingState(Optional.empty(), targets, used);
    }

    /** A code was scanned; what was known of that device before counts no more. */
    PairingState with(PairedDevice target) {
        Stream<PairedDevice> others =
                targets.stream().filter(device -> !device.shipId().equals(target.shipId()));
        return new PairingState(
                controlUnit, Stream.concat(others, Stream.of(target)).toList(), used);
    }

    PairingState without(PairedDevice device) {
        return new PairingState(
                controlUnit.filter(unit -> !unit.equals(device)),
                targets.stream().filter(target -> !target.equals(device)).toList(),
                used);
    }

    /** Somebody has proven the key of a certificate. */
    PairingState met(Fingerprint certificate, Ski ski) {
        UnaryOperator<PairedDevice> meeting = device -> device.awaits(certificate) ? device.met(ski) : device;
        return new PairingState(
                controlUnit.map(meeting), targets.stream().map(meeting).toList(), used);
    }

    /** All of them, the control unit first. */
    List<PairedDevice> devices() {
        return Stream.concat(controlUnit.stream(), targets.stream()).toList();
    }

    Optional<PairedDevice> device(Ski ski) {
        return devices().stream()
                .filter(device -> device.ski().equals(Optional.of(ski)))
                .findFirst();
    }

    Optional<PairedDevice> device(String shipId) {
        return devices().stream()
                .filter(device -> device.shipId().equals(shipId))
                .findFirst();
    }
}
