// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

import io.handfast.crypto.Fingerprint;
import io.handfast.ship.hub.discovery.PairingSecret;
import io.handfast.ship.hub.discovery.ServiceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a pairing service is told.
 *
 * @param shipId this side's SHIP ID
 * @param certificate SHA-256 of this side's certificate
 * @param instance this side's name on the network, for people; announcements get a number behind it
 * @param secret of this side's QR code; without one it listens to nobody
 * @param window how long a control unit has to be away before another one may replace it
 * @param lifetime how long this side announces itself to a device
 */
public record PairingSettings(
        String shipId,
        Fingerprint certificate,
        String instance,
        Optional<PairingSecret> secret,
        Duration window,
        Duration lifetime) {
    /** The specification's replacement window, and ship-go's lifetime of an announcement. */
    public static final Duration USUAL = Duration.ofMinutes(15);

    private static final Pattern LINE = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]+");

    /**
     * Checks what would fail later, on the network.
     *
     * @throws IllegalArgumentException when SHIP ID or name are empty, not printable, or (the SHIP ID) longer than one
     *     that can be announced, or a time is not positive
     */
    public PairingSettings {
        for (String text : List.of(shipId, instance)) {
            if (text.isBlank() || !LINE.matcher(text).matches()) {
                throw new IllegalArgumentException("SHIP ID and name are printable text of one line");
            }
        }
        if (shipId.getBytes(StandardCharsets.UTF_8).length > ServiceRecord.MAX_ID_BYTES) {
            throw new IllegalArgumentException("a SHIP ID has at most 63 bytes, got: " + shipId);
        }
        if (!window.isPositive() || !lifetime.isPositive()) {
            throw new IllegalArgumentException("window and lifetime are positive, got: " + window + ", " + lifetime);
        }
    }

    /**
     * A side that only announces, with the usual times.
     *
     * @param shipId this side's SHIP ID
     * @param certificate SHA-256 of this side's certificate
     * @param instance this side's name on the network, for people
     * @return settings
     */
    public static PairingSettings of(String shipId, Fingerprint certificate, String instance) {
        return new PairingSettings(shipId, certificate, instance, Optional.empty(), USUAL, USUAL);
    }

    /**
     * The same for a side that has a QR code with a secret.
     *
     * @param own the secret
     * @return settings
     */
    public PairingSettings listening(PairingSecret own) {
        return new PairingSettings(shipId, certificate, instance, Optional.of(own), window, lifetime);
    }

    /**
     * The same with other times.
     *
     * @param newWindow how long a control unit has to be away before another one may replace it
     * @param newLifetime how long this side announces itself to a device
     * @return settings
     */
    public PairingSettings times(Duration newWindow, Duration newLifetime) {
        return new PairingSettings(shipId, certificate, instance, secret, newWindow, newLifetime);
    }
}
