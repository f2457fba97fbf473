// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.engine.Role;
import io.handfast.engine.time.SystemTime;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.ShipPeer;
import io.handfast.ship.hub.discovery.Discovery;
import io.handfast.ship.hub.discovery.DiscoveryEvent;
import io.handfast.ship.hub.discovery.FoundService;
import io.handfast.ship.hub.discovery.Interfaces;
import io.handfast.ship.hub.discovery.LocalService;
import io.handfast.ship.hub.discovery.MulticastDiscovery;
import io.handfast.ship.hub.discovery.Product;
import io.handfast.ship.hub.discovery.ServiceRecord;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our discovery in one network with Debian's avahi, and with ship-go's own two ways to see and be seen. */
@Tag("interop")
@Tag("waits")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveAvahiTest {
    private static final SystemTime TIME = new SystemTime();
    private static final Ski SKI = Ski.parse("0123456789abcdef0123456789abcdef01234567");
    private static final ServiceRecord RECORD =
            ServiceRecord.of("i:1_avahi", SKI, new Product("Ünïcode", "a=b; \"c\"", "Wallbox", "12 3", List.of(2, 3)));

    @AutoClose
    private AvahiNetwork network;

    @BeforeAll
    void layTheWire() throws Exception {
        network = AvahiNetwork.up();
    }

    private Discovery discovery() {
        return MulticastDiscovery.open(Interfaces.named(List.of(network.here())), "handfast-live", TIME, _ -> {});
    }

    private static LocalService ours() {
        return new LocalService(ServiceRecord.SERVICE_TYPE, "Handfast live", 4712, RECORD.txt());
    }

    @Test
    void givenAvahiBrowses_whenWeAnnounceAndLeave_thenItSeesAllKeysAndOurGoodbye() throws Exception {
        AvahiNetwork.Lines browse = network.run("avahi-browse", "--resolve", "--parsable", "_ship._tcp");
        try (Discovery discovery = discovery()) {
            discovery.announce(ours());

            String found = browse.await("=;", "Handfast\\032live");

            assertThat(found).contains(";handfast-live.local;" + network.ourAddress() + ";4712;");
            for (String string : RECORD.txt().strings()) {
                assertThat(found).contains('"' + escaped(string) + '"');
            }
        }
        browse.await("-;", "Handfast\\032live");
        browse.end();
    }

    /** As avahi-browse and miekg/dns write texts: quotes with a backslash, bytes beyond ASCII as decimal numbers. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b < 0) {
                escaped.append('\\').append(Byte.toUnsignedInt(b));
            } else {
                escaped.append(b == '"' ? "\\" : "").append((char) b);
            }
        }
        return escaped.toString();
    }

    @Test
    void givenAvahiPublishes_whenItLeaves_thenWeSeeAllKeysAndItsGoodbye() throws Exception {
        try (Discovery discovery = discovery()) {
            Watch watch = new Watch();
            discovery.browse(ServiceRecord.SERVICE_TYPE, watch.events::add);
            List<String> command = new ArrayList<>(List.of("avahi-publish", "-s", "Avahi box", "_ship._tcp", "4713"));
            command.addAll(RECORD.txt().strings());
            AvahiNetwork.Lines publish = network.run(command.toArray(String[]::new));

            FoundService found = watch.await(this::hasAddress);

            assertThat(found.instance()).isEqualTo("Avahi box");
            assertThat(found.port()).isEqualTo(4713);
            assertThat(ServiceRecord.parse(found.txt())).isEqualTo(RECORD);
            assertThat(found.hosts()).contains(network.there().replace("-b", "") + ".local");
            publish.end();
            assertThat(watch.await(DiscoveryEvent.Disappeared.class::isInstance).instance())
                    .isEqualTo("Avahi box");
        }
    }

    /** JmDNS tells of a service as soon as it has one address; the others follow. */
    private boolean hasAddress(DiscoveryEvent event) {
        return !(event instanceof DiscoveryEvent.Disappeared)
                && event.service().hosts().contains(network.theirAddress());
    }

    /** eebus-go with ship-go's own mDNS: in Go alone, or through avahi. */
    @ParameterizedTest
    @ValueSource(strings = {"zeroconf", "avahi"})
    void givenShipGo_whenBothAnnounceAndLeave_thenEachSeesTheOther(String provider) throws Exception {
        try (Discovery discovery = discovery()) {
            Watch watch = new Watch();
            discovery.browse(ServiceRecord.SERVICE_TYPE, watch.events::add);
            try (GoPeer peer = peer(provider)) {
                FoundService found = watch.await(this::hasAddress);
                ServiceRecord theirs = ServiceRecord.parse(found.txt());
                assertThat(theirs.ski()).hasToString(peer.ski());
                assertThat(theirs.shipId()).isEqualTo("eebusgo-2026-interop");
                assertThat(theirs.product())
                        .isEqualTo(new Product("Handfast", "Interop", "EnergyManagementSystem", "1", List.of(2)));
                assertThat(found.port()).isEqualTo(peer.port());

                Discovery.Announcement announcement = discovery.announce(ours());
                PeerEvent.Visible seen =
                        peer.await(PeerEvent.Visible.class, one -> one.ski().equals(SKI.toString()), GoPeer.PATIENCE);
                assertThat(seen.shipId()).isEqualTo(RECORD.shipId());
                String texts = "Ünïcode|a=b; \"c\"|Wallbox|12 3|[2 3]";
                assertThat(seen.product()).isEqualTo(provider.equals("avahi") ? texts : escaped(texts));
                peer.fromHere();
                announcement.close();
                peer.await(PeerEvent.Sight.class, sight -> sight.count() == 0, GoPeer.PATIENCE);

                peer.stop();
                assertThat(watch.await(DiscoveryEvent.Disappeared.class::isInstance)
                                .instance())
                        .isEqualTo(found.instance());
            }
        }
    }

    @Test
    void givenTheyTrustUs_whenTheySeeOurAnnouncement_thenTheyDialOurHub() throws Exception {
        NodeIdentity identity = OurHub.newIdentity("live-avahi");
        try (GoPeer peer = peer("zeroconf");
                OurHub hub = hub(identity, peer);
                Discovery discovery = discovery()) {
            ServiceRecord record = ServiceRecord.of(OurHub.SHIP_ID, identity.ski(), RECORD.product());
            discovery.announce(new LocalService(ServiceRecord.SERVICE_TYPE, "Hub", hub.port(), record.txt()));

            peer.trust(identity.ski().toString());

            ShipPeer connected = hub.awaitConnected(peer.ski());
            assertThat(connected.role()).isEqualTo(Role.SERVER);
            peer.awaitConnected(identity.ski().toString());
        }
    }

    @Test
    void givenWeTrustThem_whenWeSeeTheirAnnouncement_thenOurHubDials() throws Exception {
        NodeIdentity identity = OurHub.newIdentity("live-avahi");
        Watch watch = new Watch();
        try (Discovery discovery = discovery()) {
            discovery.browse(ServiceRecord.SERVICE_TYPE, watch.events::add);
            try (GoPeer peer = peer("avahi");
                    OurHub hub = hub(identity, peer)) {
                peer.autoAccept(true);
                FoundService found = watch.await(this::hasAddress);
                Ski theirs = ServiceRecord.parse(found.txt()).ski();

                hub.hub().found(theirs, List.of(Address.of(network.theirAddress(), found.port())));

                ShipPeer connected = hub.awaitConnected(peer.ski());
                assertThat(connected.role()).isEqualTo(Role.CLIENT);
                peer.awaitConnected(identity.ski().toString());
            }
        }
    }

    /** Every test process beside this one has a network too. */
    @Test
    void givenASecondNetwork_whenWeDial_thenEachReachesWhoIsInIt() throws Exception {
        try (AvahiNetwork second = AvahiNetwork.up();
                GoPeer inFirst = peer("zeroconf");
                GoPeer inSecond = peer("zeroconf", second)) {
            new Socket(network.theirAddress(), inFirst.port()).close();
            new Socket(second.theirAddress(), inSecond.port()).close();
        }
    }

    private GoPeer peer(String provider) throws IOException, InterruptedException {
        return peer(provider, network);
    }

    private static GoPeer peer(String provider, AvahiNetwork network) throws IOException, InterruptedException {
        return GoPeers.eebusGo()
                .mdns(provider, network.there())
                .through(network.launcher(), network.environment())
                .start();
    }

    private OurHub hub(NodeIdentity identity, GoPeer trusted) throws IOException {
        InetSocketAddress here = new InetSocketAddress(network.ourAddress(), 0);
        return OurHub.start(new OurHub.Plan(identity, here, 10, Map.of(), Set.of(Ski.parse(trusted.ski())), false));
    }

    /** What our discovery tells. */
    private static final class Watch {
        private final BlockingQueue<DiscoveryEvent> events = new LinkedBlockingQueue<>();

        FoundService await(Predicate<DiscoveryEvent> wish) throws InterruptedException {
            while (true) {
                DiscoveryEvent event = events.poll(40, TimeUnit.SECONDS);
                if (event == null) {
                    throw new AssertionError("nothing was seen");
                }
                if (wish.test(event)) {
                    return event.service();
                }
            }
        }
    }
}
