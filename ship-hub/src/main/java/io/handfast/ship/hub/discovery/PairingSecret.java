// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import io.handfast.engine.Entropy;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The secret of a device's QR code: who knows it may become its control unit without anybody being asked. Never shown
 * but in that code.
 *
 * @param hex its 32 hexadecimal digits in upper case
 */
public record PairingSecret(String hex) {
    /** Length in bytes. */
    public static final int SIZE_BYTES = 16;

    /**
     * Demands the canonical form; {@link #parse} takes lower case.
     *
     * @throws IllegalArgumentException when it is not 32 hexadecimal digits in upper case; does not repeat it
     */
    public PairingSecret {
        if (!hex.matches("[0-9A-F]{32}")) {
            throw new IllegalArgumentException("a pairing secret has 16 bytes: 32 hexadecimal digits");
        }
    }

    /**
     * Reads what stands in QR codes and configurations.
     *
     * @param text 32 hexadecimal digits
     * @return the secret
     * @throws IllegalArgumentException when it is anything else
     */
    public static PairingSecret parse(String text) {
        return new PairingSecret(text.toUpperCase(Locale.ROOT));
    }

    /**
     * A new secret, for a device that gets a QR code.
     *
     * @param entropy fit for keys
     * @return 16 random bytes
     */
    public static PairingSecret create(Entropy entropy) {
        byte[] bytes = new byte[SIZE_BYTES];
        entropy.fill(bytes);
        return new PairingSecret(HexFormat.of().withUpperCase().formatHex(bytes));
    }

    /**
     * Its bytes.
     *
     * @return a new array of 16 bytes
     */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** Does not show it. */
    @Override
    public String toString() {
        return "PairingSecret[not shown]";
    }
}
