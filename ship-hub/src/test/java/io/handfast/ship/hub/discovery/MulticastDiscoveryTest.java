// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.handfast.crypto.Ski;
import io.handfast.engine.time.SystemTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two of ours in one real network: takes a quarter of a minute, and an interface that can multicast. */
@Tag("long")
class MulticastDiscoveryTest {
    private static final SystemTime TIME = new SystemTime();

    @Test
    void givenTwoNodes_whenOneAnnouncesAndLeaves_thenTheOtherSeesAllKeysAndNotItself() throws Exception {
        assumeFalse(Interfaces.usual().addresses().isEmpty(), "needs a network interface that is up and can multicast");
        byte[] unique = new byte[20];
        new Random().nextBytes(unique);
        String name = HexFormat.of().formatHex(unique, 0, 4);
        ServiceRecord record = ServiceRecord.of(
                "i:1_" + name, Ski.of(unique), new Product("Ünïcode", "a=b", "Wallbox", "1", List.of(2, 3)));
        try (Discovery hub = MulticastDiscovery.open(Interfaces.usual(), "hub-" + name, TIME, _ -> {})) {
            Watcher watcher = new Watcher();
            hub.browse(ServiceRecord.SERVICE_TYPE, event -> {
                if (event.service().instance().contains(name)) {
                    watcher.accept(event);
                }
            });
            hub.announce(new LocalService(ServiceRecord.SERVICE_TYPE, "Hub " + name, 4713, record.txt()));
            try (Discovery box = MulticastDiscovery.open(Interfaces.usual(), "box-" + name, TIME, _ -> {})) {
                box.announce(new LocalService(ServiceRecord.SERVICE_TYPE, "Box " + name, 4712, record.txt()));

                FoundService found = watcher.nextEvent().service();
                assertThat(found.instance()).isEqualTo("Box " + name);
                assertThat(found.port()).isEqualTo(4712);
                assertThat(found.txt()).isEqualTo(record.txt());
                assertThat(ServiceRecord.parse(found.txt())).isEqualTo(record);
                assertThat(found.hosts()).contains("box-" + name + ".local");
            }
            DiscoveryEvent last = watcher.nextEvent();
            while (last instanceof DiscoveryEvent.Changed) { // more addresses
                last = watcher.nextEvent();
            }
            assertThat(last).isInstanceOf(DiscoveryEvent.Disappeared.class);
            assertThat(last.service().instance()).isEqualTo("Box " + name);
        }
    }
}
