// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.crypto.Subject;
import io.handfast.engine.Entropy;
import io.handfast.engine.Environment;
import io.handfast.engine.net.Admission;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.LocalNode;
import io.handfast.ship.ShipConnection;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.message.MalformedMessage;
import io.handfast.ship.message.RawJson;
import io.handfast.tls.ShipCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A hub under test on loopback, in real time. It sends every payload back that does not come back itself, and keeps
 * what its operator and its application are told. One thread waits.
 */
final class Node implements AutoCloseable {
    /** More than anything here takes that does not hang. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration SHORT = Duration.ofMillis(300);

    /** The waits a test can have in short. */
    enum Wait {
        NONE,
        TLS,
        WEBSOCKET,
        CMI
    }

    private static final String QUESTION = "{\"question\":";

    /**
     * What a node is told.
     *
     * @param identity its certificate and key
     * @param peers whom it dials; they are trusted
     * @param trusted who else is trusted
     * @param legacy of whom an SKI is taken that does not follow from the key
     * @param limit connections at once
     * @param timers the protocol's times
     * @param waits the times before the first SHIP message
     */
    record Plan(
            NodeIdentity identity,
            Map<Ski, Address> peers,
            Set<Ski> trusted,
            Set<Ski> legacy,
            int limit,
            ShipTimers timers,
            ConnectWaits waits) {
        static Plan of(NodeIdentity identity) {
            return new Plan(identity, Map.of(), Set.of(), Set.of(), 10, ShipTimers.usual(), ConnectWaits.usual());
        }

        Plan trusting(NodeIdentity... others) {
            Set<Ski> skis =
                    Set.copyOf(List.of(others).stream().map(NodeIdentity::ski).toList());
            return new Plan(identity, peers, skis, legacy, limit, timers, waits);
        }

        Plan dialling(Ski ski, int port) {
            return dialling(Map.of(ski, Address.of("127.0.0.1", port)));
        }

        Plan dialling(Map<Ski, Address> others) {
            return new Plan(identity, others, trusted, legacy, limit, timers, waits);
        }

        Plan acceptingLegacy(Ski... skis) {
            return new Plan(identity, peers, trusted, Set.of(skis), limit, timers, waits);
        }

        Plan withLimit(int other) {
            return new Plan(identity, peers, trusted, legacy, other, timers, waits);
        }

        /** One wait short, so that a test need not sit it out; the others as usual, for a machine that is busy. */
        Plan hasty(Wait which) {
            ConnectWaits calm = ConnectWaits.usual();
            ConnectWaits other = new ConnectWaits(
                    calm.tcp(),
                    which == Wait.TLS ? SHORT : calm.tls(),
                    which == Wait.WEBSOCKET ? SHORT : calm.websocket());
            ShipTimers usual = ShipTimers.usual();
            ShipTimers times = new ShipTimers(
                    usual.settle(),
                    which == Wait.CMI ? SHORT : usual.cmi(),
                    usual.helloInit(),
                    usual.pairingWindow(),
                    usual.protocol(),
                    usual.pin(),
                    usual.access(),
                    usual.closeMaxTime());
            return new Plan(identity, peers, trusted, legacy, limit, times, other);
        }

        Node start() throws IOException {
            return new Node(this);
        }
    }

    private final Environment environment = Environment.system();
    private final BlockingQueue<HubEvent> incoming = new LinkedBlockingQueue<>();
    private final BlockingQueue<ShipPeer> connected = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final List<HubEvent> events = new ArrayList<>();
    private final Plan plan;
    private final ShipHub hub;
    private boolean stopped;

    private Node(Plan plan) throws IOException {
        this.plan = plan;
        HubSettings settings = new HubSettings(
                new LocalNode("i:" + plan.identity().ski().toString().substring(0, 8)),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Admission.Limits(plan.limit(), 10),
                plan.peers(),
                DoubleConnections.EVIDENCE,
                plan.timers(),
                plan.waits());
        this.hub = ShipHub.start(settings, credentials(), new Trust(), new Echo(), incoming::add, environment);
    }

    static NodeIdentity identity(String name) {
        return NodeIdentity.create(new Subject("DE", "Handfast", "", name), Instant.EPOCH, Entropy.secure()::fill);
    }

    private ShipCredentials credentials() {
        return ShipCredentials.of(plan.identity(), CryptoProvider.detect(), environment.entropy());
    }

    int port() {
        return hub.port();
    }

    Ski ski() {
        return plan.identity().ski();
    }

    /** What it says of a device now, for people. */
    List<String> explain(Ski device) {
        return hub.device(device).orElseThrow().explain(environment.time().wallClock());
    }

    ShipPeer awaitConnected() throws InterruptedException {
        ShipPeer peer = connected.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (peer == null) {
            throw new AssertionError("nobody connected; told so far: " + lines());
        }
        return peer;
    }

    /** Asks a connected node, whose echo is awaited. */
    void requireAnswer(ShipPeer peer, String question) throws InterruptedException, MalformedMessage {
        String payload = QUESTION + "\"" + question + "\"}";
        if (peer.send(RawJson.parse(payload)) != ShipConnection.Sent.QUEUED) {
            throw new AssertionError("not sent: " + question + "; told so far: " + lines());
        }
        String answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (!("{\"answer\":" + payload + "}").equals(answer)) {
            throw new AssertionError("asked " + question + ", answered " + answer + "; told so far: " + lines());
        }
    }

    /** Waits for an event that was not waited for before. */
    HubEvent await(Predicate<HubEvent> wish) throws InterruptedException {
        Deadline by = environment.time().in(PATIENCE);
        while (true) {
            HubEvent event = incoming.poll(by.remaining(environment.time()).toNanos(), TimeUnit.NANOSECONDS);
            if (event == null) {
                throw new AssertionError("no fitting event; told so far: " + lines());
            }
            events.add(event);
            if (wish.test(event)) {
                return event;
            }
        }
    }

    HubEvent awaitFailure(String code) throws InterruptedException {
        return await(event -> code(event).equals(code));
    }

    /** All events so far. */
    List<HubEvent> events() {
        incoming.drainTo(events);
        return List.copyOf(events);
    }

    boolean stop(Duration within) throws InterruptedException {
        stopped = true;
        return hub.stop(within);
    }

    @Override
    public void close() {
        try (environment) {
            if (!stopped) {
                stop(PATIENCE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    static String code(HubEvent event) {
        return event.failure().map(failure -> failure.code().code()).orElse("");
    }

    private String lines() {
        StringBuilder lines = new StringBuilder();
        events().forEach(event -> lines.append("\n  ")
                .append(event.kind())
                .append(' ')
                .append(event.stage())
                .append(' ')
                .append(code(event))
                .append(' ')
                .append(event.text()));
        return lines.toString();
    }

    private final class Trust implements TrustStore {
        @Override
        public Optional<TrustedDevice> find(Ski ski) {
            boolean known = plan.trusted().contains(ski) || plan.peers().containsKey(ski);
            return known
                    ? Optional.of(new TrustedDevice(
                            ski, Optional.empty(), "node", plan.legacy().contains(ski)))
                    : Optional.empty();
        }

        @Override
        public Collection<TrustedDevice> all() {
            return Stream.concat(plan.trusted().stream(), plan.peers().keySet().stream())
                    .distinct()
                    .map(ski -> find(ski).orElseThrow())
                    .toList();
        }

        @Override
        public void trust(TrustedDevice device) {
            throw new UnsupportedOperationException("a node's plan is made before it starts");
        }

        @Override
        public void forget(Ski ski) {
            throw new UnsupportedOperationException("a node's plan is made before it starts");
        }

        @Override
        public void connected(Ski ski, String shipId, Instant at) {}
    }

    private final class Echo implements HubApplication {
        @Override
        public boolean allowWaitingForTrust(Ski ski) {
            return false;
        }

        @Override
        public void connected(ShipPeer peer) {
            connected.add(peer);
        }

        @Override
        public void received(ShipPeer peer, RawJson payload) {
            if (!payload.text().startsWith(QUESTION)) {
                answers.add(payload.text());
                return;
            }
            try {
                peer.send(RawJson.parse("{\"answer\":" + payload.text() + "}"));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (MalformedMessage e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
