// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The two hashes of this module; every JDK has them. */
final class Digests {
    private Digests() {}

    static byte[] sha1(byte[] input) {
        return digest("SHA-1", input);
    }

    static byte[] sha256(byte[] input) {
        return digest("SHA-256", input);
    }

    private static byte[] digest(String algorithm, byte[] input) {
        try {
            return MessageDigest.getInstance(algorithm).digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
