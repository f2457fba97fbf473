// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static io.handfast.engine.time.Deadline.NEVER;

import io.handfast.crypto.Ski;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.hub.discovery.Discovery;
import io.handfast.ship.hub.discovery.DiscoveryEvent;
import io.handfast.ship.hub.discovery.FoundService;
import io.handfast.ship.hub.discovery.Interfaces;
import io.handfast.ship.hub.discovery.LocalService;
import io.handfast.ship.hub.discovery.MalformedRecord;
import io.handfast.ship.hub.discovery.MulticastDiscovery;
import io.handfast.ship.hub.discovery.ServiceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A hub on the local network: announces it, and tells it where the devices are that announce themselves. One thread
 * owns the picture.
 *
 * <p>An announcement is hearsay. Several may name one key, a forged one among them: the hub is told the addresses of
 * all, those of the newest first, and TLS proves which is true. One that names the hub's own key, or cannot be
 * understood, is passed over, counted, and told of once.
 *
 * <p>Multicast gets lost more often than anything else, so the address of a trusted device is kept for ten minutes
 * after its announcement has gone.
 *
 * <p>Life: {@link #begin} when the hub's port is bound, {@link #close} before the hub stops.
 */
public final class HubDiscovery implements AutoCloseable {
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Of one key: a node with three interfaces has nine; a forger has no end of them. */
    private static final int MAX_ADDRESSES = 16;
    /** So many announcements that are of no use, and so many strangers, are told of; a forger has no end of names. */
    private static final int MAX_TOLD = 256;

    /** Names of machines are written by strangers, and stand in logs. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:%-]{1,255}");

    /** One announcement. */
    private record Seen(FoundService service, ServiceRecord record, List<Address> addresses) {}

    private final ShipHub hub;
    private final Ski own;
    private final Discovery network;
    private final TimeSource time;
    private final Scope scope;
    private final Inbox<DiscoveryEvent> inbox;
    private final Discovery.Announcement announcement;

    // Owned by the thread.
    private final Map<String, Seen> seen = new LinkedHashMap<>();
    private final Map<Ski, List<Address>> told = new HashMap<>();
    private final Map<Ski, Deadline> kept = new LinkedHashMap<>();
    private final Set<Ski> toldStrangers = new HashSet<>();
    private final Set<String> toldUseless = new HashSet<>();

    private volatile List<Seen> snapshot = List.of();
    private final AtomicInteger useless = new AtomicInteger();

    private HubDiscovery(ShipHub hub, Discovery network, String instance, ServiceRecord record) {
        this.hub = hub;
        this.own = record.ski();
        this.network = network;
        this.time = hub.context().environment().time();
        this.scope = new Scope("hub discovery", time);
        this.inbox = new Inbox<>(time, 0);
        scope.onCancel(inbox::cancel);
        this.announcement =
                network.announce(new LocalService(ServiceRecord.SERVICE_TYPE, instance, hub.port(), record.txt()));
    }

    /**
     * Announces a running hub and looks for devices. Returns at once.
     *
     * @param hub whom, running
     * @param network where; closed with this
     * @param instance the name of the announcement, for people
     * @param record what the hub says about itself
     * @return to be closed before the hub stops
     */
    public static HubDiscovery begin(ShipHub hub, Discovery network, String instance, ServiceRecord record) {
        HubDiscovery discovery = new HubDiscovery(hub, network, instance, record);
        discovery.scope.start("picture", discovery::run);
        network.browse(ServiceRecord.SERVICE_TYPE, discovery.inbox::post);
        return discovery;
    }

    /**
     * The same through multicast DNS. On which interfaces it works, or that there is none, is told as an event: at the
     * beginning and whenever it changes.
     *
     * @param hub whom, running
     * @param interfaces which to use
     * @param instance the name of the announcement, for people
     * @param record what the hub says about itself
     * @return to be closed before the hub stops
     */
    public static HubDiscovery begin(ShipHub hub, Interfaces interfaces, String instance, ServiceRecord record) {
        String host = "handfast-" + record.ski().brief();
        TimeSource time = hub.context().environment().time();
        return begin(
                hub, MulticastDiscovery.open(interfaces, host, time, on -> tellNetworks(hub, on)), instance, record);
    }

    private static void tellNetworks(ShipHub hub, List<String> on) {
        if (on.isEmpty()) {
            tell(
                    hub,
                    HubEvent.Kind.WARNING,
                    Optional.empty(),
                    "no network interface takes part in multicast DNS: devices neither find this hub nor are found;"
                            + " see handfast doctor, or name them as static_peers");
        } else {
            tell(hub, HubEvent.Kind.LISTENING, Optional.empty(), "multicast DNS on " + String.join(", ", on));
        }
    }

    /**
     * The nodes that announce themselves, this one left out.
     *
     * @return a snapshot, the latest news last; each key once
     */
    public List<VisibleDevice> visible() {
        SequencedMap<Ski, VisibleDevice> devices = new LinkedHashMap<>();
        List<Seen> now = snapshot;
        now.forEach(each -> devices.putLast(each.record().ski(), visible(each, now)));
        return List.copyOf(devices.values());
    }

    /**
     * One of them.
     *
     * @param ski the key it says it has
     * @return empty when nobody says so
     */
    public Optional<VisibleDevice> visible(Ski ski) {
        return visible().stream().filter(device -> device.ski().equals(ski)).findFirst();
    }

    private VisibleDevice visible(Seen newest, List<Seen> all) {
        ServiceRecord record = newest.record();
        return new VisibleDevice(
                record.ski(),
                newest.service().label(),
                record.shipId(),
                record.product(),
                record.register(),
                addresses(record.ski(), all),
                hub.isTrusted(record.ski()));
    }

    /**
     * The network it is on, for services beside this one.
     *
     * @return closed with this
     */
    public Discovery network() {
        return network;
    }

    /**
     * The name the hub's own announcement has.
     *
     * @return another one than was asked for, when that was taken
     */
    public String instance() {
        return announcement.instance();
    }

    /**
     * How many announcements were passed over: not to be understood, or with the hub's own key.
     *
     * @return since the beginning
     */
    public int useless() {
        return useless.get();
    }

    /** Withdraws the announcement, stops looking, closes the network; blocks some seconds at most. Any number of times. */
    @Override
    public void close() {
        network.close();
        scope.cancel();
        try {
            scope.join(time.in(PATIENCE));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() throws InterruptedException {
        while (true) {
            Deadline next = kept.values().stream().reduce(NEVER, Deadline::earliest);
            switch (inbox.await(next)) {
                case Inbox.Posted<DiscoveryEvent>(DiscoveryEvent.Disappeared(FoundService service)) ->
                    forget(key(service));
                case Inbox.Posted<DiscoveryEvent>(DiscoveryEvent event) -> see(event.service());
                case Inbox.Expired<DiscoveryEvent> _ -> forgetKept();
                case Inbox.Ended<DiscoveryEvent> _, Inbox.Received<DiscoveryEvent> _ -> {
                    return;
                }
            }
        }
    }

    private void see(FoundService service) {
        try {
            ServiceRecord record = ServiceRecord.parse(service.txt());
            if (record.ski().equals(own)) {
                passOver(service, "it shows our own SKI: two nodes with the same certificate files, or a forgery");
                return;
            }
            Optional<Seen> before = Optional.ofNullable(seen.remove(key(service))); // the latest news stand last
            seen.put(key(service), new Seen(service, record, addresses(service, record)));
            before.map(old -> old.record().ski())
                    .filter(ski -> !ski.equals(record.ski()))
                    .ifPresent(this::follow);
            follow(record.ski());
        } catch (MalformedRecord e) {
            passOver(service, String.valueOf(e.getMessage()));
        }
    }

    private void passOver(FoundService service, String why) {
        forget(key(service));
        useless.incrementAndGet();
        if (toldUseless.size() < MAX_TOLD && toldUseless.add(key(service))) {
            tell(
                    HubEvent.Kind.WARNING,
                    Optional.empty(),
                    "the announcement " + service.label() + " is passed over: " + why);
        }
    }

    private void forget(String key) {
        Optional.ofNullable(seen.remove(key))
                .ifPresent(old -> follow(old.record().ski()));
    }

    /** Makes of all announcements of a key what the hub is told. */
    private void follow(Ski ski) {
        snapshot = List.copyOf(seen.values());
        boolean here = snapshot.stream().anyMatch(each -> each.record().ski().equals(ski));
        boolean trusted = hub.isTrusted(ski);
        if (here) {
            appear(ski, trusted);
        } else if (trusted) {
            kept.put(ski, time.in(KEPT));
            tell(HubEvent.Kind.DISAPPEARED, Optional.of(ski), "announces itself no more");
        } else {
            tellHub(ski, List.of());
        }
    }

    private void appear(Ski ski, boolean trusted) {
        List<Address> addresses = addresses(ski, snapshot);
        boolean back = kept.remove(ski) != null;
        boolean isNew = !told.containsKey(ski);
        boolean worthAWord = trusted || (toldStrangers.size() < MAX_TOLD && toldStrangers.add(ski));
        if ((back || isNew) && worthAWord) {
            String name = visible(ski).map(VisibleDevice::name).orElse("");
            tell(HubEvent.Kind.APPEARED, Optional.of(ski), "announces itself as " + name + " at " + addresses);
        }
        tellHub(ski, addresses);
    }

    private void forgetKept() {
        List<Ski> over = kept.entrySet().stream()
                .filter(entry -> entry.getValue().passed(time))
                .map(Map.Entry::getKey)
                .toList();
        over.forEach(kept::remove);
        over.forEach(ski -> tellHub(ski, List.of()));
    }

    private void tellHub(Ski ski, List<Address> addresses) {
        List<Address> before = told.getOrDefault(ski, List.of());
        if (addresses.isEmpty()) {
            told.remove(ski);
        } else {
            told.put(ski, addresses);
        }
        if (!addresses.equals(before)) {
            hub.found(ski, addresses);
        }
    }

    private static List<Address> addresses(Ski ski, List<Seen> all) {
        return all.reversed().stream()
                .filter(each -> each.record().ski().equals(ski))
                .flatMap(each -> each.addresses().stream())
                .distinct()
                .limit(MAX_ADDRESSES)
                .toList();
    }

    /**
     * Addresses come before names: whoever asks for a {@code .local} name without multicast DNS in the system's resolver
     * waits for an answer that does not come.
     */
    private static List<Address> addresses(FoundService service, ServiceRecord record) {
        List<String> hosts = new ArrayList<>(service.hosts());
        if (hosts.size() > 1) {
            hosts.remove(service.host());
        }
        if (service.port() < 1 || service.port() > 65_535) {
            return List.of();
        }
        return hosts.stream()
                .filter(host -> HOST.matcher(host).matches())
                .map(host -> new Address(host, service.port(), record.path()))
                .toList();
    }

    private void tell(HubEvent.Kind kind, Optional<Ski> ski, String text) {
        tell(hub, kind, ski, text);
    }

    private static void tell(ShipHub hub, HubEvent.Kind kind, Optional<Ski> ski, String text) {
        String name = ski.flatMap(hub.context().trust()::find)
                .map(TrustStore.TrustedDevice::name)
                .orElse("");
        hub.context().tell(kind, ski, name, DeviceStatus.SEEN, text, Optional.empty(), Optional.empty());
    }

    /** Names are compared without regard to case (RFC 6762 16). */
    private static String key(FoundService service) {
        return service.instance().toLowerCase(Locale.ROOT);
    }
}
