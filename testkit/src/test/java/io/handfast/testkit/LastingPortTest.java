// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.testkit.LastingPort.Range;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastingPortTest {
    private static final int MANY = 300;

    @Test
    void givenManyChoices_whenCompared_thenEachIsAnotherAndTheSystemGivesNone() throws Exception {
        Range system = LastingPort.system();
        Set<Integer> chosen = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            int port = LastingPort.choose();
            assertThat(chosen.add(port)).as("%d is new", port).isTrue();
            assertThat(system.contains(port)).as("%d is the system's", port).isFalse();
        }
    }

    /** Both ways in which the system gives a port of its choice: to who dials and to who listens on any. */
    @Test
    void givenAClosedPort_whenOthersDialAndListen_thenItIsThereWhenItsOwnerComesBack() throws Exception {
        Range system = LastingPort.system();
        int mine = LastingPort.choose();
        new ServerSocket(mine).close();
        List<AutoCloseable> open = new ArrayList<>();
        try (ServerSocket far = new ServerSocket(0, MANY, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < MANY; i++) {
                Socket dialled = new Socket(InetAddress.getLoopbackAddress(), far.getLocalPort());
                open.add(dialled);
                ServerSocket listening = new ServerSocket(0);
                open.add(listening);
                assertThat(List.of(dialled.getLocalPort(), listening.getLocalPort()))
                        .as("what the system has chosen")
                        .allSatisfy(port -> assertThat(port).isBetween(system.first(), system.last()));
            }
            try (ServerSocket back = new ServerSocket(mine)) {
                assertThat(back.getLocalPort()).isEqualTo(mine);
            }
        } finally {
            for (AutoCloseable each : open) {
                each.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "32768, 60999, 10000, 32767", // Linux
        "49152, 65535, 10000, 49151", // what IANA says
        "1024, 60999, 61000, 65535",
        "10000, 50000, 50001, 65535",
        "1024, 65535, 10000, 32767", // nothing is left: as good as it gets
        "1024, 5000, 10000, 65535",
    })
    void givenWhatTheSystemHandsOut_whenChosen_thenOutside(int first, int last, int expectedFirst, int expectedLast) {
        assertThat(LastingPort.outside(new Range(first, last))).isEqualTo(new Range(expectedFirst, expectedLast));
    }
}
