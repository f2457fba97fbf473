// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.time.SystemTime;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryNetworkTest {
    private static final TxtRecord FIRST = TxtRecord.of(List.of("txtvers=1", "register=false"));
    private static final TxtRecord SECOND = TxtRecord.of(List.of("txtvers=1", "register=true"));

    private final MemoryNetwork network = new MemoryNetwork(new SystemTime());

    @Test
    void givenTwoMachines_whenOneAnnouncesChangesAndWithdraws_thenTheOtherIsTold() throws Exception {
        try (Discovery hub = machine("hub");
                Discovery box = machine("box")) {
            Watcher watcher = new Watcher();
            hub.browse("_ship._tcp", watcher);
            Discovery.Announcement announcement = box.announce(service("Box", FIRST));
            announcement.update(SECOND);
            announcement.close();
            announcement.update(FIRST);
            announcement.close();

            assertThat(watcher.next()).isEqualTo("appeared Box 4712 box.local [txtvers=1, register=false]");
            assertThat(watcher.next()).isEqualTo("changed Box 4712 box.local [txtvers=1, register=true]");
            assertThat(watcher.next()).startsWith("disappeared Box");
        }
    }

    @Test
    void givenServicesThatAreThere_whenBrowsed_thenToldOfThemButNotOfOnesOwnOrOfOtherTypes() throws Exception {
        try (Discovery hub = machine("hub");
                Discovery box = machine("box")) {
            hub.announce(service("Hub", FIRST));
            box.announce(new LocalService("_http._tcp", "Web", 80, FIRST));
            box.announce(service("Box", FIRST));
            Watcher watcher = new Watcher();
            hub.browse("_ship._tcp", watcher);
            assertThat(watcher.next()).startsWith("appeared Box");
            box.announce(service("Box 2", FIRST));
            assertThat(watcher.next()).startsWith("appeared Box 2");
        }
    }

    @Test
    void givenTakenName_whenAnnounced_thenNumbered() {
        try (Discovery one = machine("one");
                Discovery two = machine("two")) {
            Discovery.Announcement first = one.announce(service("Box", FIRST));
            assertThat(two.announce(service("box", FIRST)).instance()).isEqualTo("box (2)");
            assertThat(two.announce(service("Box", FIRST)).instance()).isEqualTo("Box (3)");
            first.close();
            assertThat(two.announce(service("Box", FIRST)).instance()).isEqualTo("Box");
        }
    }

    @Test
    void givenMachineThatLeaves_whenClosed_thenItsServicesAreGoneAndItIsToldNothingMore() throws Exception {
        try (Discovery hub = machine("hub")) {
            Watcher ofHub = new Watcher();
            Watcher ofBox = new Watcher();
            hub.browse("_ship._tcp", ofHub);
            Discovery box = machine("box");
            box.browse("_ship._tcp", ofBox);
            box.announce(service("Box", FIRST));
            box.close();
            hub.announce(service("Hub", FIRST));

            assertThat(ofHub.next()).startsWith("appeared Box");
            assertThat(ofHub.next()).startsWith("disappeared Box");
            assertThat(ofBox.isQuiet()).isTrue();
        }
    }

    private Discovery machine(String name) {
        return network.join(name + ".local.", Set.of(InetAddress.getLoopbackAddress()));
    }

    private static LocalService service(String instance, TxtRecord txt) {
        return new LocalService("_ship._tcp", instance, 4712, txt);
    }
}
