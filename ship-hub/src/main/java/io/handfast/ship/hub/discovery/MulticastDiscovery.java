// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;

/**
 * Discovery by multicast DNS, in pure Java (JmDNS): one station for each interface, made anew when its address changes,
 * ended when it goes. One thread owns the stations; it looks at the interfaces every few seconds, since no system of
 * ours tells of them.
 */
public final class MulticastDiscovery implements Discovery {
    private static final System.Logger LOG = System.getLogger(MulticastDiscovery.class.getName());
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    /** JmDNS takes four seconds for a goodbye; all stations say it at the same time. */
    private static final Duration GOODBYE = Duration.ofSeconds(6);

    private final Interfaces interfaces;
    private final String hostName;
    private final TimeSource time;
    private final Consumer<List<String>> onNetworks;
    private final Scope scope;
    private final Scope goodbyes;
    private final Inbox<Command> inbox;
    private final Set<MulticastAnnouncement> announcements = new CopyOnWriteArraySet<>();
    private final Set<Look> looks = new CopyOnWriteArraySet<>();

    // Owned by the thread.
    private final Map<InetAddress, MulticastStation> stations = new LinkedHashMap<>();
    private final Map<MulticastStation, Set<MulticastStation.Listening>> listenings = new LinkedHashMap<>();
    private Optional<List<String>> told = Optional.empty();

    private MulticastDiscovery(
            Interfaces interfaces, String hostName, TimeSource time, Consumer<List<String>> onNetworks) {
        this.interfaces = interfaces;
        this.hostName = hostName;
        this.time = time;
        this.onNetworks = onNetworks;
        this.scope = new Scope("discovery", time);
        this.goodbyes = new Scope("goodbyes", time);
        this.inbox = new Inbox<>(time, 0);
        scope.onCancel(inbox::cancel);
    }

    /** What the thread is asked to do. */
    sealed interface Command {
        /** Announce on all stations. */
        record Announce(MulticastAnnouncement announcement) implements Command {}

        /** Announce other data. */
        record Update(MulticastAnnouncement announcement) implements Command {}

        /** Say goodbye for one. */
        record Withdraw(MulticastAnnouncement announcement) implements Command {}

        /** Look for a type. */
        record Begin(Look look) implements Command {}

        /** Do not look any more. */
        record End(Look look) implements Command {}
    }

    /** One interest in a type; compared by identity of its sightings. */
    record Look(String type, Sightings sightings) {}

    /**
     * Begins to take part in the network; what cannot be reached now is joined when it comes.
     *
     * @param interfaces which to use
     * @param hostName name of this machine, without {@code .local}
     * @param time clock and threads; JmDNS has three threads per interface of its own
     * @param onNetworks told on a thread of this, at the beginning and after each change, on which interfaces it works:
     *     name and address of each; must not block
     * @return open
     */
    public static MulticastDiscovery open(
            Interfaces interfaces, String hostName, TimeSource time, Consumer<List<String>> onNetworks) {
        MulticastDiscovery discovery = new MulticastDiscovery(interfaces, hostName, time, onNetworks);
        discovery.scope.start("stations", discovery::run);
        return discovery;
    }

    @Override
    public Announcement announce(LocalService service) {
        MulticastAnnouncement announcement = new MulticastAnnouncement(service, inbox::post);
        announcements.add(announcement);
        inbox.post(new Command.Announce(announcement));
        return announcement;
    }

    @Override
    public Browsing browse(String serviceType, Consumer<DiscoveryEvent> listener) {
        Look look = new Look(serviceType, new Sightings(time, scope, listener));
        looks.add(look);
        inbox.post(new Command.Begin(look));
        return () -> inbox.post(new Command.End(look));
    }

    @Override
    public void close() {
        inbox.cancel();
        try {
            scope.join(time.in(GOODBYE.multipliedBy(2)));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        scope.cancel();
    }

    private void run() throws InterruptedException {
        Deadline nextLook = time.in(Duration.ZERO);
        try {
            while (true) {
                switch (inbox.await(nextLook)) {
                    case Inbox.Expired<Command> _ -> {
                        followInterfaces();
                        nextLook = time.in(LOOK_EVERY);
                    }
                    case Inbox.Posted<Command>(Command command) -> take(command);
                    case Inbox.Ended<Command> _, Inbox.Received<Command> _ -> {
                        return;
                    }
                }
            }
        } finally {
            Set.copyOf(stations.keySet()).forEach(this::leave);
            looks.forEach(look -> look.sightings().close());
            goodbyes.join(time.in(GOODBYE));
        }
    }

    private void take(Command command) {
        switch (command) {
            case Command.Announce(MulticastAnnouncement announcement) ->
                stations.values().forEach(station -> announce(station, announcement));
            case Command.Update(MulticastAnnouncement announcement) ->
                stations.values().forEach(station -> station.update(announcement));
            case Command.Withdraw(MulticastAnnouncement announcement) -> {
                announcements.remove(announcement);
                stations.values().forEach(station -> station.withdraw(announcement));
            }
            case Command.Begin(Look look) -> stations.values().forEach(station -> listen(station, look));
            case Command.End(Look look) -> {
                looks.remove(look);
                listenings
                        .values()
                        .forEach(each -> each.removeIf(listening -> {
                            boolean its = listening.isOf(look.sightings());
                            if (its) {
                                listening.end();
                            }
                            return its;
                        }));
                look.sightings().close();
            }
        }
    }

    /** Joins what came, leaves what went. */
    private void followInterfaces() {
        try {
            Map<InetAddress, NetworkInterface> now = interfaces.addresses();
            Set.copyOf(stations.keySet()).stream()
                    .filter(address -> !now.containsKey(address))
                    .forEach(this::leave);
            now.forEach((address, nic) -> {
                if (!stations.containsKey(address)) {
                    join(address, nic);
                }
            });
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the network interfaces cannot be listed: " + e.getMessage());
        }
        tellNetworks();
    }

    private void tellNetworks() {
        List<String> now =
                stations.values().stream().map(MulticastStation::toString).toList();
        if (!told.equals(Optional.of(now))) {
            told = Optional.of(now);
            onNetworks.accept(now);
        }
    }

    private void join(InetAddress address, NetworkInterface nic) {
        try {
            MulticastStation station = MulticastStation.open(address, nic, hostName);
            stations.put(address, station);
            listenings.put(station, new LinkedHashSet<>());
            announcements.forEach(announcement -> announce(station, announcement));
            looks.forEach(look -> listen(station, look));
        } catch (IOException e) { // tried again at the next look
            LOG.log(Level.DEBUG, "no discovery on " + nic.getName(), e);
        }
    }

    private void announce(MulticastStation station, MulticastAnnouncement announcement) {
        try {
            station.announce(announcement);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "not announced: " + announcement.service() + ": " + e.getMessage());
        }
    }

    /** Once, however often it is asked. */
    private void listen(MulticastStation station, Look look) {
        Set<MulticastStation.Listening> here = listenings.getOrDefault(station, new LinkedHashSet<>());
        if (here.stream().anyMatch(listening -> listening.isOf(look.sightings()))) {
            return;
        }
        MulticastStation.Listening listening = station.listen(
                look.type(),
                instance -> announcements.stream().anyMatch(ours -> ours.isNamed(look.type(), instance)),
                look.sightings());
        here.add(listening);
    }

    private void leave(InetAddress address) {
        MulticastStation station = stations.remove(address);
        if (station != null) {
            announcements.forEach(announcement -> announcement.forget(station));
            listenings.getOrDefault(station, Set.of()).forEach(MulticastStation.Listening::blind);
            listenings.remove(station);
            goodbyes.start("goodbye", station::close);
        }
    }
}
