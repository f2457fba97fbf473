// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.handfast.decred.wire.Command;

/**
 * Any bytes as the messages that name and request things: see {@link Tame}. The seeds run with every build; {@code
 * bin/fuzz} searches on
 * from them.
 */
class InventoryFuzzTest {
    @FuzzTest
    void givenAnyBytes_whenReadAsInv_thenTame(byte[] bytes) {
        Tame.require(Command.INV, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsGetdata_thenTame(byte[] bytes) {
        Tame.require(Command.GETDATA, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsNotfound_thenTame(byte[] bytes) {
        Tame.require(Command.NOTFOUND, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsGetblocks_thenTame(byte[] bytes) {
        Tame.require(Command.GETBLOCKS, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsGetheaders_thenTame(byte[] bytes) {
        Tame.require(Command.GETHEADERS, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsHeaders_thenTame(byte[] bytes) {
        Tame.require(Command.HEADERS, bytes);
    }
}
