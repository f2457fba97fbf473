// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Many devices in this process that dial one hub and dial again when they lose it. The same fleet, with the usual
 * times and native cryptography, for every kind of hub.
 */
final class Fleet implements AutoCloseable {
    /** Short, so that it does not hide what the hub needs. */
    private static final Backoff.Range AGAIN = new Backoff.Range(Duration.ofMillis(100), Duration.ofMillis(400));

    private final Environment environment;
    private final CryptoProvider crypto = CryptoProvider.detect();
    private final List<NodeIdentity> identities;
    private final AtomicInteger connected = new AtomicInteger();
    private final Inbox<Integer> changes;
    private Scope power;

    Fleet(int size, Environment environment) {
        this.environment = environment;
        this.changes = new Inbox<>(environment.time(), 0);
        this.power = new Scope("fleet", environment.time());
        this.identities = IntStream.range(0, size)
                .mapToObj(number -> NodeIdentity.create(
                        new Subject("DE", "Handfast", "", "device-" + number),
                        environment.time().wallClock(),
                        environment.entropy()::fill))
                .toList();
    }

    List<Ski> skis() {
        return identities.stream().map(NodeIdentity::ski).toList();
    }

    /** All are switched on at once. */
    void on(int port) {
        Scope scope = power;
        for (NodeIdentity identity : identities) {
            scope.start("device", () -> live(identity, port, scope));
        }
    }

    private void live(NodeIdentity identity, int port, Scope scope) throws InterruptedException {
        ShipEndpoint endpoint = new ShipEndpoint(
                ShipCredentials.of(identity, crypto, environment.entropy()),
                new LocalNode("i:" + identity.ski().brief()),
                ShipTimers.usual(),
                environment);
        Backoff backoff = new Backoff(environment.time(), environment.entropy(), List.of(AGAIN));
        while (!scope.isCancelled()) {
            Inbox<CloseReason> end = new Inbox<>(environment.time(), 0);
            try (Scope.Registration _ = scope.onCancel(end::cancel)) {
                endpoint.dial(
                                Address.of("127.0.0.1", port),
                                Optional.empty(),
                                ski -> new RemoteNode(ski, Trust.TRUSTED, Optional.empty()),
                                new Trace(environment.time()),
                                scope)
                        .run()
                        .start(scope, new Device(end));
                changes.post(connected.incrementAndGet());
                end.await(Deadline.NEVER);
                connected.decrementAndGet();
            } catch (HandshakeException _) {
                // again, after a pause
            }
            if (!scope.isCancelled()) {
                new Inbox<>(environment.time(), 0).await(backoff.next());
            }
        }
    }

    /** Waits until all are connected; how many are. */
    int awaitConnected(Duration within) throws InterruptedException {
        Deadline by = environment.time().in(within);
        while (connected.get() < identities.size() && changes.await(by) instanceof Inbox.Posted<Integer>) {
            // one more
        }
        return connected.get();
    }

    /** All are switched off at once, without a word. */
    void off() throws InterruptedException {
        power.cancel();
        power.join(environment.time().in(Duration.ofSeconds(10)));
        power = new Scope("fleet", environment.time());
        connected.set(0);
    }

    @Override
    public void close() {
        power.cancel();
    }

    private record Device(Inbox<CloseReason> end) implements ShipConnection.Handler {
        @Override
        public void received(ShipConnection connection, RawJson payload) {}

        @Override
        public void closed(ShipConnection connection, CloseReason reason) {
            end.post(reason);
        }
    }
}
