// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

import static jdk.incubator.vector.VectorOperators.REVERSE_BYTES;
import static jdk.incubator.vector.VectorOperators.ROR;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Row by row: four steps G at once, one in each lane, and the sixteen words of a block permuted at once. Each step
 * waits for the one before, so this is as fast as the processor's additions and rotations follow each other. Only
 * where the JVM was started with {@code --add-modules jdk.incubator.vector}, the processor has vectors of 512 bits,
 * and the second compiler is at work: without it this is slower by far than words.
 */
final class Blake256Rows extends Blake256Compression {
    private static final VectorSpecies<Integer> ROW = IntVector.SPECIES_128;
    private static final VectorSpecies<Integer> BLOCK = IntVector.SPECIES_512;
    private static final VectorShuffle<Integer> BY_1 = VectorShuffle.fromValues(ROW, 1, 2, 3, 0);
    private static final VectorShuffle<Integer> BY_2 = VectorShuffle.fromValues(ROW, 2, 3, 0, 1);
    private static final VectorShuffle<Integer> BY_3 = VectorShuffle.fromValues(ROW, 3, 0, 1, 2);

    /** Sixteen words a round: first and second halves of the steps on columns, then of those on diagonals. */
    private static final int[] WORDS = new int[16 * Blake256Schedule.PERMUTATIONS];

    private static final int[] CONSTANT = new int[WORDS.length];

    static {
        for (int at = 0; at < WORDS.length; at++) {
            int column = at % 4;
            int half = at / 4 % 2;
            // On diagonals row b stays where it is, since it is ready last; so the step that it is in moves.
            int step = at % 16 < 8 ? column : 4 + (column + 3) % 4;
            WORDS[at] = Blake256Schedule.word(at / 16, 2 * step + half);
            CONSTANT[at] = Blake256Schedule.constant(at / 16, 2 * step + half);
        }
    }

    private final int[] scheduled = new int[WORDS.length];

    Blake256Rows(int[] salt) {
        super(salt);
    }

    /** Whether this machine is worth it. */
    static boolean available() {
        return IntVector.SPECIES_PREFERRED.length() >= BLOCK.length();
    }

    @Override
    void blocks(byte[] data, int offset, int count, long bits) {
        IntVector salted = IntVector.fromArray(ROW, salt, 0);
        IntVector h0 = IntVector.fromArray(ROW, h, 0);
        IntVector h4 = IntVector.fromArray(ROW, h, 4);
        for (int block = 0; block < count; block++) {
            schedule(data, offset + 64 * block);
            IntVector a = h0;
            IntVector b = h4;
            IntVector c = IntVector.fromArray(ROW, CONSTANTS, 0).lanewise(XOR, salted);
            IntVector d = counter(bits + 512L * block);
            for (int round = 0; round < Blake256Schedule.ROUNDS; round++) {
                int at = 16 * (round % Blake256Schedule.PERMUTATIONS);
                a = a.add(word(at)).add(b);
                d = d.lanewise(XOR, a).lanewise(ROR, 16);
                c = c.add(d);
                b = b.lanewise(XOR, c).lanewise(ROR, 12);
                a = a.add(word(at + 4)).add(b);
                d = d.lanewise(XOR, a).lanewise(ROR, 8);
                c = c.add(d);
                b = b.lanewise(XOR, c).lanewise(ROR, 7);
                a = a.rearrange(BY_3).add(word(at + 8)).add(b);
                d = d.rearrange(BY_2).lanewise(XOR, a).lanewise(ROR, 16);
                c = c.rearrange(BY_1).add(d);
                b = b.lanewise(XOR, c).lanewise(ROR, 12);
                a = a.add(word(at + 12)).add(b);
                d = d.lanewise(XOR, a).lanewise(ROR, 8);
                c = c.add(d);
                b = b.lanewise(XOR, c).lanewise(ROR, 7);
                a = a.rearrange(BY_1);
                d = d.rearrange(BY_2);
                c = c.rearrange(BY_3);
            }
            h0 = h0.lanewise(XOR, a).lanewise(XOR, c).lanewise(XOR, salted);
            h4 = h4.lanewise(XOR, b).lanewise(XOR, d).lanewise(XOR, salted);
        }
        h0.intoArray(h, 0);
        h4.intoArray(h, 4);
    }

    /** All that the rounds will add, which depends on none of them. */
    private void schedule(byte[] data, int offset) {
        IntVector words = ByteVector.fromArray(ByteVector.SPECIES_512, data, offset)
                .reinterpretAsInts()
                .lanewise(REVERSE_BYTES);
        for (int at = 0; at < scheduled.length; at += 16) {
            IntVector.fromArray(BLOCK, WORDS, at)
                    .selectFrom(words)
                    .lanewise(XOR, IntVector.fromArray(BLOCK, CONSTANT, at))
                    .intoArray(scheduled, at);
        }
    }

    private IntVector word(int at) {
        return IntVector.fromArray(ROW, scheduled, at);
    }

    private static IntVector counter(long bits) {
        IntVector low = IntVector.broadcast(ROW, (int) bits);
        return low.withLane(2, (int) (bits >>> 32))
                .withLane(3, (int) (bits >>> 32))
                .lanewise(XOR, IntVector.fromArray(ROW, CONSTANTS, 4));
    }
}
