// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

import static java.lang.Integer.rotateRight;
import static java.lang.invoke.VarHandle.loadLoadFence;

/**
 * The rounds of BLAKE-256, unrolled: each line is half a step G of the specification, with the word of the block and
 * the constant that the permutation of its round picks. Three methods, because the compiler of the JVM does not touch
 * longer ones; the last four rounds are the first four again. A quarter faster than a loop over tables. The fences,
 * which are no instructions on x86, keep the compiler from holding the words of the block in
 * variables of its own: no processor has registers for them beside the state, and to put them aside costs a sixth.
 */
final class Blake256Rounds {
    private Blake256Rounds() {}

    /** All fourteen: the state, then the words of the block. */
    static void run(int[] v, int[] m) {
        rows0To3(v, m);
        rows4To6(v, m);
        rows7To9(v, m);
        rows0To3(v, m);
    }

    /** Rounds 1 to 4, and 11 to 14. */
    @SuppressWarnings("AssignmentExpression") // half a step of the specification's G in a line
    private static void rows0To3(int[] v, int[] m) {
        int v0 = v[0];
        int v1 = v[1];
        int v2 = v[2];
        int v3 = v[3];
        int v4 = v[4];
        int v5 = v[5];
        int v6 = v[6];
        int v7 = v[7];
        int v8 = v[8];
        int v9 = v[9];
        int v10 = v[10];
        int v11 = v[11];
        int v12 = v[12];
        int v13 = v[13];
        int v14 = v[14];
        int v15 = v[15];
        // row 0
        loadLoadFence();
        v4 = rotateRight(v4 ^ (v8 += v12 = rotateRight(v12 ^ (v0 += v4 + (m[0] ^ 0x85a308d3)), 16)), 12);
        v4 = rotateRight(v4 ^ (v8 += v12 = rotateRight(v12 ^ (v0 += v4 + (m[1] ^ 0x243f6a88)), 8)), 7);
        v5 = rotateRight(v5 ^ (v9 += v13 = rotateRight(v13 ^ (v1 += v5 + (m[2] ^ 0x03707344)), 16)), 12);
        v5 = rotateRight(v5 ^ (v9 += v13 = rotateRight(v13 ^ (v1 += v5 + (m[3] ^ 0x13198a2e)), 8)), 7);
        v6 = rotateRight(v6 ^ (v10 += v14 = rotateRight(v14 ^ (v2 += v6 + (m[4] ^ 0x299f31d0)), 16)), 12);
        v6 = rotateRight(v6 ^ (v10 += v14 = rotateRight(v14 ^ (v2 += v6 + (m[5] ^ 0xa4093822)), 8)), 7);
        v7 = rotateRight(v7 ^ (v11 += v15 = rotateRight(v15 ^ (v3 += v7 + (m[6] ^ 0xec4e6c89)), 16)), 12);
        v7 = rotateRight(v7 ^ (v11 += v15 = rotateRight(v15 ^ (v3 += v7 + (m[7] ^ 0x082efa98)), 8)), 7);
        loadLoadFence();
        v5 = rotateRight(v5 ^ (v10 += v15 = rotateRight(v15 ^ (v0 += v5 + (m[8] ^ 0x38d01377)), 16)), 12);
        v5 = rotateRight(v5 ^ (v10 += v15 = rotateRight(v15 ^ (v0 += v5 + (m[9] ^ 0x452821e6)), 8)), 7);
        v6 = rotateRight(v6 ^ (v11 += v12 = rotateRight(v12 ^ (v1 += v6 + (m[10] ^ 0x34e90c6c)), 16)), 12);
        v6 = rotateRight(v6 ^ (v11 += v12 = rotateRight(v12 ^ (v1 += v6 + (m[11] ^ 0xbe5466cf)), 8)), 7);
        v7 = rotateRight(v7 ^ (v8 += v13 = rotateRight(v13 ^ (v2 += v7 + (m[12] ^ 0xc97c50dd)), 16)), 12);
        v7 = rotateRight(v7 ^ (v8 += v13 = rotateRight(v13 ^ (v2 += v7 + (m[13] ^ 0xc0ac29b7)), 8)), 7);
        v4 = rotateRight(v4 ^ (v9 += v14 = rotateRight(v14 ^ (v3 += v4 + (m[14] ^ 0xb5470917)), 16)), 12);
        v4 = rotateRight(v4 ^ (v9 += v14 = rotateRight(v14 ^ (v3 += v4 + (m[15] ^ 0x3f84d5b5)), 8)), 7);
        // row 1
        loadLoadFence();
        v4 = rotateRight(v4 ^ (v8 += v12 = rotateRight(v12 ^ (v0 += v4 + (m[14] ^ 0xbe5466cf)), 16)), 12);
        v4 = rotateRight(v4 ^ (v8 += v12 = rotateRight(v12 ^ (v0 += v4 + (m[10] ^ 0x3f84d5b5)), 8)), 7);
        v5 = rotateRight(v5 ^ (v9 += v13 = rotateRight(v13 ^ (v1 += v5 + (m[4] ^ 0x452821e6)), 16)), 12);
        v5 = rotateRight(v5 ^ (v9 += v13 = rotateRight(v13 ^ (v1 += v5 + (m[8] ^ 0xa4093822)), 8)), 7);
        v6 = rotateRight(v6 ^ (v10 += v14 = rotateRight(v14 ^ (v2 += v6 + (m[9] ^ 0xb5470917)), 16)), 12);
        v6 = rotateRight(v6 ^ (v10 += v14 = rotateRight(v14 ^ (v2 += v6 + (m[15] ^ 0x38d01377)), 8)), 7);
        v7 = rotateRight(v7 ^ (v11 += v15 = rotateRight(v15 ^ (v3 += v7 + (m[13] ^ 0x082efa98)), 16)), 12);
        v7 = rotateRight(v7 ^ (v11 += v15 = rotateRight(v15 ^ (v3 += v7 + (m[6] ^ 0xc97c50dd)), 8)), 7);
        loadLoadFence();
        v5 = rotateRight(v5 ^ (v10 += v15 = rotateRight(v15 ^ (v0 += v5 + (m[1] ^ 0xc0ac29b7)), 16)), 12);
        v5 = rotateRight(v5 ^ (v10 += v15 = rotateRight(v15 ^ (v0 += v5 + (m[12] ^ 0x85a308d3)), 8)), 7);
        v6 = rotateRight(v6 ^ (v11 += v12 = rotateRight(v12 ^ (v1 += v6 + (m[0] ^ 0x13198a2e)), 16)), 12);
        v6 = rotateRight(v6 ^ (v11 += v12 = rotateRight(v12 ^ (v1 += v6 + (m[2] ^ 0x243f6a88)), 8)), 7);
        v7 = rotateRight(v7 ^ (v8 += v13 = rotateRight(v13 ^ (v2 += v7 + (m[11] ^ 0xec4e6c89)), 16)), 12);
        v7 = rotateRight(v7 ^ (v8 += v13 = rotateRight(v13 ^ (v2 += v7 + (m[7] ^ 0x34e90c6c)), 8)), 7);
        v4 = rotateRight(v4 ^ (v9 += v14 = rotateRight(v14 ^ (v3 += v4 + (m[5] ^ 0x03707344)), 16)), 12);
        v4 = rotateRight(v4 ^ (v9 += v14 = rotateRight(v14 ^ (v3 += v4 + (m[3] ^ 0x299f31d0)), 8)), 7);
        // row 2
        loadLoadFence();
        v4 = rotateRight(v4 ^ (v8 += v12 = rotateRight(v12 ^ (v0 += v4 + (m[11] ^ 0x452821e6)), 16)), 12);
        v4 = rotateRight(v4 ^ (v8 += v12 = rotateRight(v12 ^ (v0 += v4 + (m[8] ^ 0x34e90c6c)), 8)), 7);
        v5 = rotateRight(v5 ^ (v9 += v13 = rotateRight(v13 ^ (v1 += v5 + (m[12] ^ 0x243f6a88)), 16)), 12);
        v5 = rotateRight(v5 ^ (v9 += v13 = rotateRight(v13 ^ (v1 += v5 + (m[0] ^ 0xc0ac29b7)), 8)), 7);
        v6 = rotateRight(v6 ^ (v10 += v14 = rotateRight(v14 ^ (v2 += v6 + (m[5] ^ 0x13198a2e)), 16)), 12);
        v6 = rotateRight(v6 ^ (v10 += v14 = rotateRight(v14 ^ (v2 += v6 + (m[2] ^ 0x299f31d0)), 8)), 7);
        v7 = rotateRight(v7 ^ (v11 += v15 = rotateRight(v15 ^ (v3 += v7 + (m[15] ^ 0xc97c50dd)), 16)), 12);
        v7 = rotateRight(v7 ^ (v11 += v15 = rotateRight(v15 ^ (v3 += v7 + (m[13] ^ 0xb5470917)), 8)), 7);
        loadLoadFence();
        v5 = rotateRight(v5 ^ (v10 += v15 = rotateRight(v15 ^ (v0 += v5 + (m[10] ^ 0x3f84d5b5)), 16)), 12);
        v5 = rotateRight(v5 ^ (v10 += v15 = rotateRight(v15 ^ (v0 += v5 + (m[14] ^ 0xbe5466cf)), 8)), 7);
        v6 = rotateRight(v6 ^ (v11 += v12 = rotateRight(v12 ^ (v1 += v6 + (m[3] ^ 0x082efa98)), 16)), 12);
        v6 = rotateRight(v6 ^ (v11 += v12 = rotateRight(v12 ^ (v1 += v6 + (m[6] ^ 0x03707344)), 8)), 7);
        v7 = rotateRight(v7 ^ (v8 += v13 = rotateRight(v13 ^ (v2 += v7 + (m[7] ^ 0x85a308d3)), 16)), 12);
        v7 = rotateRight(v7 ^ (v8 += v13 = rotateRight(v13 ^ (v2 += v7 + (m[1] ^ 0xec4e6c89)), 8)), 7);
        v4 = rotateRight(v4 ^ (v9 += v14 = rotateRight(v14 ^ (v3 += v4 + (m[9] ^ 0xa4093822)), 16)), 12);
        v4 = rotateRight(v4 ^ (v9 += v14 = rotateRight(v14 ^ (v3 += v4 + (m[4] ^ 0x38d01377)), 8)), 7);
        // row 3
        loadLoadFence();
        v4 = rotateRight(v4 ^ (v8 += v12 = rotateRight(v12 ^ (v0 += v4 + (m[7] ^ 0x38d01377)), 16)), 12);
        v4 = rotateRight(v4 ^ (v8 += v12 = rotateRight(v12 ^ (v0 += v4 + (m[9] ^ 0xec4e6c89)), 8)), 7);
        v5 = rotateRight(v5 ^ (v9 += v13 = rotateRight(v13 ^ (v1 += v5 + (m[3] ^ 0x85a308d3)), 16)), 12);
        v5 = rotateRight(v5 ^ (v9 += v13 = rotateRight(v13 ^ (v1 += v5 + (m[1] ^ 0x03707344)), 8)), 7);
        v6 = rotateRight(v6 ^ (v10 += v14 = rotateRight(v14 ^ (v2 += v6 + (m[13] ^ 0xc0ac29b7)), 16)), 12);
        v6 = rotateRight(v6 ^ (v10 += v14 = rotateRight(v14 ^ (v2 += v6 + (m[12] ^ 0xc97c50dd)), 8)), 7);
        v7 = rotateRight(v7 ^ (v11 += v15 = rotateRight(v15 ^ (v3 += v7 + (m[11] ^ 0x3f84d5b5)), 16)), 12);
        v7 = rotateRight(v7 ^ (v11 += v15 = rotateRight(v15 ^ (v3 += v7 + (m[14] ^ 0x34e90c6c)), 8)), 7);
        loadLoadFence();
        v5 = rotateRight(v5 ^ (v10 += v15 = rotateRight(v15 ^ (v0 += v5 + (m[2] ^ 0x082efa98)), 16)), 12);
        v5 = rotateRight(v5 ^ (v10 += v15 = rotateRight(v15 ^ (v0 += v5 + (m[6] ^ 0x13198a2e)), 8)), 7);
        v6 = rotateRight(v6 ^ (v11 += v12 = rotateRight(v12 ^ (v1 += v6 + (m[5] ^ 0xbe5466cf)), 16)), 12);
        v6 = rotateRight(v6 ^ (v11 += v12 = rotateRight(v12 ^ (v1 += v6 + (m[10] ^ 0x299f31d0)), 8)), 7);
        v7 = rotateRight(v7 ^ (v8 += v13 = rotateRight(v13 ^ (v2 += v7 + (m[4] ^ 0x243f6a88)), 16)), 12);
        v7 = rotateRight(v7 ^ (v8 += v13 = rotateRight(v13 ^ (v2 += v7 + (m[0] ^ 0xa4093822)), 8)), 7);
        v4 = rotateRight(v4 ^ (v9 += v14 = rotateRight(v14 ^ (v3 += v4 + (m[15] ^ 0x452821e6)), 16)), 12);
        v4 = rotateRight(v4 ^ (v9 += v14 = rotateRight(v14 ^ (v3 += v4 + (m[8] ^ 0xb5470917)), 8)), 7);
        v[0] = v0;
        v[1] = v1;
        v[2] = v2;
        v[3] = v3;
        v[4] = v4;
        v[5] = v5;
        v[6] = v6;
        v[7] = v7;
        v[8] = v8;
        v[9] = v9;
        v[10] = v10;
        v[11] = v11;
        v[12] = v12;
        v[13] = v13;
        v[14] = v14;
        v[15] = v15;
    }

    /** Rounds 5 to 7. */
    @SuppressWarnings("AssignmentExpression") // half a step of the specification's G in a line
    private static void rows4To6(int[] v, int[] m) {
        int v0 = v[0];
        int v1 = v[1];
        int v2 = v[2];
        int v3 = v[3];
        int v4 = v[4];
        int v5 = v[5];
        int v6 = v[6];
        int v7 = v[7];
        int v8 = v[8];
        int v9 = v[9];
        int v10 = v[10];
        int v11 = v[11];
        int v12 = v[12];
        int v13 = v[13];
        int v14 = v[14];
        int v15 = v[15];
        // row 4
        loadLoadFence();
        v4 = rotateRight(v4 ^ (v8 += v12 = rotateRight(v12 ^ (v0 += v4 + (m[9] ^ 0x243f6a88)), 16)), 12);
        v4 = rotateRight(v4 ^ (v8 += v12 = rotateRight(v12 ^ (v0 += v4 + (m[0] ^ 0x38d01377)), 8)), 7);
        v5 = rotateRight(v5 ^ (v9 += v13 = rotateRight(v13 ^ (v1 += v5 + (m[5] ^ 0xec4e6c89)), 16)), 12);
        v5 = rotateRight(v5 ^ (v9 += v13 = rotateRight(v13 ^ (v1 += v5 + (m[7] ^ 0x299f31d0)), 8)), 7);
        v6 = rotateRight(v6 ^ (v10 += v14 = rotateRight(v14 ^ (v2 += v6 + (m[2] ^ 0xa4093822)), 16)), 12);
        v6 = rotateRight(v6 ^ (v10 += v14 = rotateRight(v14 ^ (v2 += v6 + (m[4] ^ 0x13198a2e)), 8)), 7);
        v7 = rotateRight(v7 ^ (v11 += v15 = rotateRight(v15 ^ (v3 += v7 + (m[10] ^ 0xb5470917)), 16)), 12);
        v7 = rotateRight(v7 ^ (v11 += v15 = rotateRight(v15 ^ (v3 += v7 + (m[15] ^ 0xbe5466cf)), 8)), 7);
        loadLoadFence();
        v5 = rotateRight(v5 ^ (v10 += v15 = rotateRight(v15 ^ (v0 += v5 + (m[14] ^ 0x85a308d3)), 16)), 12);
        v5 = rotateRight(v5 ^ (v10 += v15 = rotateRight(v15 ^ (v0 += v5 + (m[1] ^ 0x3f84d5b5)), 8)), 7);
        v6 = rotateRight(v6 ^ (v11 += v12 = rotateRight(v12 ^ (v1 += v6 + (m[11] ^ 0xc0ac29b7)), 16)), 12);
        v6 = rotateRight(v6 ^ (v11 += v12 = rotateRight(v12 ^ (v1 += v6 + (m[12] ^ 0x34e90c6c)), 8)), 7);
        v7 = rotateRight(v7 ^ (v8 += v13 = rotateRight(v13 ^ (v2 += v7 + (m[6] ^ 0x452821e6)), 16)), 12);
        v7 = rotateRight(v7 ^ (v8 += v13 = rotateRight(v13 ^ (v2 += v7 + (m[8] ^ 0x082efa98)), 8)), 7);
        v4 = rotateRight(v4 ^ (v9 += v14 = rotateRight(v14 ^ (v3 += v4 + (m[3] ^ 0xc97c50dd)), 16)), 12);
        v4 = rotateRight(v4 ^ (v9 += v14 = rotateRight(v14 ^ (v3 += v4 + (m[13] ^ 0x03707344)), 8)), 7);
        // row 5
        loadLoadFence();
        v4 = rotateRight(v4 ^ (v8 += v12 = rotateRight(v12 ^ (v0 += v4 + (m[2] ^ 0xc0ac29b7)), 16)), 12);
        v4 = rotateRight(v4 ^ (v8 += v12 = rotateRight(v12 ^ (v0 += v4 + (m[12] ^ 0x13198a2e)), 8)), 7);
        v5 = rotateRight(v5 ^ (v9 += v13 = rotateRight(v13 ^ (v1 += v5 + (m[6] ^ 0xbe5466cf)), 16)), 12);
        v5 = rotateRight(v5 ^ (v9 += v13 = rotateRight(v13 ^ (v1 += v5 + (m[10] ^ 0x082efa98)), 8)), 7);
        v6 = rotateRight(v6 ^ (v10 += v14 = rotateRight(v14 ^ (v2 += v6 + (m[0] ^ 0x34e90c6c)), 16)), 12);
        v6 = rotateRight(v6 ^ (v10 += v14 = rotateRight(v14 ^ (v2 += v6 + (m[11] ^ 0x243f6a88)), 8)), 7);
        v7 = rotateRight(v7 ^ (v11 += v15 = rotateRight(v15 ^ (v3 += v7 + (m[8] ^ 0x03707344)), 16)), 12);
        v7 = rotateRight(v7 ^ (v11 += v15 = rotateRight(v15 ^ (v3 += v7 + (m[3] ^ 0x452821e6)), 8)), 7);
        loadLoadFence();
        v5 = rotateRight(v5 ^ (v10 += v15 = rotateRight(v15 ^ (v0 += v5 + (m[4] ^ 0xc97c50dd)), 16)), 12);
        v5 = rotateRight(v5 ^ (v10 += v15 = rotateRight(v15 ^ (v0 += v5 + (m[13] ^ 0xa4093822)), 8)), 7);
        v6 = rotateRight(v6 ^ (v11 += v12 = rotateRight(v12 ^ (v1 += v6 + (m[7] ^ 0x299f31d0)), 16)), 12);
        v6 = rotateRight(v6 ^ (v11 += v12 = rotateRight(v12 ^ (v1 += v6 + (m[5] ^ 0xec4e6c89)), 8)), 7);
        v7 = rotateRight(v7 ^ (v8 += v13 = rotateRight(v13 ^ (v2 += v7 + (m[15] ^ 0x3f84d5b5)), 16)), 12);
        v7 = rotateRight(v7 ^ (v8 += v13 = rotateRight(v13 ^ (v2 += v7 + (m[14] ^ 0xb5470917)), 8)), 7);
        v4 = rotateRight(v4 ^ (v9 += v14 = rotateRight(v14 ^ (v3 += v4 + (m[1] ^ 0x38d01377)), 16)), 12);
        v4 = rotateRight(v4 ^ (v9 += v14 = rotateRight(v14 ^ (v3 += v4 + (m[9] ^ 0x85a308d3)), 8)), 7);
        // row 6
        loadLoadFence();
        v4 = rotateRight(v4 ^ (v8 += v12 = rotateRight(v12 ^ (v0 += v4 + (m[12] ^ 0x299f31d0)), 16)), 12);
        v4 = rotateRight(v4 ^ (v8 += v12 = rotateRight(v12 ^ (v0 += v4 + (m[5] ^ 0xc0ac29b7)), 8)), 7);
        v5 = rotateRight(v5 ^ (v9 += v13 = rotateRight(v13 ^ (v1 += v5 + (m[1] ^ 0xb5470917)), 16)), 12);
        v5 = rotateRight(v5 ^ (v9 += v13 = rotateRight(v13 ^ (v1 += v5 + (m[15] ^ 0x85a308d3)), 8)), 7);
        v6 = rotateRight(v6 ^ (v10 += v14 = rotateRight(v14 ^ (v2 += v6 + (m[14] ^ 0xc97c50dd)), 16)), 12);
        v6 = rotateRight(v6 ^ (v10 += v14 = rotateRight(v14 ^ (v2 += v6 + (m[13] ^ 0x3f84d5b5)), 8)), 7);
        v7 = rotateRight(v7 ^ (v11 += v15 = rotateRight(v15 ^ (v3 += v7 + (m[4] ^ 0xbe5466cf)), 16)), 12);
        v7 = rotateRight(v7 ^ (v11 += v15 = rotateRight(v15 ^ (v3 += v7 + (m[10] ^ 0xa4093822)), 8)), 7);
        loadLoadFence();
        v5 = rotateRight(v5 ^ (v10 += v15 = rotateRight(v15 ^ (v0 += v5 + (m[0] ^ 0xec4e6c89)), 16)), 12);
        v5 = rotateRight(v5 ^ (v10 += v15 = rotateRight(v15 ^ (v0 += v5 + (m[7] ^ 0x243f6a88)), 8)), 7);
        v6 = rotateRight(v6 ^ (v11 += v12 = rotateRight(v12 ^ (v1 += v6 + (m[6] ^ 0x03707344)), 16)), 12);
        v6 = rotateRight(v6 ^ (v11 += v12 = rotateRight(v12 ^ (v1 += v6 + (m[3] ^ 0x082efa98)), 8)), 7);
        v7 = rotateRight(v7 ^ (v8 += v13 = rotateRight(v13 ^ (v2 += v7 + (m[9] ^ 0x13198a2e)), 16)), 12);
        v7 = rotateRight(v7 ^ (v8 += v13 = rotateRight(v13 ^ (v2 += v7 + (m[2] ^ 0x38d01377)), 8)), 7);
        v4 = rotateRight(v4 ^ (v9 += v14 = rotateRight(v14 ^ (v3 += v4 + (m[8] ^ 0x34e90c6c)), 16)), 12);
        v4 = rotateRight(v4 ^ (v9 += v14 = rotateRight(v14 ^ (v3 += v4 + (m[11] ^ 0x452821e6)), 8)), 7);
        v[0] = v0;
        v[1] = v1;
        v[2] = v2;
        v[3] = v3;
        v[4] = v4;
        v[5] = v5;
        v[6] = v6;
        v[7] = v7;
        v[8] = v8;
        v[9] = v9;
        v[10] = v10;
        v[11] = v11;
        v[12] = v12;
        v[13] = v13;
        v[14] = v14;
        v[15] = v15;
    }

    /** Rounds 8 to 10. */
    @SuppressWarnings("AssignmentExpression") // half a step of the specification's G in a line
    private static void rows7To9(int[] v, int[] m) {
        int v0 = v[0];
        int v1 = v[1];
        int v2 = v[2];
        int v3 = v[3];
        int v4 = v[4];
        int v5 = v[5];
        int v6 = v[6];
        int v7 = v[7];
        int v8 = v[8];
        int v9 = v[9];
        int v10 = v[10];
        int v11 = v[11];
        int v12 = v[12];
        int v13 = v[13];
        int v14 = v[14];
        int v15 = v[15];
        // row 7
        loadLoadFence();
        v4 = rotateRight(v4 ^ (v8 += v12 = rotateRight(v12 ^ (v0 += v4 + (m[13] ^ 0x34e90c6c)), 16)), 12);
        v4 = rotateRight(v4 ^ (v8 += v12 = rotateRight(v12 ^ (v0 += v4 + (m[11] ^ 0xc97c50dd)), 8)), 7);
        v5 = rotateRight(v5 ^ (v9 += v13 = rotateRight(v13 ^ (v1 += v5 + (m[7] ^ 0x3f84d5b5)), 16)), 12);
        v5 = rotateRight(v5 ^ (v9 += v13 = rotateRight(v13 ^ (v1 += v5 + (m[14] ^ 0xec4e6c89)), 8)), 7);
        v6 = rotateRight(v6 ^ (v10 += v14 = rotateRight(v14 ^ (v2 += v6 + (m[12] ^ 0x85a308d3)), 16)), 12);
        v6 = rotateRight(v6 ^ (v10 += v14 = rotateRight(v14 ^ (v2 += v6 + (m[1] ^ 0xc0ac29b7)), 8)), 7);
        v7 = rotateRight(v7 ^ (v11 += v15 = rotateRight(v15 ^ (v3 += v7 + (m[3] ^ 0x38d01377)), 16)), 12);
        v7 = rotateRight(v7 ^ (v11 += v15 = rotateRight(v15 ^ (v3 += v7 + (m[9] ^ 0x03707344)), 8)), 7);
        loadLoadFence();
        v5 = rotateRight(v5 ^ (v10 += v15 = rotateRight(v15 ^ (v0 += v5 + (m[5] ^ 0x243f6a88)), 16)), 12);
        v5 = rotateRight(v5 ^ (v10 += v15 = rotateRight(v15 ^ (v0 += v5 + (m[0] ^ 0x299f31d0)), 8)), 7);
        v6 = rotateRight(v6 ^ (v11 += v12 = rotateRight(v12 ^ (v1 += v6 + (m[15] ^ 0xa4093822)), 16)), 12);
        v6 = rotateRight(v6 ^ (v11 += v12 = rotateRight(v12 ^ (v1 += v6 + (m[4] ^ 0xb5470917)), 8)), 7);
        v7 = rotateRight(v7 ^ (v8 += v13 = rotateRight(v13 ^ (v2 += v7 + (m[8] ^ 0x082efa98)), 16)), 12);
        v7 = rotateRight(v7 ^ (v8 += v13 = rotateRight(v13 ^ (v2 += v7 + (m[6] ^ 0x452821e6)), 8)), 7);
        v4 = rotateRight(v4 ^ (v9 += v14 = rotateRight(v14 ^ (v3 += v4 + (m[2] ^ 0xbe5466cf)), 16)), 12);
        v4 = rotateRight(v4 ^ (v9 += v14 = rotateRight(v14 ^ (v3 += v4 + (m[10] ^ 0x13198a2e)), 8)), 7);
        // row 8
        loadLoadFence();
        v4 = rotateRight(v4 ^ (v8 += v12 = rotateRight(v12 ^ (v0 += v4 + (m[6] ^ 0xb5470917)), 16)), 12);
        v4 = rotateRight(v4 ^ (v8 += v12 = rotateRight(v12 ^ (v0 += v4 + (m[15] ^ 0x082efa98)), 8)), 7);
        v5 = rotateRight(v5 ^ (v9 += v13 = rotateRight(v13 ^ (v1 += v5 + (m[14] ^ 0x38d01377)), 16)), 12);
        v5 = rotateRight(v5 ^ (v9 += v13 = rotateRight(v13 ^ (v1 += v5 + (m[9] ^ 0x3f84d5b5)), 8)), 7);
        v6 = rotateRight(v6 ^ (v10 += v14 = rotateRight(v14 ^ (v2 += v6 + (m[11] ^ 0x03707344)), 16)), 12);
        v6 = rotateRight(v6 ^ (v10 += v14 = rotateRight(v14 ^ (v2 += v6 + (m[3] ^ 0x34e90c6c)), 8)), 7);
        v7 = rotateRight(v7 ^ (v11 += v15 = rotateRight(v15 ^ (v3 += v7 + (m[0] ^ 0x452821e6)), 16)), 12);
        v7 = rotateRight(v7 ^ (v11 += v15 = rotateRight(v15 ^ (v3 += v7 + (m[8] ^ 0x243f6a88)), 8)), 7);
        loadLoadFence();
        v5 = rotateRight(v5 ^ (v10 += v15 = rotateRight(v15 ^ (v0 += v5 + (m[12] ^ 0x13198a2e)), 16)), 12);
        v5 = rotateRight(v5 ^ (v10 += v15 = rotateRight(v15 ^ (v0 += v5 + (m[2] ^ 0xc0ac29b7)), 8)), 7);
        v6 = rotateRight(v6 ^ (v11 += v12 = rotateRight(v12 ^ (v1 += v6 + (m[13] ^ 0xec4e6c89)), 16)), 12);
        v6 = rotateRight(v6 ^ (v11 += v12 = rotateRight(v12 ^ (v1 += v6 + (m[7] ^ 0xc97c50dd)), 8)), 7);
        v7 = rotateRight(v7 ^ (v8 += v13 = rotateRight(v13 ^ (v2 += v7 + (m[1] ^ 0xa4093822)), 16)), 12);
        v7 = rotateRight(v7 ^ (v8 += v13 = rotateRight(v13 ^ (v2 += v7 + (m[4] ^ 0x85a308d3)), 8)), 7);
        v4 = rotateRight(v4 ^ (v9 += v14 = rotateRight(v14 ^ (v3 += v4 + (m[10] ^ 0x299f31d0)), 16)), 12);
        v4 = rotateRight(v4 ^ (v9 += v14 = rotateRight(v14 ^ (v3 += v4 + (m[5] ^ 0xbe5466cf)), 8)), 7);
        // row 9
        loadLoadFence();
        v4 = rotateRight(v4 ^ (v8 += v12 = rotateRight(v12 ^ (v0 += v4 + (m[10] ^ 0x13198a2e)), 16)), 12);
        v4 = rotateRight(v4 ^ (v8 += v12 = rotateRight(v12 ^ (v0 += v4 + (m[2] ^ 0xbe5466cf)), 8)), 7);
        v5 = rotateRight(v5 ^ (v9 += v13 = rotateRight(v13 ^ (v1 += v5 + (m[8] ^ 0xa4093822)), 16)), 12);
        v5 = rotateRight(v5 ^ (v9 += v13 = rotateRight(v13 ^ (v1 += v5 + (m[4] ^ 0x452821e6)), 8)), 7);
        v6 = rotateRight(v6 ^ (v10 += v14 = rotateRight(v14 ^ (v2 += v6 + (m[7] ^ 0x082efa98)), 16)), 12);
        v6 = rotateRight(v6 ^ (v10 += v14 = rotateRight(v14 ^ (v2 += v6 + (m[6] ^ 0xec4e6c89)), 8)), 7);
        v7 = rotateRight(v7 ^ (v11 += v15 = rotateRight(v15 ^ (v3 += v7 + (m[1] ^ 0x299f31d0)), 16)), 12);
        v7 = rotateRight(v7 ^ (v11 += v15 = rotateRight(v15 ^ (v3 += v7 + (m[5] ^ 0x85a308d3)), 8)), 7);
        loadLoadFence();
        v5 = rotateRight(v5 ^ (v10 += v15 = rotateRight(v15 ^ (v0 += v5 + (m[15] ^ 0x34e90c6c)), 16)), 12);
        v5 = rotateRight(v5 ^ (v10 += v15 = rotateRight(v15 ^ (v0 += v5 + (m[11] ^ 0xb5470917)), 8)), 7);
        v6 = rotateRight(v6 ^ (v11 += v12 = rotateRight(v12 ^ (v1 += v6 + (m[9] ^ 0x3f84d5b5)), 16)), 12);
        v6 = rotateRight(v6 ^ (v11 += v12 = rotateRight(v12 ^ (v1 += v6 + (m[14] ^ 0x38d01377)), 8)), 7);
        v7 = rotateRight(v7 ^ (v8 += v13 = rotateRight(v13 ^ (v2 += v7 + (m[3] ^ 0xc0ac29b7)), 16)), 12);
        v7 = rotateRight(v7 ^ (v8 += v13 = rotateRight(v13 ^ (v2 += v7 + (m[12] ^ 0x03707344)), 8)), 7);
        v4 = rotateRight(v4 ^ (v9 += v14 = rotateRight(v14 ^ (v3 += v4 + (m[13] ^ 0x243f6a88)), 16)), 12);
        v4 = rotateRight(v4 ^ (v9 += v14 = rotateRight(v14 ^ (v3 += v4 + (m[0] ^ 0xc97c50dd)), 8)), 7);
        v[0] = v0;
        v[1] = v1;
        v[2] = v2;
        v[3] = v3;
        v[4] = v4;
        v[5] = v5;
        v[6] = v6;
        v[7] = v7;
        v[8] = v8;
        v[9] = v9;
        v[10] = v10;
        v[11] = v11;
        v[12] = v12;
        v[13] = v13;
        v[14] = v14;
        v[15] = v15;
    }
}
