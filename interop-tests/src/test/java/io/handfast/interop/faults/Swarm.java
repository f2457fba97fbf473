// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.faults;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.crypto.Subject;
import io.handfast.engine.Backoff;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.CloseReason;
import io.handfast.ship.LocalNode;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.ShipConnection;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.Trust;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.ShipEndpoint;
import io.handfast.ship.message.RawJson;
import io.handfast.tls.ShipCredentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Simulated devices in this process that dial one hub, and again when they have lost it, at the pace of a device: one to
 * three seconds, then up to twenty. Can be cut and switched off one by one. Its methods are for one thread.
 */
final class Swarm implements AutoCloseable {
    private static final List<Backoff.Range> PACE = List.of(
            new Backoff.Range(Duration.ofSeconds(1), Duration.ofSeconds(3)),
            new Backoff.Range(Duration.ofSeconds(3), Duration.ofSeconds(10)),
            new Backoff.Range(Duration.ofSeconds(10), Duration.ofSeconds(20)));

    private final Environment environment = Environment.system();
    private final CryptoProvider crypto = CryptoProvider.detect();
    private final int port;
    private final List<Device> devices = new ArrayList<>();
    private final Set<Ski> connected = ConcurrentHashMap.newKeySet();
    private final Inbox<Ski> changes = new Inbox<>(environment.time(), 0);
    private final AtomicInteger losses = new AtomicInteger();
    private final AtomicInteger refusedStrangers = new AtomicInteger();

    /** @param port where the hub is, or will be, on loopback */
    Swarm(int size, int port) {
        this.port = port;
        for (int number = 0; number < size; number++) {
            devices.add(new Device(newIdentity("device-" + number)));
        }
    }

    private NodeIdentity newIdentity(String name) {
        return NodeIdentity.create(
                new Subject("DE", "Handfast", "", name), environment.time().wallClock(), environment.entropy()::fill);
    }

    /** One device. Its scope is one time of being switched on, and its line one connection. */
    private final class Device {
        private final NodeIdentity identity;
        private Scope power = new Scope("device", environment.time());
        private volatile Scope line = new Scope("line", environment.time());

        private Device(NodeIdentity identity) {
            this.identity = identity;
        }

        private void on() {
            Scope scope = new Scope("device", environment.time());
            power = scope;
            scope.start("life", () -> live(scope));
        }

        private void live(Scope scope) throws InterruptedException {
            Backoff backoff = new Backoff(environment.time(), environment.entropy(), PACE);
            while (!scope.isCancelled()) {
                Scope own = new Scope("line", environment.time());
                line = own;
                try (Scope.Registration _ = scope.onCancel(own::cancel)) {
                    if (stay(own)) {
                        backoff = new Backoff(environment.time(), environment.entropy(), PACE);
                    }
                }
                own.cancel();
                if (!scope.isCancelled()) {
                    pause(backoff.next(), scope);
                }
            }
        }

        /** Whether it was connected. */
        private boolean stay(Scope own) throws InterruptedException {
            Inbox<CloseReason> end = new Inbox<>(environment.time(), 0);
            try (Scope.Registration _ = own.onCancel(end::cancel)) {
                dial(identity, own, end);
                connected.add(identity.ski());
                changes.post(identity.ski());
                end.await(Deadline.NEVER);
                connected.remove(identity.ski());
                losses.incrementAndGet();
                return true;
            } catch (HandshakeException _) {
                return false; // again, after a pause
            }
        }
    }

    private void pause(Deadline until, Scope scope) throws InterruptedException {
        Inbox<CloseReason> nothing = new Inbox<>(environment.time(), 0);
        try (Scope.Registration _ = scope.onCancel(nothing::cancel)) {
            nothing.await(until);
        }
    }

    private void dial(NodeIdentity identity, Scope scope, Inbox<CloseReason> end)
            throws HandshakeException, InterruptedException {
        new ShipEndpoint(
                        ShipCredentials.of(identity, crypto, environment.entropy()),
                        new LocalNode("i:" + identity.ski().brief()),
                        ShipTimers.usual(),
                        environment)
                .dial(
                        Address.of("127.0.0.1", port),
                        Optional.empty(),
                        ski -> new RemoteNode(ski, Trust.TRUSTED, Optional.empty()),
                        new Trace(environment.time()),
                        scope)
                .run()
                .start(scope, new Quiet(end));
    }

    // ---- what a test does with them

    List<Ski> skis() {
        return devices.stream().map(device -> device.identity.ski()).toList();
    }

    int size() {
        return devices.size();
    }

    /** All are switched on. */
    void on() {
        devices.forEach(Device::on);
    }

    /** A device is switched off without a word. */
    void off(int number) throws InterruptedException {
        Scope power = devices.get(number).power;
        power.cancel();
        power.join(environment.time().in(Duration.ofSeconds(10)));
    }

    void on(int number) {
        devices.get(number).on();
    }

    /** Its connection breaks; it dials again. */
    void cut(int number) {
        devices.get(number).line.cancel();
    }

    int connected() {
        return connected.size();
    }

    /** How often one of them has lost its connection so far. */
    int losses() {
        return losses.get();
    }

    /** Waits until all are connected; whether they are. */
    boolean awaitConnected(Duration within) throws InterruptedException {
        Deadline by = environment.time().in(within);
        while (connected.size() < devices.size() && changes.await(by) instanceof Inbox.Posted<Ski>) {
            // one more
        }
        return connected.size() == devices.size();
    }

    /** So many that nobody knows knock at once, each with a key of its own, and go when they are told to. */
    void knock(int strangers, Scope crowd) {
        for (int number = 0; number < strangers; number++) {
            crowd.start("stranger", () -> {
                Scope own = new Scope("line", environment.time());
                try (Scope.Registration _ = crowd.onCancel(own::cancel)) {
                    dial(newIdentity("stranger"), own, new Inbox<>(environment.time(), 0));
                } catch (HandshakeException _) {
                    refusedStrangers.incrementAndGet();
                }
                own.cancel();
            });
        }
    }

    /** How many of those were turned away so far. */
    int refusedStrangers() {
        return refusedStrangers.get();
    }

    Environment environment() {
        return environment;
    }

    /** Lets time pass. */
    void pass(Duration duration) throws InterruptedException {
        new Inbox<>(environment.time(), 0).await(environment.time().in(duration));
    }

    @Override
    public void close() {
        devices.forEach(device -> device.power.cancel());
        environment.close();
    }

    private record Quiet(Inbox<CloseReason> end) implements ShipConnection.Handler {
        @Override
        public void received(ShipConnection connection, RawJson payload) {}

        @Override
        public void closed(ShipConnection connection, CloseReason reason) {
            end.post(reason);
        }
    }
}
