// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.crypto.Ski;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.conformance.Conformance;
import io.handfast.ship.hub.discovery.DiscoveryEvent;
import io.handfast.ship.hub.discovery.FoundService;
import io.handfast.ship.hub.discovery.Interfaces;
import io.handfast.ship.hub.discovery.LocalService;
import io.handfast.ship.hub.discovery.MulticastDiscovery;
import io.handfast.ship.hub.discovery.Product;
import io.handfast.ship.hub.discovery.ServiceRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The conformance tester on the local network: shows its nodes to a device that shall dial them, finds the device. */
final class TestNetwork implements AutoCloseable {
    static final Product PRODUCT = new Product("Handfast", "Conformance", "EnergyManagementSystem", "", List.of(2));

    private static final Duration GOODBYE = Duration.ofMillis(1500);

    private final TimeSource time;
    private final MulticastDiscovery discovery;

    TestNetwork(TimeSource time) {
        this.time = time;
        this.discovery = MulticastDiscovery.open(Interfaces.usual(), "handfast-conformance", time, _ -> {});
    }

    /** Announces a node until this is closed. */
    void show(Ski ski, int port) {
        ServiceRecord record = ServiceRecord.of(Conformance.TESTER_SHIP_ID, ski, PRODUCT);
        discovery.announce(new LocalService(
                ServiceRecord.SERVICE_TYPE, "Handfast Conformance " + ski.brief(), port, record.txt()));
    }

    /** What a device announces, as it stands in its record; blocks for so long at most. */
    Optional<List<String>> record(Ski device, Duration within) throws InterruptedException {
        Inbox<FoundService> found = new Inbox<>(time, 0);
        Deadline by = time.in(within);
        try (var _ = discovery.browse(ServiceRecord.SERVICE_TYPE, event -> post(event, device, found))) {
            return found.await(by) instanceof Inbox.Posted<FoundService>(FoundService service)
                    ? Optional.of(service.txt().strings())
                    : Optional.empty();
        }
    }

    private static void post(DiscoveryEvent event, Ski device, Inbox<FoundService> found) {
        boolean meant = event.service()
                .txt()
                .value("ski")
                .filter(device.hex()::equalsIgnoreCase)
                .isPresent();
        if (meant) {
            found.post(event.service());
        }
    }

    /** Says goodbye; the rest of it ends with the process. */
    @Override
    public void close() {
        Scope goodbye = new Scope("goodbye", time);
        goodbye.start("discovery", discovery::close);
        try {
            goodbye.join(time.in(GOODBYE));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
