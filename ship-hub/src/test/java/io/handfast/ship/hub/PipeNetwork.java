// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.Environment;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.Inbox;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.failure.PeerRefused;
import io.handfast.engine.failure.TimedOut;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.LocalNode;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.ShipHandshake;
import io.handfast.ship.ShipTimers;
import io.handfast.testkit.Pipe;
import io.handfast.tls.TlsFailure;
import io.handfast.websocket.UpgradeVerdict;
import io.handfast.websocket.WebSocketFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A network in memory for hubs on virtual time: instead of TCP, TLS and WebSocket each connection is a pipe whose ends
 * know each other's SKI. It can be slow, cut connections, and be away.
 */
final class PipeNetwork {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** One connection that was made. */
    record Line(Ski client, Ski server, Pipe pipe, AtomicBoolean dark) {
        /** An end of it for a hub. */
        Wire wire(TimeSource time, Role role) {
            return new Wire(role == Role.CLIENT ? pipe.client() : pipe.server(), time, dark);
        }

        boolean isBetween(Ski one, Ski other) {
            return (client.equals(one) && server.equals(other)) || (client.equals(other) && server.equals(one));
        }
    }

    private final TimeSource time;
    private final Map<Integer, Door> doors = new ConcurrentHashMap<>();
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private volatile Function<Ski, Duration> latency = _ -> Duration.ofMillis(1);
    private volatile boolean away;
    private volatile boolean swallowing;
    private int ports = 40_000;

    PipeNetwork(TimeSource time) {
        this.time = time;
    }

    /** How long it takes to connect, and then each frame, by who dials. */
    void latency(Function<Ski, Duration> byDialler) {
        latency = byDialler;
    }

    /** Nobody reaches anybody any more, until it comes back; connections that are there break. */
    void away(boolean now) {
        away = now;
        if (now) {
            lines.forEach(line -> line.pipe().reset());
        }
    }

    /** Breaks all connections between two. */
    void cut(Ski one, Ski other) {
        lines.stream()
                .filter(line -> line.isBetween(one, other))
                .forEach(line -> line.pipe().reset());
    }

    /** Forgets all connections between two: what is said on them is swallowed, and no end is heard. */
    void darken(Ski one, Ski other) {
        lines.stream()
                .filter(line -> line.isBetween(one, other))
                .forEach(line -> line.dark().set(true));
    }

    /** Forgets all connections of one node, as if its power had failed. */
    void darken(Ski node) {
        lines.stream()
                .filter(line -> line.client().equals(node) || line.server().equals(node))
                .forEach(line -> line.dark().set(true));
    }

    /**
     * Swallows all that is said on connections that are there; new ones find nobody, until it comes back. Connections
     * that are there stay forgotten.
     */
    void swallow(boolean now) {
        swallowing = now;
        if (now) {
            lines.forEach(line -> line.dark().set(true));
        }
    }

    /** All connections ever made. */
    List<Line> lines() {
        return lines;
    }

    Door door(Ski own, LocalNode local, ShipTimers timers, Environment environment) {
        return new Door(own, local, timers, environment);
    }

    /** One node's way into the network. */
    final class Door implements Gateway {
        private final Ski own;
        private final LocalNode local;
        private final ShipTimers timers;
        private final Environment environment;
        private final int port = ++ports;
        private Optional<Scope> open = Optional.empty();
        private Consumer<Arrival> visitor = _ -> {};
        private Optional<Consumer<Line>> script = Optional.empty();
        private boolean refusesTls;

        private Door(Ski own, LocalNode local, ShipTimers timers, Environment environment) {
            this.own = own;
            this.local = local;
            this.timers = timers;
            this.environment = environment;
        }

        @Override
        public void open(Scope scope, Consumer<Arrival> newVisitor) {
            open = Optional.of(scope);
            visitor = newVisitor;
            doors.put(port, this);
            scope.onCancel(this::close);
        }

        /** Ends every connection with an alert. */
        void refuseTls() {
            refusesTls = true;
            doors.put(port, this);
        }

        /** Accepts every connection, upgrade included, and leaves it to a script, on a thread of its own. */
        void script(Consumer<Line> onDial) {
            script = Optional.of(onDial);
            doors.put(port, this);
        }

        /** Dials as a script does, upgrade included. */
        Line reach(Address at, Ski expected) throws HandshakeException {
            return connect(at, expected, new Trace(time, _ -> {}), new Scope("script", time));
        }

        @Override
        public int port() {
            return port;
        }

        Address address() {
            return Address.of("memory", port);
        }

        @Override
        public void close() {
            doors.remove(port, this);
        }

        @Override
        public void introduce(Address at, Ski expected, Scope scope) throws HandshakeException {
            pass(latency.apply(own), scope);
            Door target = doors.get(at.port());
            if (target == null || away) {
                throw new ConnectionLost(EngineFailure.CONNECTION_REFUSED, "tcp", "a connection", "a refusal");
            }
            if (!target.own.equals(expected)) {
                throw new LocallyRefused(TlsFailure.WRONG_SKI, "tls", "SKI " + expected, target.own.toString());
            }
        }

        @Override
        public ShipHandshake dial(Address at, Ski expected, Function<Ski, RemoteNode> whoIs, Trace trace, Scope scope)
                throws HandshakeException {
            Line line = connect(at, expected, trace, scope);
            return handshake(line.wire(time, Role.CLIENT), Role.CLIENT, whoIs.apply(line.server()), trace, scope);
        }

        /** As far as the upgrade. */
        private Line connect(Address at, Ski expected, Trace trace, Scope scope) throws HandshakeException {
            trace.enter(ConnectPhase.TCP);
            Duration delay = latency.apply(own);
            pass(swallowing ? PATIENCE : delay, scope);
            if (swallowing) {
                throw new TimedOut(EngineFailure.CONNECT_TIMEOUT, "tcp", "a connection", "nothing");
            }
            Door target = doors.get(at.port());
            if (target == null || away) {
                throw new ConnectionLost(EngineFailure.CONNECTION_REFUSED, "tcp", "a connection", "a refusal");
            }
            trace.enter(ConnectPhase.TLS);
            if (target.refusesTls) {
                throw new PeerRefused(TlsFailure.REFUSED, "tls", "a completed handshake", "alert bad_certificate");
            }
            if (target.own.equals(own)) {
                throw new LocallyRefused(TlsFailure.OWN_SKI, "tls", "another node", "our own SKI " + own);
            }
            if (!target.own.equals(expected)) {
                throw new LocallyRefused(TlsFailure.WRONG_SKI, "tls", "SKI " + expected, "SKI " + target.own);
            }
            Line line = new Line(own, target.own, new Pipe(time, delay, 64 * 1024), new AtomicBoolean());
            lines.add(line);
            if (target.script.isPresent()) {
                Consumer<Line> script = target.script.get();
                time.start("scripted peer", () -> script.accept(line));
                return line;
            }
            Knock knock = new Knock(target, line, time, new Inbox<>(time, 0));
            scope.onCancel(line.pipe().client()::close);
            if (!target.open.orElseThrow().start("visitor", () -> target.visitor.accept(knock))) {
                throw new ConnectionLost(EngineFailure.CONNECTION_REFUSED, "tcp", "a connection", "a refusal");
            }
            trace.enter(ConnectPhase.WEBSOCKET);
            requireAccepted(knock, scope);
            return line;
        }

        private ShipHandshake handshake(FrameChannel channel, Role role, RemoteNode remote, Trace trace, Scope scope) {
            return new ShipHandshake(channel, role, local, remote, timers, environment, trace, scope);
        }

        private void requireAccepted(Knock knock, Scope scope) throws HandshakeException {
            try (Scope.Registration _ = scope.onCancel(knock.verdict()::cancel)) {
                switch (knock.verdict().await(time.in(PATIENCE))) {
                    case Inbox.Posted<UpgradeVerdict>(UpgradeVerdict.Accept _) -> {}
                    case Inbox.Posted<UpgradeVerdict>(UpgradeVerdict.Refuse refuse) ->
                        throw new PeerRefused(
                                WebSocketFailure.BUSY, "websocket", "status 101", "status " + refuse.status());
                    case Inbox.Expired<UpgradeVerdict> _ ->
                        throw new TimedOut(ConnectFailure.WEBSOCKET_TIMEOUT, "websocket", "an upgrade", "nothing");
                    default -> throw cancelled();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private record Knock(Door server, Line line, TimeSource time, Inbox<UpgradeVerdict> verdict)
            implements Gateway.Arrival {
        @Override
        public String from() {
            return "memory";
        }

        @Override
        public ShipHandshake accept(ShipEndpoint.Reception reception, Trace trace, Scope scope)
                throws HandshakeException {
            trace.enter(ConnectPhase.TLS);
            ShipEndpoint.Welcome welcome = reception.receive(line.client());
            trace.enter(ConnectPhase.WEBSOCKET);
            verdict.post(welcome.verdict());
            if (welcome.verdict() instanceof UpgradeVerdict.Refuse refuse) {
                throw new LocallyRefused(WebSocketFailure.DECLINED, "websocket", "room", refuse.body());
            }
            return server.handshake(line.wire(time, Role.SERVER), Role.SERVER, welcome.remote(), trace, scope);
        }

        @Override
        public void known() {}

        @Override
        public boolean crowdedOut() {
            return false;
        }
    }

    private void pass(Duration duration, Scope scope) throws Cancelled {
        Inbox<Object> nothing = new Inbox<>(time, 0);
        Deadline end = time.in(duration);
        try (Scope.Registration _ = scope.onCancel(nothing::cancel)) {
            if (nothing.await(end) instanceof Inbox.Ended<Object>) {
                throw cancelled();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Cancelled cancelled() {
        return new Cancelled(EngineFailure.CANCELLED, "tcp", "to go on", "a request to stop");
    }
}
