// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.LocalNode;
import io.handfast.ship.ShipTimers;
import io.handfast.testkit.SeededEntropy;
import io.handfast.testkit.VirtualTime;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Who hears of something and then asks how it stands finds it there. */
class ToldStatusTest {
    private static final LocalNode LOCAL = new LocalNode("i:2");

    private final VirtualTime time = new VirtualTime();
    private final PipeNetwork network = new PipeNetwork(time);
    private final List<String> troublesWhenTold = new ArrayList<>();

    @Test
    void givenSlowTrustStore_whenAnAttemptFails_thenTheStatusSaysSoWhenItIsTold() throws Exception {
        time.run(() -> {
            try (Environment environment = Environment.of(time, new SeededEntropy(1))) {
                VirtualHub server = new VirtualHub(network, '1', ShipTimers.usual(), environment);
                server.refusingStrangers().start();
                ShipHub client = dialling(server, environment);
                time.pass(Duration.ofSeconds(5));

                assertThat(troublesWhenTold).containsExactly("ship.hello.remote-denied");

                client.stop(Duration.ofSeconds(10));
                server.stop();
            }
        });
    }

    private ShipHub dialling(VirtualHub server, Environment environment) throws Exception {
        Ski ski = new Ski("2".repeat(40));
        SlowTrust trust = new SlowTrust(server.ski(), time);
        HubSettings settings = new HubSettings(
                LOCAL, new InetSocketAddress(0), 10, Map.of(server.ski(), server.address()), ShipTimers.usual());
        PipeNetwork.Door door = network.door(ski, LOCAL, ShipTimers.usual(), environment);
        AtomicReference<ShipHub> hub = new AtomicReference<>();
        HubListener listener = event -> {
            if (event.kind() == HubEvent.Kind.FAILED) {
                Optional<DeviceStatus> status = hub.get().device(server.ski());
                troublesWhenTold.add(status.flatMap(DeviceStatus::trouble)
                        .map(DeviceStatus.Trouble::code)
                        .orElse("none"));
            }
        };
        hub.set(ShipHub.start(settings, ski, _ -> door, trust, (_, _) -> {}, listener, environment));
        trust.slow = true;
        return hub.get();
    }

    /** Takes a moment to find somebody, as a file does: a moment in which others act. */
    private static final class SlowTrust implements TrustStore {
        private final TrustedDevice device;
        private final TimeSource time;
        private boolean slow;

        SlowTrust(Ski ski, TimeSource time) {
            this.device = new TrustedDevice(ski, Optional.empty(), "device 1");
            this.time = time;
        }

        @Override
        public Optional<TrustedDevice> find(Ski ski) {
            if (slow) {
                try {
                    new Inbox<Void>(time, 0).await(time.in(Duration.ofMillis(1)));
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }
            return Optional.of(device);
        }

        @Override
        public Collection<TrustedDevice> all() {
            return List.of(device);
        }

        @Override
        public void trust(TrustedDevice other) {}

        @Override
        public void forget(Ski ski) {}

        @Override
        public void connected(Ski ski, String shipId, Instant at) {}
    }
}
