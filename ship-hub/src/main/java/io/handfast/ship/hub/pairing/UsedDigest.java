// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

/**
 * A digest that has made a control unit trusted, and does so only once.
 *
 * @param algorithm how it was made
 * @param hex its 64 hexadecimal digits in upper case, however they came
 */
public record UsedDigest(String algorithm, String hex) {
    /**
     * Demands the canonical form, so that letter case does not make another digest of it.
     *
     * @throws IllegalArgumentException when it is not 64 hexadecimal digits in upper case
     */
    public UsedDigest {
        if (!hex.matches("[0-9A-F]{64}")) {
            throw new IllegalArgumentException("a digest has 64 hexadecimal digits, got: " + hex);
        }
    }
}
