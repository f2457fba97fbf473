// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Scope;
import io.handfast.engine.time.SystemTime;
import io.handfast.ship.hub.discovery.Sightings.Sighting;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What several interfaces see becomes one picture. */
class SightingsTest {
    private static final String ETH = "eth0";
    private static final String WLAN = "wlan0";

    private final SystemTime time = new SystemTime();
    private final Scope scope = new Scope("test", time);
    private final Watcher watcher = new Watcher();
    private final Sightings sightings = new Sightings(time, scope, watcher);

    @AfterEach
    void stop() throws InterruptedException {
        scope.cancel();
        assertThat(scope.join(time.in(Duration.ofSeconds(10)))).isTrue();
    }

    @Test
    void givenTwoInterfaces_whenOneLosesIt_thenItStaysWithTheOthersAddress() throws Exception {
        see(ETH, "box", 1, "10.0.0.1");
        see(WLAN, "box", 1, "10.1.0.1");
        gone(ETH, "box");
        gone(WLAN, "box");

        assertThat(watcher.next()).startsWith("appeared box");
        assertThat(watcher.nextEvent().service().hosts()).containsExactly("10.0.0.1", "10.1.0.1");
        assertThat(watcher.nextEvent().service().hosts()).containsExactly("10.1.0.1");
        assertThat(watcher.next()).startsWith("disappeared box");
    }

    @Test
    void givenTheSameAgain_whenTold_thenNoEvent() throws Exception {
        see(ETH, "box", 1, "10.0.0.1");
        see(ETH, "BOX", 1, "10.0.0.1");
        gone(ETH, "nobody");
        gone(WLAN, "box");
        see(ETH, "BOX", 2, "10.0.0.1");

        assertThat(watcher.next()).startsWith("appeared box 1");
        assertThat(watcher.next()).startsWith("changed BOX"); // the same name in other letters: one device
        assertThat(watcher.next()).startsWith("changed BOX 2");
        assertThat(watcher.isQuiet()).isTrue();
    }

    @Test
    void givenFlappingName_whenTold_thenEachComingAndGoing() throws Exception {
        for (int i = 0; i < 50; i++) {
            see(ETH, "box", 1, "10.0.0.1");
            gone(ETH, "box");
        }
        for (int i = 0; i < 50; i++) {
            assertThat(watcher.next()).startsWith("appeared box");
            assertThat(watcher.next()).startsWith("disappeared box");
        }
    }

    @Test
    void givenInterfaceThatIsLost_whenItComesBack_thenAllAgain() throws Exception {
        see(ETH, "one", 1, "10.0.0.1");
        see(ETH, "two", 2, "10.0.0.2");
        see(WLAN, "two", 2, "10.1.0.2");
        sightings.post(new Sighting.Blind(ETH));
        see(ETH, "one", 1, "10.0.0.1");

        assertThat(watcher.next()).startsWith("appeared one");
        assertThat(watcher.next()).startsWith("appeared two");
        assertThat(watcher.next()).startsWith("changed two");
        assertThat(List.of(word(watcher.next()), word(watcher.next())))
                .containsExactlyInAnyOrder("disappeared one", "changed two");
        assertThat(watcher.next()).startsWith("appeared one");
    }

    @Test
    void givenForgedFlood_whenTold_thenBoundedAndKnownDevicesStay() throws Exception {
        see(ETH, "box", 1, "10.0.0.1");
        for (int i = 0; i < 10_000; i++) {
            see(ETH, "forged-" + i, 1, "10.0.0.9");
        }
        gone(ETH, "box");
        int appeared = 0;
        String next = watcher.next();
        while (!next.startsWith("disappeared box")) {
            assertThat(next).startsWith("appeared ");
            appeared++;
            next = watcher.next();
        }
        assertThat(appeared).isEqualTo(Sightings.MAX_INSTANCES);
    }

    @Test
    void givenListenerThatThrows_whenTold_thenTheNextEventComesAllTheSame() throws Exception {
        Watcher behind = new Watcher();
        Sightings fragile = new Sightings(time, scope, event -> {
            behind.accept(event);
            throw new IllegalStateException("thrown by a test on purpose");
        });
        fragile.post(new Sighting.Seen(ETH, service("one", 1, "10.0.0.1")));
        fragile.post(new Sighting.Seen(ETH, service("two", 1, "10.0.0.1")));
        assertThat(behind.next()).startsWith("appeared one");
        assertThat(behind.next()).startsWith("appeared two");
    }

    private static String word(String line) {
        return line.replaceAll("(\\w+ \\w+).*", "$1");
    }

    private void see(String source, String instance, int port, String address) throws Exception {
        sightings.post(new Sighting.Seen(source, service(instance, port, address)));
    }

    private void gone(String source, String instance) {
        sightings.post(new Sighting.Gone(source, instance));
    }

    private static FoundService service(String instance, int port, String address) throws Exception {
        return new FoundService(
                instance, "", port, Set.of(InetAddress.getByName(address)), TxtRecord.of(List.of("txtvers=1")));
    }
}
