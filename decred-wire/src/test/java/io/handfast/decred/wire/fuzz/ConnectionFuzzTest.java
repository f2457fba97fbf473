// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.handfast.decred.wire.Command;

/**
 * Any bytes as the messages about connections, addresses and the state of the chain's end: see {@link Tame}. The
 * seeds run with every build; {@code bin/fuzz} searches on
 * from them.
 */
class ConnectionFuzzTest {
    @FuzzTest
    void givenAnyBytes_whenReadAsVersion_thenTame(byte[] bytes) {
        Tame.require(Command.VERSION, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsVerack_thenTame(byte[] bytes) {
        Tame.require(Command.VERACK, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsPing_thenTame(byte[] bytes) {
        Tame.require(Command.PING, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsPong_thenTame(byte[] bytes) {
        Tame.require(Command.PONG, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsGetaddr_thenTame(byte[] bytes) {
        Tame.require(Command.GETADDR, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsAddr_thenTame(byte[] bytes) {
        Tame.require(Command.ADDR, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsAddrv2_thenTame(byte[] bytes) {
        Tame.require(Command.ADDRV2, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsMempool_thenTame(byte[] bytes) {
        Tame.require(Command.MEMPOOL, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsSendheaders_thenTame(byte[] bytes) {
        Tame.require(Command.SENDHEADERS, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsFeefilter_thenTame(byte[] bytes) {
        Tame.require(Command.FEEFILTER, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsGetminings_thenTame(byte[] bytes) {
        Tame.require(Command.GETMININGS, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsMiningstate_thenTame(byte[] bytes) {
        Tame.require(Command.MININGSTATE, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsGetinitstate_thenTame(byte[] bytes) {
        Tame.require(Command.GETINITSTATE, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsInitstate_thenTame(byte[] bytes) {
        Tame.require(Command.INITSTATE, bytes);
    }
}
