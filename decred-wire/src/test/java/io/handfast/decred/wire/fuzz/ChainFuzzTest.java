// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.handfast.decred.wire.Command;

/**
 * Any bytes as blocks and transactions: see {@link Tame}. The seeds run with every build; {@code bin/fuzz} searches on
 * from them.
 */
class ChainFuzzTest {
    @FuzzTest
    void givenAnyBytes_whenReadAsBlock_thenTame(byte[] bytes) {
        Tame.require(Command.BLOCK, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsTx_thenTame(byte[] bytes) {
        Tame.require(Command.TX, bytes);
    }
}
