// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.Ski;
import io.handfast.ship.hub.discovery.Discovery;
import io.handfast.ship.hub.discovery.LocalService;
import io.handfast.ship.hub.discovery.MemoryNetwork;
import io.handfast.ship.hub.discovery.Product;
import io.handfast.ship.hub.discovery.ServiceRecord;
import io.handfast.ship.hub.discovery.TxtRecord;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A hub with discovery in memory, on virtual time. */
class HubDiscoveryTest {
    private static final Product BOX = new Product("Elli", "Box", "ChargingStation", "7", List.of(3));

    /** A scene with a local network; what took part in it is closed before the hubs are stopped. */
    private static final class Lan {
        private final HubScene scene;
        private final MemoryNetwork network;
        private final List<AutoCloseable> open = new ArrayList<>();

        Lan(HubScene scene) {
            this.scene = scene;
            this.network = new MemoryNetwork(scene.time());
        }

        /** Runs a hub on it. */
        HubDiscovery with(VirtualHub hub) throws Exception {
            ServiceRecord record = ServiceRecord.of("i:" + hub.ski().toString().charAt(0), hub.ski(), BOX);
            HubDiscovery discovery = HubDiscovery.begin(hub.hub(), machine("10.0.0.1"), "Box", record);
            open.add(discovery);
            return discovery;
        }

        /** A machine at some addresses. */
        Discovery machine(String... addresses) throws UnknownHostException {
            Set<InetAddress> set = new LinkedHashSet<>();
            for (String address : addresses) {
                set.add(InetAddress.getByName(address));
            }
            Discovery machine = network.join("box.local.", set);
            open.add(machine);
            return machine;
        }

        Discovery.Announcement announce(Ski ski, int port, String instance, String... addresses) throws Exception {
            return machine(addresses)
                    .announce(service(instance, port, record(ski).txt()));
        }

        void pass(int seconds) throws InterruptedException {
            scene.pass(seconds);
        }
    }

    private interface Course {
        void play(HubScene scene, Lan lan) throws Exception;
    }

    private static void play(Course course) throws Exception {
        HubScene.play(scene -> {
            Lan lan = new Lan(scene);
            course.play(scene, lan);
            for (AutoCloseable each : lan.open) {
                each.close();
            }
        });
    }

    private static ServiceRecord record(Ski ski) {
        return ServiceRecord.of("i:x", ski, BOX);
    }

    private static LocalService service(String instance, int port, TxtRecord txt) {
        return new LocalService(ServiceRecord.SERVICE_TYPE, instance, port, txt);
    }

    private static Ski ski(char digit) {
        return new Ski(String.valueOf(digit).repeat(40));
    }

    @Test
    void givenTwoThatTrustEachOther_whenTheySeeEachOther_thenConnectedWithinSeconds() throws Exception {
        play((scene, lan) -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2');
            hub.trusting(device, false).start();
            device.trusting(hub, false).start();
            lan.pass(60);
            assertThat(scene.network().lines()).isEmpty();
            HubDiscovery ofHub = lan.with(hub);
            assertThat(lan.with(device).instance()).isEqualTo("Box (2)");
            lan.pass(10);
            assertThat(hub.isConnected(device)).as(hub.log()).isTrue();
            assertThat(device.isConnected(hub)).isTrue();
            assertThat(ofHub.visible()).singleElement().satisfies(seen -> {
                assertThat(seen.ski()).isEqualTo(device.ski());
                assertThat(seen.instance()).isEqualTo("Box (2)");
                assertThat(seen.name()).isEqualTo("Elli Box");
                assertThat(seen.product()).isEqualTo(BOX);
                assertThat(seen.trusted()).isTrue();
                assertThat(seen.addresses())
                        .containsExactly(Address.of("10.0.0.1", device.address().port()));
            });
        });
    }

    @Test
    void givenUntrustedDevice_whenSeen_thenListedButNotDialledUntilTrusted() throws Exception {
        play((scene, lan) -> {
            VirtualHub hub = scene.hub('1').start();
            VirtualHub device = scene.hub('2');
            device.trusting(hub, false).start();
            HubDiscovery discovery = lan.with(hub);
            lan.announce(device.ski(), device.address().port(), "Box", "10.0.0.2");
            lan.pass(120);
            assertThat(scene.network().lines()).isEmpty();
            assertThat(discovery.visible(device.ski()).orElseThrow().trusted()).isFalse();
            assertThat(hub.events(HubEvent.Kind.APPEARED))
                    .singleElement()
                    .satisfies(event -> assertThat(event.text())
                            .isEqualTo("announces itself as Elli Box at [10.0.0.2:"
                                    + device.address().port() + "]"));
            hub.hub().trust(VirtualHub.device(device.ski()));
            lan.pass(1);
            assertThat(hub.isConnected(device)).as(hub.log()).isTrue();
        });
    }

    @Test
    void givenDeviceAtAnOldAddress_whenItMoves_thenDialledThere() throws Exception {
        play((scene, lan) -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2');
            hub.trusting(device, false).start();
            device.trusting(hub, false).start();
            lan.with(hub);
            Discovery.Announcement old = lan.announce(device.ski(), 1, "Old", "10.0.0.2");
            lan.pass(30);
            assertThat(hub.codes()).contains("net.connection-refused");
            old.close();
            lan.announce(device.ski(), device.address().port(), "New", "10.0.0.3");
            lan.pass(5);
            assertThat(hub.isConnected(device)).as(hub.log()).isTrue();
        });
    }

    @Test
    void givenTrustedDevice_whenItSaysGoodbye_thenItsAddressIsKeptForTenMinutes() throws Exception {
        play((scene, lan) -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2');
            hub.trusting(device, false).start();
            HubDiscovery discovery = lan.with(hub);
            Discovery.Announcement announcement =
                    lan.announce(device.ski(), device.address().port(), "Box", "10.0.0.2");
            lan.pass(5);
            announcement.close();
            lan.pass(1);
            assertThat(discovery.visible()).isEmpty();
            assertThat(hub.events(HubEvent.Kind.DISAPPEARED)).hasSize(1);
            assertThat(hub.status(device).addresses()).hasSize(1);
            scene.time().pass(Duration.ofMinutes(9));
            int dials = hub.events(HubEvent.Kind.DIALLING).size();
            assertThat(dials).isGreaterThan(20);
            scene.time().pass(Duration.ofMinutes(2));
            assertThat(hub.status(device).addresses()).isEmpty();
            int after = hub.events(HubEvent.Kind.DIALLING).size();
            scene.time().pass(Duration.ofMinutes(30));
            assertThat(hub.events(HubEvent.Kind.DIALLING)).hasSize(after);
        });
    }

    @Test
    void givenOurOwnSkiUnderAnotherName_whenSeen_thenPassedOverAndToldOnce() throws Exception {
        play((scene, lan) -> {
            VirtualHub hub = scene.hub('1');
            hub.trusting(hub, false).start();
            HubDiscovery discovery = lan.with(hub);
            Discovery.Announcement forged =
                    lan.announce(hub.ski(), hub.address().port(), "Forger", "10.0.0.9");
            lan.pass(5);
            forged.update(record(hub.ski()).txt());
            forged.update(TxtRecord.of(record(hub.ski()).txt().strings().reversed()));
            lan.pass(5);
            assertThat(discovery.visible()).isEmpty();
            assertThat(discovery.useless()).isEqualTo(2);
            assertThat(hub.events(HubEvent.Kind.WARNING))
                    .singleElement()
                    .satisfies(event -> assertThat(event.text())
                            .startsWith("the announcement Forger is passed over: it shows our own SKI"));
            assertThat(scene.network().lines()).isEmpty();
        });
    }

    @Test
    void givenBrokenRecords_whenSeen_thenPassedOverEachToldOnceAndOneThatBreaksIsGone() throws Exception {
        play((scene, lan) -> {
            VirtualHub hub = scene.hub('1').start();
            HubDiscovery discovery = lan.with(hub);
            Discovery machine = lan.machine("10.0.0.2");
            machine.announce(service("Empty", 4712, TxtRecord.of(List.of())));
            List<String> huge = new ArrayList<>(record(ski('3')).txt().strings());
            for (int i = 0; i < 100; i++) {
                huge.add("x" + i + "=" + "y".repeat(200));
            }
            machine.announce(service("Huge", 4712, TxtRecord.of(huge)));
            Discovery.Announcement good =
                    machine.announce(service("Good", 4712, record(ski('4')).txt()));
            lan.pass(1);
            assertThat(discovery.visible()).extracting(VisibleDevice::ski).containsExactly(ski('3'), ski('4'));
            good.update(TxtRecord.of(List.of("txtvers=2")));
            lan.pass(1);
            assertThat(discovery.visible()).extracting(VisibleDevice::ski).containsExactly(ski('3'));
            assertThat(hub.events(HubEvent.Kind.WARNING))
                    .extracting(HubEvent::text)
                    .satisfiesExactly(
                            first -> assertThat(first).contains("Empty", "discovery.txt-version"),
                            second -> assertThat(second).contains("Good", "discovery.txt-version"));
        });
    }

    @Test
    void givenAForgedRecordWithATrustedSki_whenTheTrueOneComesToo_thenTheDeviceIsReached() throws Exception {
        play((scene, lan) -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2');
            VirtualHub forger = scene.hub('3').start();
            hub.trusting(device, false).start();
            device.trusting(hub, false).start();
            HubDiscovery discovery = lan.with(hub);
            lan.announce(device.ski(), forger.address().port(), "Forged", "10.0.0.9");
            lan.pass(5);
            assertThat(hub.codes()).containsOnly("tls.wrong-ski");
            lan.announce(device.ski(), device.address().port(), "Box", "10.0.0.2");
            lan.pass(1);
            assertThat(discovery.visible(device.ski()).orElseThrow().addresses())
                    .extracting(Address::host)
                    .containsExactly("10.0.0.2", "10.0.0.9");
            lan.pass(150);
            assertThat(hub.isConnected(device)).as(hub.log()).isTrue();
        });
    }

    @Test
    void givenTwoDevicesOfOneName_whenSeen_thenBothReached() throws Exception {
        play((scene, lan) -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub one = scene.hub('2');
            VirtualHub two = scene.hub('3');
            hub.trusting(one, false).trusting(two, false).start();
            one.trusting(hub, false).start();
            two.trusting(hub, false).start();
            lan.with(hub);
            lan.announce(one.ski(), one.address().port(), "Wallbox", "10.0.0.2");
            lan.announce(two.ski(), two.address().port(), "Wallbox", "10.0.0.3");
            lan.pass(5);
            assertThat(hub.isConnected(one)).as(hub.log()).isTrue();
            assertThat(hub.isConnected(two)).as(hub.log()).isTrue();
        });
    }

    @Test
    void givenANetworkThatGoesAndReturns_whenTheConnectionBroke_thenBackWithinSecondsAndStillAnnounced()
            throws Exception {
        play((scene, lan) -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2');
            hub.trusting(device, false).start();
            device.trusting(hub, false).start();
            HubDiscovery ofHub = lan.with(hub);
            HubDiscovery ofDevice = lan.with(device);
            lan.pass(10);
            lan.network.away(true);
            scene.network().away(true);
            lan.pass(300);
            assertThat(hub.isConnected(device)).isFalse();
            assertThat(ofHub.visible()).isEmpty();
            scene.network().away(false);
            lan.network.away(false);
            lan.pass(10);
            assertThat(hub.isConnected(device)).as(hub.log()).isTrue();
            assertThat(ofDevice.visible()).extracting(VisibleDevice::ski).containsExactly(hub.ski());
            assertThat(hub.events(HubEvent.Kind.APPEARED)).hasSize(2);
        });
    }

    @Test
    void givenANameThatFlaps_whenTheDeviceIsConnected_thenTheConnectionStays() throws Exception {
        play((scene, lan) -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2');
            hub.trusting(device, false).start();
            device.trusting(hub, false).start();
            lan.with(hub);
            for (int i = 0; i < 20; i++) {
                Discovery.Announcement name =
                        lan.announce(device.ski(), device.address().port(), "Box " + i, "10.0.0.2");
                lan.pass(5);
                name.close();
            }
            assertThat(hub.calls()).as(hub.log()).containsExactly("+2");
            assertThat(scene.network().lines()).hasSize(1);
        });
    }

    @Test
    void givenAFloodOfForgedNames_whenSeen_thenTheTrustedDeviceIsFoundAllTheSameAndTheLogStaysShort() throws Exception {
        play((scene, lan) -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2');
            hub.trusting(device, false).start();
            device.trusting(hub, false).start();
            lan.with(hub);
            lan.announce(device.ski(), device.address().port(), "Box", "10.0.0.2");
            lan.pass(5);
            Discovery forger = lan.machine("10.0.0.9");
            for (int i = 0; i < 2000; i++) {
                Ski made = new Ski(String.format(java.util.Locale.ROOT, "%040x", i));
                forger.announce(service("Forged " + i, 4712, record(made).txt()))
                        .close();
            }
            lan.pass(5);
            assertThat(hub.isConnected(device)).isTrue();
            assertThat(hub.events(HubEvent.Kind.APPEARED).size()).isLessThan(300);
            assertThat(hub.hub().devices()).hasSize(1);
        });
    }

    @Test
    void givenAddressesThatLeadNowhere_whenSeen_thenLeftOutAndTheHostNameOnlyWhereThereIsNoOther() throws Exception {
        play((scene, lan) -> {
            VirtualHub hub = scene.hub('1').start();
            HubDiscovery discovery = lan.with(hub);
            lan.announce(ski('4'), 4712, "One", "fe80::1", "0.0.0.0", "224.0.0.1", "fd00::2", "10.0.0.2");
            lan.announce(ski('5'), 4712, "Two", "fe80::1");
            lan.announce(ski('6'), 4712, "Three");
            lan.pass(1);
            assertThat(discovery.visible())
                    .extracting(VisibleDevice::addresses)
                    .containsExactly(
                            List.of(Address.of("10.0.0.2", 4712), Address.of("fd00:0:0:0:0:0:0:2", 4712)),
                            List.of(Address.of("box.local", 4712)),
                            List.of(Address.of("box.local", 4712)));
        });
    }

    @Test
    void givenAHubThatStops_whenItsDiscoveryIsClosed_thenNobodySeesItAnyMore() throws Exception {
        play((scene, lan) -> {
            VirtualHub hub = scene.hub('1').start();
            VirtualHub device = scene.hub('2').start();
            HubDiscovery ofHub = lan.with(hub);
            HubDiscovery ofDevice = lan.with(device);
            lan.pass(1);
            assertThat(ofDevice.visible()).hasSize(1);
            ofHub.close();
            lan.pass(1);
            assertThat(ofDevice.visible()).isEmpty();
        });
    }
}
