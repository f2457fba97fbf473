// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import io.handfast.engine.Scope;
import io.handfast.engine.time.TimeSource;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A local network without a network, for tests and demonstrations: all who joined see each other's services at once.
 * Safe for use by all threads.
 */
public final class MemoryNetwork {
    private final TimeSource time;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final List<Browser> browsers = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    /**
     * An empty network.
     *
     * @param time starts the threads that tell listeners
     */
    public MemoryNetwork(TimeSource time) {
        this.time = time;
    }

    /**
     * Another machine.
     *
     * @param host its name
     * @param addresses of it
     * @return its view of the network
     */
    public Discovery join(String host, Set<InetAddress> addresses) {
        return new Machine(host, addresses);
    }

    /**
     * Takes the network down, or brings it back: while it is down nobody sees anything, announcements included that
     * are made meanwhile.
     *
     * @param now whether it is down
     */
    public void away(boolean now) {
        away = now;
        if (now) {
            browsers.forEach(browser -> browser.sightings().post(new Sightings.Sighting.Blind(this)));
        } else {
            entries.values().forEach(this::show);
        }
    }

    private record Entry(Machine machine, String type, FoundService service) {}

    private record Browser(Machine machine, String type, Sightings sightings) {
        boolean isFor(Entry entry) {
            return entry.machine() != machine && entry.type().equals(type);
        }
    }

    private static String key(String type, String instance) {
        return type + '/' + instance.toLowerCase(Locale.ROOT);
    }

    private void show(Entry entry) {
        browsers.stream()
                .filter(browser -> !away && browser.isFor(entry))
                .forEach(browser -> browser.sightings().post(new Sightings.Sighting.Seen(this, entry.service())));
    }

    private void hide(Entry entry) {
        browsers.stream()
                .filter(browser -> browser.isFor(entry))
                .forEach(browser -> browser.sightings()
                        .post(new Sightings.Sighting.Gone(this, entry.service().instance())));
    }

    private final class Machine implements Discovery {
        private final String host;
        private final Set<InetAddress> addresses;
        private final Scope scope = new Scope("memory network", time);
        private final List<Shown> announcements = new CopyOnWriteArrayList<>();

        Machine(String host, Set<InetAddress> addresses) {
            this.host = host;
            this.addresses = addresses;
        }

        /** A taken name gets a number, as on a real network. */
        @Override
        public Announcement announce(LocalService service) {
            String name = service.instance();
            for (int number = 2; ; number++) {
                Entry entry = new Entry(this, service.type(), found(name, service));
                if (entries.putIfAbsent(key(service.type(), name), entry) == null) {
                    show(entry);
                    Shown shown = new Shown(name, service);
                    announcements.add(shown);
                    return shown;
                }
                name = service.instance() + " (" + number + ")";
            }
        }

        private FoundService found(String name, LocalService service) {
            return new FoundService(name, host, service.port(), addresses, service.txt());
        }

        @Override
        public Browsing browse(String serviceType, Consumer<DiscoveryEvent> listener) {
            Browser browser = new Browser(this, serviceType, new Sightings(time, scope, listener));
            browsers.add(browser);
            entries.forEach((key, entry) -> {
                if (!away && browser.isFor(entry)) {
                    browser.sightings().post(new Sightings.Sighting.Seen(MemoryNetwork.this, entry.service()));
                    if (!entries.containsKey(key)) { // withdrawn in between, perhaps before this browser was listed
                        hide(entry);
                    }
                }
            });
            return () -> {
                browsers.remove(browser);
                browser.sightings().close();
            };
        }

        @Override
        public void close() {
            announcements.forEach(Shown::close);
            browsers.removeIf(browser -> browser.machine() == this);
            scope.cancel();
            try {
                scope.join(time.in(Duration.ofSeconds(5)));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private final class Shown implements Announcement {
            private final String name;
            private final LocalService service;

            Shown(String name, LocalService service) {
                this.name = name;
                this.service = service;
            }

            @Override
            public String instance() {
                return name;
            }

            @Override
            public void update(TxtRecord txt) {
                Entry changed = new Entry(Machine.this, service.type(), found(name, service.withTxt(txt)));
                Entry now = entries.computeIfPresent(
                        key(service.type(), name), (_, old) -> old.machine() == Machine.this ? changed : old);
                if (changed.equals(now)) {
                    show(changed);
                }
            }

            @Override
            public void close() {
                if (announcements.remove(this)) {
                    hide(Objects.requireNonNull(entries.remove(key(service.type(), name))));
                }
            }
        }
    }
}
