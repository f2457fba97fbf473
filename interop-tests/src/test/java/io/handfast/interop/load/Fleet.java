// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.load;

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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Many devices in this process that dial one hub, each until it is connected. */
final class Fleet implements AutoCloseable {
    private static final Backoff.Range AGAIN = new Backoff.Range(Duration.ofMillis(500), Duration.ofSeconds(2));

    private final Environment environment = Environment.system();
    private final CryptoProvider crypto = CryptoProvider.detect();
    private final List<NodeIdentity> identities;
    private final Set<Ski> connected = ConcurrentHashMap.newKeySet();
    private final Inbox<Ski> changes = new Inbox<>(environment.time(), 0);
    private Scope power = new Scope("fleet", environment.time());

    Fleet(int size) {
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

    /** All dial at once; those that are connected already dial anew, as after a loss they alone know of. */
    void dial(int port, Ski hub) {
        connected.clear();
        for (NodeIdentity identity : identities) {
            Scope scope = power;
            scope.start("device", () -> live(identity, port, hub, scope));
        }
    }

    private void live(NodeIdentity identity, int port, Ski hub, Scope scope) throws InterruptedException {
        ShipEndpoint endpoint = new ShipEndpoint(
                ShipCredentials.of(identity, crypto, environment.entropy()),
                new LocalNode("i:" + identity.ski().toString().substring(0, 16)),
                ShipTimers.usual(),
                environment);
        Backoff backoff = new Backoff(environment.time(), environment.entropy(), List.of(AGAIN));
        boolean dialling = true;
        while (dialling && !scope.isCancelled()) {
            try {
                endpoint.dial(
                                Address.of("127.0.0.1", port),
                                Optional.of(hub),
                                ski -> new RemoteNode(ski, Trust.TRUSTED, Optional.empty()),
                                new Trace(environment.time()),
                                scope)
                        .run()
                        .start(scope, new Quiet());
                connected.add(identity.ski());
                changes.post(identity.ski());
                dialling = false;
            } catch (HandshakeException e) {
                new Inbox<>(environment.time(), 0).await(backoff.next());
            }
        }
    }

    /** Waits until all are connected; how many are. */
    int awaitConnected(Duration within) throws InterruptedException {
        Deadline by = environment.time().in(within);
        while (connected.size() < identities.size() && changes.await(by) instanceof Inbox.Posted<Ski>) {
            // one more
        }
        return connected.size();
    }

    /** Lets time pass. */
    void pass(Duration duration) throws InterruptedException {
        new Inbox<>(environment.time(), 0).await(environment.time().in(duration));
    }

    /** All connections break at once, without a word of SHIP. */
    void cut() {
        power.cancel();
        power = new Scope("fleet", environment.time());
    }

    @Override
    public void close() {
        power.cancel();
        environment.close();
    }

    private static final class Quiet implements ShipConnection.Handler {
        @Override
        public void received(ShipConnection connection, RawJson payload) {}

        @Override
        public void closed(ShipConnection connection, CloseReason reason) {}
    }
}
