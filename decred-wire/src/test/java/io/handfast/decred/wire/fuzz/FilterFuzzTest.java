// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.handfast.decred.wire.Command;

/**
 * Any bytes as the messages about filters: see {@link Tame}. The seeds run with every build; {@code bin/fuzz}
 * searches on
 * from them.
 */
class FilterFuzzTest {
    @FuzzTest
    void givenAnyBytes_whenReadAsGetcfilter_thenTame(byte[] bytes) {
        Tame.require(Command.GETCFILTER, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsCfilter_thenTame(byte[] bytes) {
        Tame.require(Command.CFILTER, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsGetcfheaders_thenTame(byte[] bytes) {
        Tame.require(Command.GETCFHEADERS, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsCfheaders_thenTame(byte[] bytes) {
        Tame.require(Command.CFHEADERS, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsGetcftypes_thenTame(byte[] bytes) {
        Tame.require(Command.GETCFTYPES, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsCftypes_thenTame(byte[] bytes) {
        Tame.require(Command.CFTYPES, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsGetcfilterv2_thenTame(byte[] bytes) {
        Tame.require(Command.GETCFILTERV2, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsCfilterv2_thenTame(byte[] bytes) {
        Tame.require(Command.CFILTERV2, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsGetcfsv2_thenTame(byte[] bytes) {
        Tame.require(Command.GETCFSV2, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsCfiltersv2_thenTame(byte[] bytes) {
        Tame.require(Command.CFILTERSV2, bytes);
    }
}
