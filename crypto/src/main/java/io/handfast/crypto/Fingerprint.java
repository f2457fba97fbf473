// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

import java.util.HexFormat;
import java.util.Locale;

/**
 * SHA-256 over a whole DER certificate, as the SHIP pairing service names it.
 *
 * @param hex its 64 hexadecimal digits in upper case
 */
public record Fingerprint(String hex) {
    /** Length in bytes: that of a SHA-256 hash. */
    public static final int SIZE_BYTES = 32;

    /**
     * Demands the canonical form; {@link #parse} takes others.
     *
     * @throws IllegalArgumentException when it is not 64 hexadecimal digits in upper case
     */
    public Fingerprint {
        if (!Hex.isUpperCase(hex, SIZE_BYTES)) {
            throw new IllegalArgumentException("a fingerprint has 64 hexadecimal digits, got: " + hex);
        }
    }

    /**
     * Reads what people write: upper or lower case, in groups separated by blanks, '-' or ':'.
     *
     * @param text a fingerprint
     * @return its value
     * @throws IllegalArgumentException when what is left are not 64 hexadecimal digits; the message is for people
     */
    public static Fingerprint parse(String text) {
        return new Fingerprint(text.replaceAll("[\\s:-]", "").toUpperCase(Locale.ROOT));
    }

    /**
     * The fingerprint of a certificate.
     *
     * @param certificate in DER
     * @return SHA-256 over all of it
     */
    public static Fingerprint ofCertificate(byte[] certificate) {
        return new Fingerprint(HexFormat.of().withUpperCase().formatHex(Digests.sha256(certificate)));
    }

    @Override
    public String toString() {
        return hex;
    }
}
