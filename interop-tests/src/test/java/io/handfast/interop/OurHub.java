// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.crypto.Subject;
import io.handfast.engine.Entropy;
import io.handfast.engine.Environment;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.SystemTime;
import io.handfast.ship.LocalNode;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.HubApplication;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.HubSettings;
import io.handfast.ship.hub.ShipHub;
import io.handfast.ship.hub.ShipPeer;
import io.handfast.ship.message.RawJson;
import io.handfast.tls.ShipCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Our side of a live test: a hub on loopback and everything it and its application are told. Its waits are those of
 * {@link GoPeer}: one thread, from {@link #fromHere} on, all that was seen in the failure's text.
 */
final class OurHub implements AutoCloseable {
    static final String SHIP_ID = "d:_i:handfast_live-test";

    private final Environment environment = Environment.system();
    private final BlockingQueue<Seen> incoming = new LinkedBlockingQueue<>();
    private final List<Seen> all = new ArrayList<>();
    private final ShipHub hub;
    private int from;
    private boolean stopped;

    /**
     * What a hub is to be like.
     *
     * @param listen where it listens, port 0 for a free one
     * @param peers whose address it knows
     * @param trusted whom it trusts at first
     * @param usersDecide whether strangers may wait for a decision
     */
    record Plan(
            NodeIdentity identity,
            InetSocketAddress listen,
            int maxConnections,
            Map<Ski, Address> peers,
            Set<Ski> trusted,
            boolean usersDecide) {}

    private OurHub(Plan plan) throws IOException {
        HubSettings settings = new HubSettings(
                new LocalNode(SHIP_ID), plan.listen(), plan.maxConnections(), plan.peers(), ShipTimers.usual());
        ShipCredentials credentials =
                ShipCredentials.of(plan.identity(), CryptoProvider.detect(), environment.entropy());
        this.hub = ShipHub.start(
                settings,
                credentials,
                new MemoryTrust(plan.trusted()),
                new Application(plan.usersDecide()),
                e -> see(new Seen.Told(e)),
                environment);
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    static OurHub start(Plan plan) throws IOException {
        return new OurHub(plan);
    }

    static NodeIdentity newIdentity(String name) {
        Instant now = new SystemTime().wallClock();
        return NodeIdentity.create(new Subject("DE", "Handfast", "", name), now, Entropy.secure()::fill);
    }

    /** A hub that dials a peer. */
    static OurHub dialling(NodeIdentity identity, GoPeer peer) throws IOException {
        return dialling(identity, peer.ski(), peer.port());
    }

    static OurHub dialling(NodeIdentity identity, String ski, int port) throws IOException {
        Ski remote = Ski.parse(ski);
        Map<Ski, Address> peers = Map.of(remote, Address.of("127.0.0.1", port));
        return new OurHub(new Plan(identity, loopback(0), 10, peers, Set.of(remote), false));
    }

    /** A hub that waits for peers it trusts. */
    static OurHub trusting(NodeIdentity identity, int maxConnections, GoPeer... peers) throws IOException {
        Set<Ski> trusted = Stream.of(peers).map(peer -> Ski.parse(peer.ski())).collect(Collectors.toUnmodifiableSet());
        return new OurHub(new Plan(identity, loopback(0), maxConnections, Map.of(), trusted, false));
    }

    int port() {
        return hub.port();
    }

    /** The hub itself, for what a user or an application asks of it. */
    ShipHub hub() {
        return hub;
    }

    /** What happened so far does not count for later waits. */
    void fromHere() {
        while (hear(Duration.ZERO)) {
            // all that is there already
        }
        from = all.size();
    }

    ShipPeer awaitConnected(String ski) {
        Predicate<Seen.Connected> wish = seen -> seen.peer().ski().equals(Ski.parse(ski));
        return await(Seen.Connected.class, wish, GoPeer.PATIENCE_WITH_RACES).peer();
    }

    RawJson awaitData(String ski) {
        Predicate<Seen.Received> wish = seen -> seen.peer().ski().equals(Ski.parse(ski));
        return await(Seen.Received.class, wish, GoPeer.PATIENCE).payload();
    }

    HubEvent awaitTold(HubEvent.Kind kind) {
        return await(Seen.Told.class, told -> told.event().kind() == kind, GoPeer.PATIENCE)
                .event();
    }

    /** An attempt, ours or theirs, that ended with this code. */
    HubEvent awaitFailure(String code) {
        return await(Seen.Told.class, told -> code(told.event()).equals(code), GoPeer.PATIENCE)
                .event();
    }

    private static String code(HubEvent event) {
        return event.failure().map(failure -> failure.code().code()).orElse("");
    }

    <E extends Seen> E await(Class<E> type, Predicate<E> wish, Duration within) {
        Deadline deadline = environment.time().in(within);
        for (int next = from; ; next++) {
            while (next == all.size()) {
                if (!hear(deadline.remaining(environment.time()))) {
                    throw new AssertionError("our hub: no fitting " + type.getSimpleName() + " within " + within
                            + "; what was seen:\n" + this);
                }
            }
            if (type.isInstance(all.get(next)) && wish.test(type.cast(all.get(next)))) {
                return type.cast(all.get(next));
            }
        }
    }

    private boolean hear(Duration within) {
        try {
            Seen seen = incoming.poll(within.toNanos(), TimeUnit.NANOSECONDS);
            return seen != null && all.add(seen);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted; our hub saw:\n" + this, e);
        }
    }

    /** The connection that came last. */
    ShipPeer lastConnected() {
        told();
        return all.reversed().stream()
                .filter(Seen.Connected.class::isInstance)
                .map(seen -> ((Seen.Connected) seen).peer())
                .findFirst()
                .orElseThrow();
    }

    /** Everything the operator was told so far. */
    List<HubEvent> told() {
        while (hear(Duration.ZERO)) {
            // all that is there already
        }
        return all.stream()
                .filter(Seen.Told.class::isInstance)
                .map(seen -> ((Seen.Told) seen).event())
                .toList();
    }

    /** How many connections the operator was told of that have not ended. */
    int up() {
        return told().stream()
                .mapToInt(event -> switch (event.kind()) {
                    case CONNECTED -> 1;
                    case DISCONNECTED -> -1;
                    default -> 0;
                })
                .sum();
    }

    /** Waits until nothing has connected or ended for a while. */
    void awaitQuiet(Duration quiet) {
        Deadline until = environment.time().in(quiet);
        while (!until.passed(environment.time())) {
            fromHere();
            if (hear(until.remaining(environment.time()))
                    && all.getLast() instanceof Seen.Told(HubEvent event)
                    && (event.kind() == HubEvent.Kind.CONNECTED || event.kind() == HubEvent.Kind.DISCONNECTED)) {
                until = environment.time().in(quiet);
            }
        }
    }

    /** Stops it in order; whether every device took leave and no thread is left. */
    boolean stop() throws InterruptedException {
        stopped = true;
        return hub.stop(Duration.ofSeconds(10));
    }

    /** Stops it without waiting for anybody. */
    void stopAtOnce() throws InterruptedException {
        stopped = true;
        hub.stop(Duration.ZERO);
    }

    @Override
    public void close() {
        try (environment) {
            if (!stopped) {
                stop();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // it is stopped all the same
        }
    }

    private void see(Seen seen) {
        incoming.add(seen);
    }

    @Override
    public String toString() {
        while (hear(Duration.ZERO)) {
            // all that is there already
        }
        StringBuilder lines = new StringBuilder();
        all.forEach(seen -> lines.append("  ").append(line(seen)).append('\n'));
        return lines.toString();
    }

    private static String line(Seen seen) {
        return switch (seen) {
            case Seen.Told(HubEvent event) ->
                event.at() + " " + event.kind() + " " + event.stage() + " " + code(event) + " " + event.text();
            case Seen.Connected(ShipPeer peer) -> "connected " + peer.ski() + " " + peer.role();
            case Seen.Received(ShipPeer peer, RawJson payload) -> "received " + payload.length() + " bytes";
            case Seen.Disconnected(ShipPeer peer) -> "disconnected " + peer.ski();
        };
    }

    private final class Application implements HubApplication {
        private final boolean usersDecide;

        Application(boolean usersDecide) {
            this.usersDecide = usersDecide;
        }

        @Override
        public boolean allowWaitingForTrust(Ski ski) {
            return usersDecide;
        }

        @Override
        public void connected(ShipPeer peer) {
            see(new Seen.Connected(peer));
        }

        @Override
        public void received(ShipPeer peer, RawJson payload) {
            see(new Seen.Received(peer, payload));
        }

        @Override
        public void disconnected(ShipPeer peer) {
            see(new Seen.Disconnected(peer));
        }
    }
}
