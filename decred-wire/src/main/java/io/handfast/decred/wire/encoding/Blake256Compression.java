// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

/**
 * What happens to the blocks of one message, in the way that this machine is fastest at. For one message and thread.
 */
abstract sealed class Blake256Compression permits Blake256Words, Blake256Rows {
    /** The first half of the constants; the rounds know all of them. */
    static final int[] CONSTANTS = {
        0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89
    };

    private static final int[] INITIAL = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };

    /** The chaining value; after the last block the hash. */
    final int[] h = INITIAL.clone();
    /** Four words. */
    final int[] salt;

    Blake256Compression(int[] salt) {
        this.salt = salt;
    }

    static int[] initial() {
        return INITIAL.clone();
    }

    /**
     * Takes more blocks in.
     *
     * @param data holds them
     * @param offset of the first
     * @param count how many, none included
     * @param bits of the message up to the end of the first of them; each further one adds 512
     */
    abstract void blocks(byte[] data, int offset, int count, long bits);
}
