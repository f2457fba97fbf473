// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import static io.handfast.engine.time.Deadline.NEVER;

import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.time.TimeSource;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is seen of one service type, over all interfaces. One thread owns it: it joins what the interfaces tell, in the
 * order they tell it, into one picture per instance, and tells the listener what changed in that.
 */
final class Sightings {
    /** So many instances are kept; a network has a few dozen nodes, a forger has no end of names. */
    static final int MAX_INSTANCES = 256;

    private static final System.Logger LOG = System.getLogger(Sightings.class.getName());

    /** What an interface tells. */
    sealed interface Sighting {
        /** An instance is there, whole. */
        record Seen(Object source, FoundService service) implements Sighting {}

        /** An instance is gone there. */
        record Gone(Object source, String instance) implements Sighting {}

        /** The interface itself is gone. */
        record Blind(Object source) implements Sighting {}
    }

    private final Consumer<DiscoveryEvent> listener;
    private final Inbox<Sighting> inbox;

    // Owned by the thread.
    private final Map<String, Map<Object, FoundService>> seen = new LinkedHashMap<>();
    private final Map<String, FoundService> told = new LinkedHashMap<>();

    /** Lives until the scope is cancelled or this is closed. */
    Sightings(TimeSource time, Scope scope, Consumer<DiscoveryEvent> listener) {
        this.listener = listener;
        this.inbox = new Inbox<>(time, 0);
        scope.onCancel(inbox::cancel);
        scope.start("sightings", this::run);
    }

    /** Never blocks, from any thread. */
    void post(Sighting sighting) {
        inbox.post(sighting);
    }

    void close() {
        inbox.cancel();
    }

    private void run() throws InterruptedException {
        while (inbox.await(NEVER) instanceof Inbox.Posted<Sighting>(Sighting sighting)) {
            switch (sighting) {
                case Sighting.Seen(Object source, FoundService service) -> see(source, service);
                case Sighting.Gone(Object source, String instance) -> forget(source, key(instance));
                case Sighting.Blind(Object source) -> Set.copyOf(seen.keySet()).forEach(key -> forget(source, key));
            }
        }
    }

    private void see(Object source, FoundService service) {
        String key = key(service.instance());
        if (!seen.containsKey(key) && seen.size() >= MAX_INSTANCES) {
            return;
        }
        Map<Object, FoundService> sources = seen.computeIfAbsent(key, _ -> new LinkedHashMap<>());
        sources.remove(source); // the last to be told is the last in order
        sources.put(source, service);
        tell(key);
    }

    private void forget(Object source, String key) {
        Map<Object, FoundService> sources = seen.getOrDefault(key, new LinkedHashMap<>());
        if (sources.remove(source) != null) {
            tell(key);
        }
    }

    private void tell(String key) {
        Optional<FoundService> now = joined(seen.getOrDefault(key, Map.of()));
        Optional<FoundService> before = Optional.ofNullable(told.get(key));
        if (now.isEmpty()) {
            seen.remove(key);
            told.remove(key);
            before.ifPresent(service -> tell(new DiscoveryEvent.Disappeared(service)));
        } else if (!now.equals(before)) {
            told.put(key, now.get());
            tell(before.isEmpty() ? new DiscoveryEvent.Appeared(now.get()) : new DiscoveryEvent.Changed(now.get()));
        }
    }

    /** The last word on host, port and data, and the addresses of all interfaces. */
    private static Optional<FoundService> joined(Map<Object, FoundService> sources) {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        Optional<FoundService> last = Optional.empty();
        for (FoundService service : sources.values()) {
            addresses.addAll(service.addresses());
            last = Optional.of(service);
        }
        return last.map(service ->
                new FoundService(service.instance(), service.host(), service.port(), addresses, service.txt()));
    }

    private void tell(DiscoveryEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "bug: a discovery listener threw", e);
        }
    }

    /** Names are compared without regard to case (RFC 6762 16). */
    private static String key(String instance) {
        return instance.toLowerCase(Locale.ROOT);
    }
}
