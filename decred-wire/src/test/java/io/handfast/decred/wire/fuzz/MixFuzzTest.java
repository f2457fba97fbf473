// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.handfast.decred.wire.Command;

/**
 * Any bytes as the mixing messages: see {@link Tame}. The seeds run with every build; {@code bin/fuzz} searches on
 * from them.
 */
class MixFuzzTest {
    @FuzzTest
    void givenAnyBytes_whenReadAsMixpairreq_thenTame(byte[] bytes) {
        Tame.require(Command.MIXPAIRREQ, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsMixkeyxchg_thenTame(byte[] bytes) {
        Tame.require(Command.MIXKEYXCHG, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsMixcphrtxt_thenTame(byte[] bytes) {
        Tame.require(Command.MIXCPHRTXT, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsMixslotres_thenTame(byte[] bytes) {
        Tame.require(Command.MIXSLOTRES, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsMixfactpoly_thenTame(byte[] bytes) {
        Tame.require(Command.MIXFACTPOLY, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsMixdcnet_thenTame(byte[] bytes) {
        Tame.require(Command.MIXDCNET, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsMixconfirm_thenTame(byte[] bytes) {
        Tame.require(Command.MIXCONFIRM, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsMixsecrets_thenTame(byte[] bytes) {
        Tame.require(Command.MIXSECRETS, bytes);
    }
}
