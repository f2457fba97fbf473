// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.handfast.engine.Entropy;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/**
 * The key of an upgrade and the answer to it (RFC 6455 section 4.2.2): shows that the server understood, hides
 * nothing.
 *
 * @param text 16 bytes in base64
 */
record UpgradeKey(String text) {
    private static final int BYTES = 16;
    private static final String SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    static UpgradeKey random(Entropy entropy) {
        byte[] bytes = new byte[BYTES];
        entropy.fill(bytes);
        return new UpgradeKey(Base64.getEncoder().encodeToString(bytes));
    }

    /** A key as it came; empty when it is not 16 bytes in base64. */
    static Optional<UpgradeKey> parse(String text) {
        try {
            return Base64.getDecoder().decode(text).length == BYTES && text.endsWith("==")
                    ? Optional.of(new UpgradeKey(text))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What the server has to answer. */
    String accept() {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha1.digest((text + SUFFIX).getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a JDK without SHA-1", e);
        }
    }
}
