// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

/** The specification's tables: which word of the block and which constant each step of a round takes. */
final class Blake256Schedule {
    /** After these the permutations begin again. */
    static final int PERMUTATIONS = 10;

    static final int ROUNDS = 14;

    private static final int[] CONSTANTS = {
        0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89,
        0x452821e6, 0x38d01377, 0xbe5466cf, 0x34e90c6c, 0xc0ac29b7, 0xc97c50dd, 0x3f84d5b5, 0xb5470917
    };
    private static final String[] SIGMA = {
        "0123456789abcdef",
        "ea489fd61c02b753",
        "b8c052fdae367194",
        "7931dcbe265a40f8",
        "905724afe1bc683d",
        "2c6a0b834d75fe19",
        "c51fed4a0763928b",
        "db7ec13950f4862a",
        "6fe9b308c2d714a5",
        "a2847615fb9e3cd0"
    };

    private static final int[] WORD = new int[16 * PERMUTATIONS];
    private static final int[] CONSTANT = new int[WORD.length];

    static {
        for (int at = 0; at < WORD.length; at++) {
            WORD[at] = Character.digit(SIGMA[at / 16].charAt(at % 16), 16);
            CONSTANT[at] = CONSTANTS[Character.digit(SIGMA[at / 16].charAt(at % 16 ^ 1), 16)];
        }
    }

    private Blake256Schedule() {}

    /**
     * The word of the block that a round takes.
     *
     * @param round from 0
     * @param place 2i for the first half of step G(i), 2i+1 for the second
     */
    static int word(int round, int place) {
        return WORD[16 * (round % PERMUTATIONS) + place];
    }

    /** The constant that goes with that word: that of the other half's. */
    static int constant(int round, int place) {
        return CONSTANT[16 * (round % PERMUTATIONS) + place];
    }
}
