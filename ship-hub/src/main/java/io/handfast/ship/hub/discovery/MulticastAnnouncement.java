// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One service of ours on all interfaces. */
final class MulticastAnnouncement implements Discovery.Announcement {
    private final Consumer<MulticastDiscovery.Command> commands;
    private final Map<MulticastStation, Supplier<String>> names = new ConcurrentHashMap<>();
    private volatile LocalService service;

    MulticastAnnouncement(LocalService service, Consumer<MulticastDiscovery.Command> commands) {
        this.service = service;
        this.commands = commands;
    }

    LocalService service() {
        return service;
    }

    /** Where a station keeps the name; JmDNS changes it when it is taken. */
    void names(MulticastStation station, Supplier<String> name) {
        names.put(station, name);
    }

    void forget(MulticastStation station) {
        names.remove(station);
    }

    boolean isNamed(String type, String instance) {
        return service.type().equals(type)
                && (service.instance().equalsIgnoreCase(instance)
                        || names.values().stream().anyMatch(name -> name.get().equalsIgnoreCase(instance)));
    }

    @Override
    public String instance() {
        return names.values().stream().map(Supplier::get).findFirst().orElse(service.instance());
    }

    @Override
    public void update(TxtRecord txt) {
        service = service.withTxt(txt);
        commands.accept(new MulticastDiscovery.Command.Update(this));
    }

    @Override
    public void close() {
        commands.accept(new MulticastDiscovery.Command.Withdraw(this));
    }
}
