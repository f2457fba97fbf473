// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Inbox;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.ship.CloseReason;
import io.handfast.ship.Established;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.ShipConnection;
import io.handfast.ship.ShipHandshake;
import io.handfast.ship.Trust;
import io.handfast.ship.message.ConnectionClose;
import io.handfast.ship.message.RawJson;
import java.time.Duration;
import java.util.Optional;

/** One connection to one node, made to see how far it gets, and ended in good order. */
public final class ShipProbe {
    private static final Duration LEAVE = Duration.ofSeconds(10);

    private final ShipEndpoint endpoint;
    private final Environment environment;

    /**
     * A probe.
     *
     * @param endpoint as whom to connect
     * @param environment the clock
     */
    public ShipProbe(ShipEndpoint endpoint, Environment environment) {
        this.endpoint = endpoint;
        this.environment = environment;
    }

    /**
     * What was found out.
     *
     * @param report phases, times, failure
     * @param ski the key the node proved; empty when it did not get that far
     * @param shipId what the node says its SHIP ID is; empty when it did not get that far
     */
    public record Result(HandshakeReport report, Optional<Ski> ski, Optional<String> shipId) {}

    /**
     * Connects once and trusts whoever answers; blocks until the handshake is complete and ended again, or failed:
     * a minute and a half at most, and that only when the node waits for its user.
     *
     * @param at where the node listens
     * @param expected whose key it has to prove; empty takes any node
     * @return what was found out
     */
    public Result run(Address at, Optional<Ski> expected) {
        Scope scope = new Scope("probe", environment.time());
        Trace trace = new Trace(environment.time());
        Peer peer = new Peer();
        try {
            ShipHandshake handshake = endpoint.dial(at, expected, peer::proven, trace, scope);
            Established established = handshake.run();
            leave(established, scope);
            HandshakeReport report = established.report();
            return new Result(
                    new HandshakeReport(at.toString(), Role.CLIENT, report.entries(), report.total(), Optional.empty()),
                    peer.ski,
                    Optional.of(established.shipId()));
        } catch (HandshakeException e) {
            HandshakeReport report =
                    new HandshakeReport(at.toString(), Role.CLIENT, trace.entries(), trace.elapsed(), Optional.of(e));
            return new Result(report, peer.ski, Optional.empty());
        } finally {
            scope.cancel();
        }
    }

    private void leave(Established established, Scope scope) {
        Inbox<CloseReason> end = new Inbox<>(environment.time(), 0);
        ShipConnection connection = established.start(scope, new ShipConnection.Handler() {
            @Override
            public void received(ShipConnection from, RawJson payload) {
                // a node may begin to talk at once; a probe does not listen
            }

            @Override
            public void closed(ShipConnection closed, CloseReason reason) {
                end.post(reason);
            }
        });
        connection.close(ConnectionClose.UNSPECIFIC);
        try {
            end.await(environment.time().in(LEAVE));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Who answered; written and read by the probing thread. */
    private static final class Peer {
        private Optional<Ski> ski = Optional.empty();

        RemoteNode proven(Ski proven) {
            ski = Optional.of(proven);
            return new RemoteNode(proven, Trust.TRUSTED, Optional.empty());
        }
    }
}
