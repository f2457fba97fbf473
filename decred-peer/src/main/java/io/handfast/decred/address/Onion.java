// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.message.TorV3;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;

/**
 * An onion service's name of version 3 and its key (Tor's rend-spec-v3, section 6): base 32 of key, two bytes of
 * SHA3-256 over {@code .onion checksum}, key and version, and the version.
 */
final class Onion {
    static final String SUFFIX = ".onion";
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BITS = 5;
    private static final int KEY_BYTES = 32;
    private static final int CHECKSUM_BYTES = 2;
    private static final int BYTES = KEY_BYTES + CHECKSUM_BYTES + 1;
    private static final int LETTERS = BYTES * Byte.SIZE / BITS; // 56, nothing is left over
    private static final byte VERSION = 3;

    private Onion() {}

    static String text(TorV3 onion) {
        byte[] key = onion.publicKey().toByteArray();
        byte[] all = Arrays.copyOf(key, BYTES);
        System.arraycopy(checksum(key), 0, all, KEY_BYTES, CHECKSUM_BYTES);
        all[BYTES - 1] = VERSION;
        StringBuilder text = new StringBuilder(LETTERS + SUFFIX.length());
        for (int letter = 0; letter < LETTERS; letter++) {
            int value = 0;
            for (int bit = letter * BITS; bit < (letter + 1) * BITS; bit++) {
                value = (value << 1) | ((all[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE)) & 1);
            }
            text.append(ALPHABET.charAt(value));
        }
        return text.append(SUFFIX).toString();
    }

    static TorV3 parse(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        if (name.length() != LETTERS + SUFFIX.length() || !name.endsWith(SUFFIX)) {
            throw new IllegalArgumentException("an onion service of version 3 has 56 letters before " + SUFFIX);
        }
        byte[] all = new byte[BYTES];
        for (int letter = 0; letter < LETTERS; letter++) {
            int value = ALPHABET.indexOf(name.charAt(letter));
            if (value < 0) {
                throw new IllegalArgumentException("an onion service has letters and 2 to 7 alone");
            }
            for (int i = 0; i < BITS; i++) {
                int bit = letter * BITS + i;
                int set = (value >> (BITS - 1 - i)) & 1;
                all[bit / Byte.SIZE] |= (byte) (set << (Byte.SIZE - 1 - bit % Byte.SIZE));
            }
        }
        byte[] key = Arrays.copyOf(all, KEY_BYTES);
        byte[] checksum = Arrays.copyOfRange(all, KEY_BYTES, KEY_BYTES + CHECKSUM_BYTES);
        if (all[BYTES - 1] != VERSION || !Arrays.equals(checksum, checksum(key))) {
            throw new IllegalArgumentException("no onion service of version 3: version or checksum do not fit");
        }
        return new TorV3(Bytes.owned(key));
    }

    private static byte[] checksum(byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA3-256");
            digest.update(".onion checksum".getBytes(StandardCharsets.US_ASCII));
            digest.update(key);
            digest.update(VERSION);
            return Arrays.copyOf(digest.digest(), CHECKSUM_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK has SHA3-256", e);
        }
    }
}
