// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.scene;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.CloseReason;
import io.handfast.ship.Established;
import io.handfast.ship.LocalNode;
import io.handfast.ship.PinTerms;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.Restriction;
import io.handfast.ship.ShipConnection;
import io.handfast.ship.ShipHandshake;
import io.handfast.ship.ShipPhase;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.Trust;
import io.handfast.ship.message.RawJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One of our own sides: runs the handshake on a thread of its own, then the connection, and keeps what became of
 * them. To be looked at by the enrolled threads of one virtual clock, or after the clock's run.
 */
public final class Side implements ShipConnection.Handler {
    private final TimeSource time;
    private final Role role;
    private Scope scope;
    private final ShipHandshake handshake;
    private final List<String> received = new ArrayList<>();
    private final List<Restriction> restrictions = new ArrayList<>();
    private BiConsumer<ShipConnection, RawJson> onData = (connection, payload) -> {};
    private Optional<ShipConnection> connection = Optional.empty();
    private Optional<HandshakeException> failure = Optional.empty();
    private Optional<HandshakeReport> report = Optional.empty();
    private Optional<CloseReason> closed = Optional.empty();
    private Optional<Duration> completeAt = Optional.empty();
    private Optional<Duration> overAt = Optional.empty();
    private boolean starts = true;

    /** Who a side is and what it knows. */
    public record Setting(
            Role role, Trust trust, LocalNode local, Optional<String> knownShipId, ShipTimers timers, PinTerms pins) {
        /** A side without PINs. */
        public Setting(Role role, Trust trust, String shipId, Optional<String> knownShipId, ShipTimers timers) {
            this(role, trust, new LocalNode(shipId), knownShipId, timers, PinTerms.NONE);
        }

        /** A side that trusts its peer and never met it. */
        public static Setting of(Role role) {
            String id = role == Role.CLIENT ? "client-1" : "server-1";
            return new Setting(role, Trust.TRUSTED, id, Optional.empty(), ShipTimers.usual());
        }

        /** The same with another decision. */
        public Setting with(Trust other) {
            return new Setting(role, other, local, knownShipId, timers, pins);
        }

        /** The same with a peer met before. */
        public Setting knowing(String id) {
            return new Setting(role, trust, local, Optional.of(id), timers, pins);
        }

        /** The same with other times. */
        public Setting with(ShipTimers other) {
            return new Setting(role, trust, local, knownShipId, other, pins);
        }

        /** The same with PINs. */
        public Setting with(PinTerms other) {
            return new Setting(role, trust, local, knownShipId, timers, other);
        }

        /** The same with more to tell. */
        public Setting with(LocalNode other) {
            return new Setting(role, trust, other, knownShipId, timers, pins);
        }
    }

    /** A side that has not begun; takes over the channel at once. */
    public Side(Setting setting, FrameChannel channel, Environment environment, Scope scope) {
        this.time = environment.time();
        this.role = setting.role();
        this.scope = scope;
        Ski ski = new Ski((role == Role.CLIENT ? "b" : "a").repeat(40));
        this.handshake = new ShipHandshake(
                channel,
                role,
                setting.local(),
                new RemoteNode(ski, setting.trust(), setting.knownShipId(), setting.pins()),
                setting.timers(),
                environment,
                new Trace(time),
                scope);
    }

    /** What to do with data besides keeping it. */
    public Side onData(BiConsumer<ShipConnection, RawJson> what) {
        onData = what;
        return this;
    }

    /** Leaves the complete handshake where it is: the test ends it. */
    public Side withoutConnection() {
        starts = false;
        return this;
    }

    /** Starts the connection in another scope. */
    public Side startingIn(Scope other) {
        scope = other;
        return this;
    }

    /** Begins, on a thread of its own. */
    public Side start() {
        time.start(role.name().toLowerCase(Locale.ROOT), this::live);
        return this;
    }

    private void live() {
        try {
            Established established = handshake.run();
            completeAt = Optional.of(now());
            report = Optional.of(established.report());
            if (starts) {
                connection = Optional.of(established.start(scope, this));
            } else {
                established.cancel();
            }
        } catch (HandshakeException e) {
            failure = Optional.of(e);
            report = Optional.of(handshake.report(failure));
            overAt = Optional.of(now());
        }
    }

    @Override
    public void received(ShipConnection from, RawJson payload) {
        received.add(payload.text());
        onData.accept(from, payload);
    }

    @Override
    public void restrictionChanged(ShipConnection which, Restriction restriction) {
        restrictions.add(restriction);
    }

    @Override
    public void closed(ShipConnection which, CloseReason reason) {
        closed = Optional.of(reason);
        overAt = Optional.of(now());
    }

    private Duration now() {
        return Duration.ofNanos(time.nanos());
    }

    /** The handshake itself, for decisions and cancellation. */
    public ShipHandshake handshake() {
        return handshake;
    }

    /** The connection of a complete handshake. */
    public ShipConnection connection() {
        return connection.orElseThrow(() -> new AssertionError("no connection: " + failure));
    }

    /** Whether the handshake is complete. */
    public boolean complete() {
        return completeAt.isPresent();
    }

    /** Why the handshake failed. */
    public HandshakeException failure() {
        return failure.orElseThrow(() -> new AssertionError(complete() ? "it is complete" : "it is not over"));
    }

    /** How the connection ended. */
    public CloseReason closed() {
        return closed.orElseThrow(() -> new AssertionError("not closed"));
    }

    /** Payloads in order of delivery. */
    public List<String> received() {
        return List.copyOf(received);
    }

    /** What the connection told about restrictions, in order. */
    public List<Restriction> restrictions() {
        return List.copyOf(restrictions);
    }

    /** Whether the handshake has failed or the connection has ended. */
    public boolean over() {
        return overAt.isPresent();
    }

    /** When it was over, farewell included. */
    public Duration overAt() {
        return overAt.orElseThrow(() -> new AssertionError("not over"));
    }

    /** ship-go's numbers of the phases. */
    public List<Integer> numbers() {
        return report.orElseThrow().entries().stream()
                .map(entry -> ((ShipPhase) entry.phase()).number())
                .toList();
    }
}
