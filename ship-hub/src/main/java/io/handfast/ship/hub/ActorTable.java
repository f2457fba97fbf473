// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The actors of a hub by device. An actor of a device that nobody knows retires when there is nothing left to do;
 * what is posted at that moment finds either the old actor, which then stays, or a new one.
 */
final class ActorTable {
    private final Map<Ski, DeviceActor> actors = new ConcurrentHashMap<>();
    private final Function<Ski, DeviceActor> start;

    /** @param start makes an actor and starts its thread */
    ActorTable(Function<Ski, DeviceActor> start) {
        this.start = start;
    }

    /** Never blocks, from any thread. */
    void post(Ski ski, DeviceEvent event) {
        actors.compute(ski, (key, there) -> {
            DeviceActor actor = there == null ? start.apply(key) : there;
            actor.postFromOutside(event);
            return actor;
        });
    }

    /** The same, but only to an actor that is there. */
    boolean postIfPresent(Ski ski, DeviceEvent event) {
        return actors.computeIfPresent(ski, (_, there) -> {
                    there.postFromOutside(event);
                    return there;
                })
                != null;
    }

    /** Makes sure that there is one. */
    void begin(Ski ski) {
        actors.computeIfAbsent(ski, start);
    }

    /** An actor wants to end; refused when something was posted meanwhile. */
    boolean retire(Ski ski, DeviceActor actor) {
        return actors.computeIfPresent(ski, (_, there) -> there == actor && actor.hasNothingLeft() ? null : there)
                == null;
    }

    Optional<DeviceStatus> status(Ski ski) {
        return Optional.ofNullable(actors.get(ski)).map(DeviceActor::status);
    }

    List<DeviceStatus> all() {
        return actors.values().stream().map(DeviceActor::status).toList();
    }

    Collection<Ski> skis() {
        return List.copyOf(actors.keySet());
    }
}
