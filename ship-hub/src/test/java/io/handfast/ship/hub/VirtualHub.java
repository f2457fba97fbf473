// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.engine.net.Admission;
import io.handfast.ship.ConnectionState;
import io.handfast.ship.LocalNode;
import io.handfast.ship.PinTerms;
import io.handfast.ship.Restriction;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.message.RawJson;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A hub under test on virtual time and a network in memory; keeps all that its operator and its application are told.
 * To be used by the enrolled threads of one virtual clock, or on the machine's clock by any.
 */
final class VirtualHub {
    private final Ski ski;
    private final PipeNetwork.Door door;
    private final Environment environment;
    private final Map<Ski, Address> addresses = new HashMap<>();
    private final Map<Ski, TrustStore.TrustedDevice> trusted = Collections.synchronizedMap(new LinkedHashMap<>());
    private final List<HubEvent> events = new CopyOnWriteArrayList<>();
    private final List<Measurement> measurements = new CopyOnWriteArrayList<>();
    private final Map<Ski, List<Integer>> states = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Map<Ski, ShipPeer> connected = new ConcurrentHashMap<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Map<Ski, PinTerms> pins = new HashMap<>();
    private final List<Restriction> restrictions = new CopyOnWriteArrayList<>();
    private final List<String> troublesWhenTold = new CopyOnWriteArrayList<>();
    private Duration findTakes = Duration.ZERO;
    private Admission.Limits limits = new Admission.Limits(10, 10);
    private Duration longestRedial = Duration.ofMinutes(5);
    private DoubleConnections rule = DoubleConnections.EVIDENCE;
    private boolean asks = true;
    private HubStarter starter = HubStarter.PLAIN;
    private Optional<ShipHub> hub = Optional.empty();
    private HubApplication onTop = (_, _) -> {};
    private HubListener ear = _ -> {};
    private Consumer<Ski> onMet = _ -> {};

    /** @param digit what its SKI consists of; the bigger the digit, the bigger the SKI */
    VirtualHub(PipeNetwork network, char digit, ShipTimers timers, Environment environment) {
        this.ski = new Ski(String.valueOf(digit).repeat(40));
        this.environment = environment;
        this.door = network.door(ski, new LocalNode("i:" + digit), timers, environment);
    }

    /** Trusts another one from the start, and knows where it is or not. */
    VirtualHub trusting(VirtualHub other, boolean dials) {
        trusted.put(other.ski, device(other.ski));
        if (dials) {
            addresses.put(other.ski, other.door.address());
        }
        return this;
    }

    /** What is configured of PINs for another one. */
    VirtualHub pins(VirtualHub other, PinTerms terms) {
        pins.put(other.ski, terms);
        return this;
    }

    /** What the application was told about restrictions, in order. */
    List<Restriction> restrictions() {
        return restrictions;
    }

    /** The same with a scripted node. */
    VirtualHub trusting(ScriptedNode other, boolean dials) {
        trusted.put(other.ski(), device(other.ski()));
        if (dials) {
            addresses.put(other.ski(), other.address());
        }
        return this;
    }

    /** Knows where another one is, trusted or not. */
    VirtualHub knowing(VirtualHub other) {
        addresses.put(other.ski, other.door.address());
        return this;
    }

    VirtualHub limits(Admission.Limits newLimits) {
        limits = newLimits;
        return this;
    }

    /** Something that is called after all was noted; may throw and block. */
    VirtualHub application(HubApplication newOnTop) {
        onTop = newOnTop;
        return this;
    }

    /** The same for a listener. */
    VirtualHub listener(HubListener newEar) {
        ear = newEar;
        return this;
    }

    /** What its trust store does when it is told that a device was connected. */
    VirtualHub met(Consumer<Ski> newOnMet) {
        onMet = newOnMet;
        return this;
    }

    VirtualHub longestRedial(Duration longest) {
        longestRedial = longest;
        return this;
    }

    VirtualHub rule(DoubleConnections newRule) {
        rule = newRule;
        return this;
    }

    /** Turns unknown devices away at once. */
    VirtualHub refusingStrangers() {
        asks = false;
        return this;
    }

    /** Its trust store takes its time from now on. */
    void findTakes(Duration time) {
        findTakes = time;
    }

    /** What its status said of the trouble at the moment when its operator was told of one. */
    List<String> troublesWhenTold() {
        return troublesWhenTold;
    }

    /** Starts it, or starts it again: what it was told and whom it trusts is kept. */
    VirtualHub start() throws IOException {
        states.clear();
        HubSettings settings = new HubSettings(
                        new LocalNode("i:" + ski.toString().charAt(0)),
                        new InetSocketAddress(0),
                        limits,
                        addresses,
                        rule,
                        ShipTimers.usual(),
                        ConnectWaits.usual())
                .redialling(longestRedial);
        hub = Optional.of(
                starter.start(settings, ski, door, new Trust(), new Application(), new Listener(), environment));
        return this;
    }

    VirtualHub startedBy(HubStarter newStarter) {
        starter = newStarter;
        return this;
    }

    static TrustStore.TrustedDevice device(Ski ski) {
        return new TrustStore.TrustedDevice(
                ski, Optional.empty(), "device " + ski.toString().charAt(0));
    }

    ShipHub hub() {
        return hub.orElseThrow();
    }

    Ski ski() {
        return ski;
    }

    Address address() {
        return door.address();
    }

    DeviceStatus status(VirtualHub other) {
        return hub().device(other.ski).orElseThrow(() -> new AssertionError("nothing about " + other.ski));
    }

    boolean isConnected(VirtualHub other) {
        return isConnected(other.ski);
    }

    boolean isConnected(Ski other) {
        return connected.containsKey(other);
    }

    DeviceStatus status(Ski other) {
        return hub().device(other).orElseThrow(() -> new AssertionError("nothing about " + other));
    }

    ShipPeer peer(Ski other) {
        return Optional.ofNullable(connected.get(other))
                .orElseThrow(() -> new AssertionError("not connected; events:\n" + log()));
    }

    ShipPeer peer(VirtualHub other) {
        return Optional.ofNullable(connected.get(other.ski))
                .orElseThrow(() -> new AssertionError("not connected; events:\n" + log()));
    }

    /** The ten states a device went through. */
    List<Integer> states(VirtualHub other) {
        return states.getOrDefault(other.ski, List.of());
    }

    /** What the application was told, in order: {@code +a} connected, {@code -a} disconnected. */
    List<String> calls() {
        return calls;
    }

    List<String> received() {
        return received;
    }

    List<HubEvent> events(HubEvent.Kind kind) {
        return events.stream().filter(event -> event.kind() == kind).toList();
    }

    /** What its listener was told to count, in order. */
    List<Measurement> measurements() {
        return measurements;
    }

    /** What it says of a device now, for people. */
    List<String> explain(Ski other) {
        return status(other).explain(environment.time().wallClock());
    }

    /** All codes of failures, in order. */
    List<String> codes() {
        return events.stream()
                .flatMap(event -> event.failure().stream())
                .map(failure -> failure.code().code())
                .toList();
    }

    String log() {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(Duration.between(Instant.parse("2026-01-01T00:00:00Z"), event.at()))
                .append(' ')
                .append(event.kind())
                .append(' ')
                .append(event.ski()
                        .map(other -> other.toString().substring(0, 1))
                        .orElse("-"))
                .append(' ')
                .append(event.stage())
                .append(' ')
                .append(event.text())
                .append(event.nextAttempt().map(next -> ", next in " + next).orElse(""))
                .append('\n'));
        return text.toString();
    }

    /** Trusts a device from now on, running or not. */
    void trust(VirtualHub other) throws IOException {
        hub().trust(device(other.ski));
    }

    boolean trusts(VirtualHub other) {
        return trusted.containsKey(other.ski);
    }

    /** Whether it was told where the other one is, for good. */
    boolean knows(VirtualHub other) {
        return addresses.containsKey(other.ski);
    }

    /** Whom its application is connected to. */
    Set<Ski> connected() {
        return Set.copyOf(connected.keySet());
    }

    char digit() {
        return ski.toString().charAt(0);
    }

    boolean stop() throws InterruptedException {
        return hub.isEmpty() || hub().stop(Duration.ofSeconds(10));
    }

    private final class Trust implements TrustStore {
        @Override
        public Optional<TrustedDevice> find(Ski other) {
            if (!findTakes.isZero()) {
                takeTime();
            }
            return Optional.ofNullable(trusted.get(other));
        }

        @Override
        public Collection<TrustedDevice> all() {
            return List.copyOf(trusted.values());
        }

        @Override
        public void trust(TrustedDevice device) {
            trusted.putIfAbsent(device.ski(), device);
        }

        @Override
        public void forget(Ski other) {
            trusted.remove(other);
        }

        @Override
        public void connected(Ski other, String shipId, Instant at) {
            throw new AssertionError("overridden by met");
        }

        @Override
        public void met(Ski other, Meeting meeting) {
            trusted.computeIfPresent(other, (_, device) -> {
                Reach reach = new Reach(meeting.told(), meeting.dialledAt().or(device.reach()::lastGood));
                return new TrustedDevice(
                        other, Optional.of(meeting.shipId()), device.name(), false, device.description(), reach);
            });
            onMet.accept(other);
        }

        @Override
        public PinTerms pins(Ski other) {
            return pins.getOrDefault(other, PinTerms.NONE);
        }
    }

    private void takeTime() {
        try {
            new Inbox<Void>(environment.time(), 0).await(environment.time().in(findTakes));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Application implements HubApplication {
        @Override
        public boolean allowWaitingForTrust(Ski other) {
            return asks && onTop.allowWaitingForTrust(other);
        }

        @Override
        public void connected(ShipPeer peer) {
            calls.add("+" + peer.ski().toString().charAt(0));
            if (connected.put(peer.ski(), peer) != null) {
                calls.add("connected twice");
            }
            onTop.connected(peer);
        }

        @Override
        public void received(ShipPeer peer, RawJson payload) {
            received.add(peer.ski().toString().charAt(0) + " " + payload.text());
            onTop.received(peer, payload);
        }

        @Override
        public void restrictionChanged(ShipPeer peer) {
            restrictions.add(peer.restriction());
            onTop.restrictionChanged(peer);
        }

        @Override
        public void disconnected(ShipPeer peer) {
            calls.add("-" + peer.ski().toString().charAt(0));
            if (!connected.remove(peer.ski(), peer)) {
                calls.add("disconnected another one");
            }
            onTop.disconnected(peer);
        }
    }

    private final class Listener implements HubListener {
        @Override
        public void told(HubEvent event) {
            events.add(event);
            if (event.kind() == HubEvent.Kind.FAILED) {
                Optional<DeviceStatus> status =
                        hub.flatMap(running -> running.device(event.ski().orElseThrow()));
                troublesWhenTold.add(status.flatMap(DeviceStatus::trouble)
                        .map(DeviceStatus.Trouble::code)
                        .orElse("none"));
            }
            ear.told(event);
        }

        @Override
        public void connectionStateChanged(DeviceStatus before, DeviceStatus after) {
            ConnectionState last = before.state();
            List<Integer> all = states.computeIfAbsent(after.ski(), _ -> new ArrayList<>(List.of(last.value())));
            if (all.getLast() != last.value()) {
                all.add(-1); // a change was lost
            }
            all.add(after.state().value());
            ear.connectionStateChanged(before, after);
        }

        @Override
        public void measured(Measurement what) {
            measurements.add(what);
            ear.measured(what);
        }
    }
}
