// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.scan;

import io.handfast.decred.wire.encoding.Blake256;
import io.handfast.decred.wire.encoding.Bytes;
import java.math.BigInteger;

/** Bytes and four bytes of a checksum (BLAKE-256 of BLAKE-256, as nowhere else in Decred), in base 58. */
final class Base58Check {
    private static final String DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(58);
    private static final int CHECKSUM_BYTES = 4;
    /** dcrd's limit for addresses; a long text would cost the square of its length. */
    private static final int MAX_DIGITS = 54;

    private Base58Check() {}

    static String encode(Bytes data) {
        byte[] all = new byte[data.length() + CHECKSUM_BYTES];
        data.copyTo(all, 0);
        checksum(data).copyTo(all, data.length());
        StringBuilder text = new StringBuilder();
        BigInteger left = new BigInteger(1, all);
        while (left.signum() > 0) {
            BigInteger[] parts = left.divideAndRemainder(BASE);
            text.append(DIGITS.charAt(parts[1].intValue()));
            left = parts[0];
        }
        for (int i = 0; i < all.length && all[i] == 0; i++) {
            text.append(DIGITS.charAt(0));
        }
        return text.reverse().toString();
    }

    /** Without the checksum; throws IllegalArgumentException when it is not right. */
    static Bytes decode(String text) {
        if (text.length() > MAX_DIGITS) {
            throw new IllegalArgumentException("longer than an address: " + text.length() + " characters");
        }
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < text.length(); i++) {
            int digit = DIGITS.indexOf(text.charAt(i));
            if (digit < 0) {
                throw new IllegalArgumentException("character " + (i + 1) + " stands in no address: " + text);
            }
            value = value.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        Bytes all = Bytes.owned(bytes(value, zeros(text)));
        if (all.length() < CHECKSUM_BYTES) {
            throw new IllegalArgumentException("too short for an address: " + text);
        }
        Bytes data = all.slice(0, all.length() - CHECKSUM_BYTES);
        if (!all.slice(data.length(), CHECKSUM_BYTES).equals(checksum(data))) {
            throw new IllegalArgumentException("wrong checksum, so mistyped: " + text);
        }
        return data;
    }

    /** Zero bytes at the front are no part of the number: each is a digit of its own. */
    private static int zeros(String text) {
        int zeros = 0;
        while (zeros < text.length() && text.charAt(zeros) == DIGITS.charAt(0)) {
            zeros++;
        }
        return zeros;
    }

    private static byte[] bytes(BigInteger value, int zeros) {
        int length = (value.bitLength() + 7) / 8;
        byte[] bytes = new byte[zeros + length];
        byte[] signed = value.toByteArray(); // may begin with a byte for the sign
        System.arraycopy(signed, signed.length - length, bytes, zeros, length);
        return bytes;
    }

    private static Bytes checksum(Bytes data) {
        byte[] once = Blake256.hash(data).toByteArray();
        return Bytes.owned(Blake256.hash(once).toByteArray()).slice(0, CHECKSUM_BYTES);
    }
}
