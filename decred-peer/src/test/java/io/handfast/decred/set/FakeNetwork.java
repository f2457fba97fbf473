// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import io.handfast.decred.address.PeerAddress;
import io.handfast.decred.address.SeenAddress;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.message.NetAddress;
import io.handfast.decred.wire.message.Services;
import io.handfast.decred.wire.message.Version;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Inbox;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.FailureCode;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.PeerMisbehaved;
import io.handfast.engine.failure.TimedOut;
import io.handfast.engine.time.Deadline;
import io.handfast.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nodes of all kinds in memory. On virtual time one thread runs at a time, so plain fields do. */
final class FakeNetwork implements Dial {
    static final Duration LATENCY = Duration.ofMillis(100);
    static final Duration SILENCE = Duration.ofSeconds(30);
    static final Duration FLAP = Duration.ofSeconds(2);

    /** How a node behaves. */
    enum Kind {
        GOOD,
        /** Nothing listens there. */
        REFUSES,
        /** Takes the connection and says nothing. */
        SILENT,
        /** Breaks the protocol. */
        BREAKS,
        /** Does not serve the chain. */
        SERVES_NOTHING,
        /** Hangs up soon. */
        FLAPS,
        /** Does not tell addresses. */
        MUTE
    }

    /** An attempt and when it was made. */
    record Attempt(PeerAddress address, Duration at) {}

    private record Code(String code, String hint) implements FailureCode {}

    private record Node(Kind kind, List<PeerAddress> tells) {}

    private final VirtualTime time;
    private final Map<PeerAddress, Node> nodes = new LinkedHashMap<>();
    final List<Attempt> attempts = new ArrayList<>();
    final List<FakeSession> open = new ArrayList<>();
    private int underWay;
    int mostUnderWay;

    FakeNetwork(VirtualTime time) {
        this.time = time;
    }

    void add(Kind kind, PeerAddress address, List<PeerAddress> tells) {
        nodes.put(address, new Node(kind, List.copyOf(tells)));
    }

    void add(Kind kind, PeerAddress... addresses) {
        for (PeerAddress address : addresses) {
            add(kind, address, List.of());
        }
    }

    List<Duration> attemptsAt(PeerAddress address) {
        return attempts.stream()
                .filter(attempt -> attempt.address().equals(address))
                .map(Attempt::at)
                .toList();
    }

    @Override
    public Dialled dial(PeerAddress address, Scope scope) {
        attempts.add(new Attempt(address, Duration.ofNanos(time.nanos())));
        underWay++;
        mostUnderWay = Math.max(mostUnderWay, underWay);
        try {
            return new Reached(connect(address, scope), report(address, Optional.empty()));
        } catch (HandshakeException e) {
            return new Failed(e, Optional.empty(), report(address, Optional.of(e)));
        } finally {
            underWay--;
        }
    }

    private static HandshakeReport report(PeerAddress address, Optional<HandshakeException> failure) {
        return new HandshakeReport(address.toString(), Role.CLIENT, List.of(), Duration.ZERO, failure);
    }

    private FakeSession connect(PeerAddress address, Scope scope) throws HandshakeException {
        Node node = nodes.getOrDefault(address, new Node(Kind.REFUSES, List.of()));
        pause(node.kind() == Kind.SILENT ? SILENCE : LATENCY, scope);
        switch (node.kind()) {
            case REFUSES ->
                throw new ConnectionLost(EngineFailure.CONNECTION_REFUSED, "tcp", "a connection", "refused");
            case SILENT -> throw new TimedOut(EngineFailure.CONNECT_TIMEOUT, "await-version", "a version", "nothing");
            case BREAKS ->
                throw new PeerMisbehaved(
                        new Code(WireFault.UNKNOWN_CMD.code(), WireFault.UNKNOWN_CMD.hint()),
                        "await-version",
                        "a command",
                        "nonsense");
            default -> {}
        }
        FakeSession session = new FakeSession(node, scope);
        open.add(session);
        return session;
    }

    private void pause(Duration length, Scope scope) throws Cancelled {
        Inbox<Object> nothing = new Inbox<>(time, 0);
        try (Scope.Registration _ = scope.onCancel(nothing::cancel)) {
            if (nothing.await(time.in(length)) instanceof Inbox.Ended<Object>) {
                throw new Cancelled(EngineFailure.CANCELLED, "tcp", "a connection", "a request to stop");
            }
        } catch (InterruptedException e) {
            throw new Cancelled(EngineFailure.CANCELLED, "tcp", "a connection", "an interrupt", e);
        }
    }

    /** A connection with such a node. */
    final class FakeSession implements Session {
        private final Node node;
        private final Inbox<HandshakeException> end;
        private final Scope.Registration registration;
        private final Deadline flapsAt;
        private final Scope life = new Scope("life", time);
        int asked;

        private FakeSession(Node node, Scope scope) {
            this.node = node;
            this.end = new Inbox<>(time, 0);
            this.registration = scope.onCancel(this::cancel);
            this.flapsAt = node.kind() == Kind.FLAPS ? time.in(FLAP) : Deadline.NEVER;
        }

        @Override
        public Version version() {
            Services services = node.kind() == Kind.SERVES_NOTHING ? Services.NONE : Services.NODE_NETWORK;
            return new Version(
                    11, services, 0, NetAddress.UNSPECIFIED, NetAddress.UNSPECIFIED, 1, "/fake:1.0/", 100, true);
        }

        @Override
        public int protocolVersion() {
            return 11;
        }

        @Override
        public List<SeenAddress> askAddresses(Deadline by) throws HandshakeException {
            asked++;
            pause(LATENCY, life);
            if (node.tells().isEmpty()) {
                pause(by.remaining(time), life);
            }
            return node.tells().stream()
                    .map(address -> new SeenAddress(address, Services.NODE_NETWORK, time.wallClock()))
                    .toList();
        }

        void endByPeer() {
            life.cancel();
            end.post(new ConnectionLost(EngineFailure.ENDED_BY_PEER, "established", "messages", "the end"));
        }

        @Override
        public HandshakeException awaitEnd() {
            try {
                return switch (end.await(flapsAt)) {
                    case Inbox.Posted<HandshakeException>(HandshakeException why) -> why;
                    case Inbox.Expired<HandshakeException> _ ->
                        new ConnectionLost(EngineFailure.ENDED_BY_PEER, "established", "messages", "the end");
                    default -> new Cancelled(EngineFailure.CANCELLED, "established", "messages", "closed here");
                };
            } catch (InterruptedException e) {
                return new Cancelled(EngineFailure.CANCELLED, "established", "messages", "an interrupt", e);
            }
        }

        @Override
        public void close() {
            registration.close();
            cancel();
            open.remove(this);
        }

        private void cancel() {
            end.cancel();
            life.cancel();
        }
    }
}
