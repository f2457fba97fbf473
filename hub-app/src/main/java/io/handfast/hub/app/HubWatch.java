// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.AtomicFiles;
import io.handfast.crypto.Ski;
import io.handfast.engine.Dispatcher;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.ship.hub.DeviceStatus;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.HubListener;
import io.handfast.ship.hub.ShipHub;
import io.handfast.ship.hub.TrustStore;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Hears a hub's events before the program's listener does: counts them, writes down whom the hub turned away and when a
 * device was here last. What the program itself has to tell joins them here, so that the listener hears all of it in
 * order on one thread.
 */
final class HubWatch implements HubListener {
    private static final System.Logger LOG = System.getLogger(HubWatch.class.getName());
    private static final int EVENT_LIMIT = 1024;
    /** Of so many strangers it is written down once each that they were turned away; a forger has no end of keys. */
    private static final int MAX_STRANGERS = 256;

    private final AutoAccept autoAccept;
    private final Environment environment;
    private final Scope scope;
    private final Dispatcher<Consumer<HubListener>> calls;
    private final Set<Ski> strangers = new HashSet<>(); // owned by the hub's event thread
    private volatile Optional<HubFiles> files = Optional.empty();
    private volatile Optional<ShipHub> hub = Optional.empty();

    HubWatch(HubListener listener, Supplier<HubConfiguration> configuration, Environment environment) {
        this.autoAccept = new AutoAccept(
                environment.time(), () -> configuration.get().value(HubKeys.AUTO_ACCEPT_PAIRING), this::accept);
        this.environment = environment;
        this.scope = new Scope("program events", environment.time());
        this.calls = new Dispatcher<>(environment.time(), scope, EVENT_LIMIT, call -> call.accept(listener));
    }

    /** Before the hub starts. */
    void keepIn(HubFiles opened) {
        files = Optional.of(opened);
    }

    /** As soon as the hub has started. */
    void watch(ShipHub started) {
        hub = Optional.of(started);
    }

    /** Who decides where nobody is asked. */
    AutoAccept autoAccept() {
        return autoAccept;
    }

    /** Something that the program has to tell; never blocks. */
    void warn(String text) {
        HubEvent event = HubEvent.of(environment.time().wallClock(), HubEvent.Kind.WARNING, text);
        calls.dispatch(listener -> listener.told(event));
    }

    @Override
    public void told(HubEvent event) {
        files.ifPresent(kept -> note(kept, event));
        autoAccept.told(event);
        calls.dispatch(listener -> listener.told(event));
    }

    @Override
    public void connectionStateChanged(DeviceStatus before, DeviceStatus after) {
        calls.dispatch(listener -> listener.connectionStateChanged(before, after));
    }

    private void note(HubFiles kept, HubEvent event) {
        kept.state().totals().count(event);
        event.ski().ifPresent(ski -> {
            switch (event.kind()) {
                case DISCONNECTED -> kept.trust().seen(ski);
                case REFUSED -> refused(kept, ski, event.text());
                default -> {
                    // nothing to be kept
                }
            }
        });
    }

    private void refused(HubFiles kept, Ski ski, String why) {
        if (strangers.size() < MAX_STRANGERS && strangers.add(ski)) {
            try {
                kept.audit().note(AuditLog.What.REFUSED, DecidedBy.POLICY, Optional.of(ski), why);
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "a refusal is not written down: " + AtomicFiles.reason(e)); // storage has told
            }
        }
    }

    private void accept(Ski ski, String name) {
        if (files.isPresent() && hub.isPresent()) {
            TrustStore.TrustedDevice device = new TrustStore.TrustedDevice(
                    ski, Optional.empty(), name.isEmpty() ? "device " + ski.brief() : name);
            try {
                files.get().trust().trust(device, DecidedBy.AUTO_ACCEPT);
                hub.get().trust(device);
            } catch (IOException e) {
                warn("device " + ski + " was not accepted, as that cannot be stored: " + AtomicFiles.reason(e));
            }
        }
    }

    /** The hub did not start; waits for nothing. */
    void abandon() {
        calls.close();
    }

    /** After the hub has stopped: delivers what is left. */
    void close() throws InterruptedException {
        calls.close();
        scope.join(environment.time().in(Duration.ofSeconds(1)));
    }
}
