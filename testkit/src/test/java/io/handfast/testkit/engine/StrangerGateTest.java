// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.net.StrangerGate;
import io.handfast.testkit.VirtualTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrangerGateTest {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final VirtualTime time = new VirtualTime();
    private final StrangerGate gate = new StrangerGate(time, 3, GRACE);
    private final List<String> withdrawn = new ArrayList<>();

    private StrangerGate.Pass enter(String name, int host) throws InterruptedException, UnknownHostException {
        InetAddress from = InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) host});
        return gate.enter(from, () -> withdrawn.add(name));
    }

    private long seconds() {
        return Duration.ofNanos(time.nanos()).toSeconds();
    }

    @Test
    void givenFreePlaces_whenStrangersEnter_thenNobodyWaitsOrGoes() throws Exception {
        time.run(() -> {
            enter("a", 1);
            enter("b", 1);
            StrangerGate.Pass pass = enter("c", 1);
            assertThat(gate.taken()).isEqualTo(3);
            assertThat(seconds()).isZero();
            pass.close();
            pass.close();
            assertThat(gate.taken()).isEqualTo(2);
            assertThat(pass.withdrawn()).isFalse();
        });
        assertThat(withdrawn).isEmpty();
    }

    @Test
    void givenNoPlace_whenAllAreYoung_thenTheNextWaitsForTheGraceOfTheOldest() throws Exception {
        time.run(() -> {
            StrangerGate.Pass first = enter("a", 1);
            time.pass(Duration.ofSeconds(1));
            enter("b", 2);
            enter("c", 3);
            enter("d", 4);
            assertThat(seconds()).isEqualTo(5);
            assertThat(withdrawn).containsExactly("a");
            assertThat(first.withdrawn()).isTrue();
            assertThat(gate.taken()).isEqualTo(3);
            first.close();
            assertThat(gate.taken()).isEqualTo(3);
        });
    }

    @Test
    void givenNoPlace_whenOneIsGivenBack_thenTheNextEntersAtOnceAndNobodyIsWithdrawn() throws Exception {
        time.run(() -> {
            StrangerGate.Pass known = enter("a", 1);
            enter("b", 2);
            enter("c", 3);
            time.enrol("becomes known", () -> {
                time.pass(Duration.ofSeconds(2));
                known.close();
            });
            enter("d", 4);
            assertThat(seconds()).isEqualTo(2);
        });
        assertThat(withdrawn).isEmpty();
    }

    @Test
    void givenBusyProcess_whenHonestStrangersAreServedSlowly_thenTheOthersWaitAndNobodyIsWithdrawn() throws Exception {
        StrangerGate slow = new StrangerGate(time, 3, GRACE, () -> true);
        time.run(() -> {
            for (int i = 0; i < 9; i++) {
                String name = "device " + i;
                StrangerGate.Pass pass = slow.enter(InetAddress.getLoopbackAddress(), () -> withdrawn.add(name));
                time.enrol(name, () -> {
                    time.pass(GRACE.multipliedBy(2)); // a cold process computes a handshake of 64 at once for longer
                    pass.close();
                });
            }
            assertThat(seconds()).isEqualTo(GRACE.toSeconds() * 4);
        });
        assertThat(withdrawn).isEmpty();
    }

    @Test
    void givenBusyProcess_whenStrangersStaySilent_thenEachGoesAfterFourTimesTheGrace() throws Exception {
        StrangerGate slow = new StrangerGate(time, 1, GRACE, () -> true);
        time.run(() -> {
            slow.enter(InetAddress.getLoopbackAddress(), () -> withdrawn.add("silent"));
            slow.enter(InetAddress.getLoopbackAddress(), () -> withdrawn.add("honest"));
            assertThat(seconds()).isEqualTo(GRACE.toSeconds() * 4);
        });
        assertThat(withdrawn).containsExactly("silent");
    }

    @Test
    void givenProcessNoLongerBusy_whenSomebodyWaits_thenTheUsualGraceHolds() throws Exception {
        StrangerGate slow = new StrangerGate(time, 1, GRACE, () -> seconds() < 7);
        time.run(() -> {
            slow.enter(InetAddress.getLoopbackAddress(), () -> withdrawn.add("silent"));
            slow.enter(InetAddress.getLoopbackAddress(), () -> withdrawn.add("honest"));
            assertThat(seconds()).isEqualTo(7);
        });
        assertThat(withdrawn).containsExactly("silent");
    }

    @Test
    void givenAddressThatHoldsMostPlaces_whenOneMustGo_thenItIsThatAddressesOldest() throws Exception {
        time.run(() -> {
            enter("lonely and oldest", 1);
            time.pass(Duration.ofSeconds(1));
            enter("crowd's first", 2);
            time.pass(Duration.ofSeconds(1));
            enter("crowd's second", 2);
            time.pass(Duration.ofSeconds(10));
            enter("new", 3);
            assertThat(withdrawn).containsExactly("crowd's first");
            enter("newer", 4);
            assertThat(withdrawn).containsExactly("crowd's first", "lonely and oldest");
        });
    }

    @Test
    void givenThousandSilentStrangers_whenAnHonestOneComesLast_thenItEntersAfterBoundedTime() throws Exception {
        time.run(() -> {
            for (int i = 0; i < 1000; i++) {
                enter("silent " + i, i % 200);
                assertThat(gate.taken()).isLessThanOrEqualTo(3);
            }
            enter("honest", 250);
        });
        assertThat(withdrawn).hasSize(998);
        assertThat(seconds()).isEqualTo(GRACE.toSeconds() * 333);
    }
}
