// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.Dispatcher;
import io.handfast.engine.Environment;
import io.handfast.engine.Frame;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.net.Admission;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.LocalNode;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.ShipHandshake;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.Trust;
import io.handfast.ship.replay.Cast;
import io.handfast.ship.replay.Event;
import io.handfast.ship.replay.Heard;
import io.handfast.ship.replay.Place;
import io.handfast.ship.replay.Recording;
import io.handfast.ship.replay.Recording.Line;
import io.handfast.testkit.Pipe;
import io.handfast.testkit.PipeChannel;
import io.handfast.testkit.SeededEntropy;
import io.handfast.testkit.VirtualTime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * All connections of a recorded dialogue at one device actor of ours, on virtual time and at the recorded times.
 * Connections come to it upgraded, those of which ours was the client too: who dialled makes no difference to it.
 */
final class RecordedHub {
    private static final Ski SHIP_GO = new Ski("6".repeat(40));
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final VirtualTime time = new VirtualTime();
    private final Place place;
    private final List<Wire> wires = new ArrayList<>();
    private final Scope scope = new Scope("hub", time);

    private RecordedHub(List<Recording> recordings, Place place) {
        this.place = place;
        recordings.forEach(recording -> wires.add(new Wire(recording)));
    }

    /** What our hub did on each connection until the recording's end, {@code open} where it ended nothing. */
    static List<List<Line>> play(List<Recording> recordings, Place place) throws Exception {
        RecordedHub hub = new RecordedHub(recordings, place);
        List<List<Line>> heard = new ArrayList<>();
        hub.time.run(() -> {
            try (Environment environment = Environment.of(hub.time, new SeededEntropy(1))) {
                hub.play(environment);
                hub.wires.forEach(wire -> heard.add(wire.heard()));
                hub.scope.cancel();
                hub.wires.forEach(wire -> wire.others().close());
                hub.time.pass(Duration.ofSeconds(10)); // what is under way comes to its end
            }
        });
        if (!hub.time.leftovers().isEmpty()) {
            throw new AssertionError("left over: " + hub.time.leftovers());
        }
        return heard;
    }

    private void play(Environment environment) throws Exception {
        ActorTable table = new ActorTable(_ -> {
            throw new IllegalStateException("there is one device, and its actor is there");
        });
        HubSettings settings = new HubSettings(
                new LocalNode("i:recorded"), new InetSocketAddress(0), 10, Map.of(), ShipTimers.usual());
        HubContext context = new HubContext(
                own(),
                settings,
                new NobodyToDial(),
                new AddressBook(Map.of(), _ -> Optional.empty()),
                new KnowsPeer(Cast.of(wires.getFirst().recording, place).trust().equals(Trust.TRUSTED)),
                new KnownPins(_ -> Optional.empty()),
                (peer, payload) -> {},
                new Admission<>(settings.limits(), time, () -> 1),
                table,
                new Dispatcher<>(time, scope, 1, _ -> {}),
                environment);
        DeviceActor actor = new DeviceActor(peer(), context, scope);
        scope.start("device", actor::run);
        for (Wire wire : wires) {
            time.enrol("begin", () -> wire.begin(actor, context));
            time.enrol("feed", wire::feed);
            time.enrol("manners", wire::mindManners);
            time.enrol("loss", wire::breakOff);
        }
        passUntil(end().plus(MOMENT.multipliedBy(2)));
    }

    /** ship-go's SKI began with 6, the probe's with another digit that made it the bigger or the smaller one. */
    private Ski own() {
        return place == Place.SHIP_GO ? SHIP_GO : probe();
    }

    private Ski peer() {
        return place == Place.SHIP_GO ? probe() : SHIP_GO;
    }

    private Ski probe() {
        boolean small = wires.getFirst().recording.id().endsWith("-small");
        return new Ski((small ? "0" : "e").repeat(40));
    }

    /** All connections of a record begin by themselves. */
    private record NobodyToDial() implements Gateway {
        @Override
        public void open(Scope scope, Consumer<Arrival> visitor) {}

        @Override
        public int port() {
            return 0;
        }

        @Override
        public void close() {}

        @Override
        public void introduce(Address at, Ski expected, Scope scope) {
            throw new AssertionError("asks nobody");
        }

        @Override
        public ShipHandshake dial(
                Address at, Ski expected, Function<Ski, RemoteNode> whoIs, Trace trace, Scope dialling) {
            throw new IllegalStateException("no address is known");
        }
    }

    private Duration end() {
        return wires.stream()
                .map(wire -> wire.recording.end())
                .max(Duration::compareTo)
                .orElseThrow();
    }

    private void passUntil(Duration instant) throws InterruptedException {
        Duration left = instant.minusNanos(time.nanos());
        if (left.isPositive()) {
            time.pass(left);
        }
    }

    private record KnowsPeer(boolean trusted) implements TrustStore {
        @Override
        public Optional<TrustedDevice> find(Ski ski) {
            return trusted ? Optional.of(new TrustedDevice(ski, Optional.empty(), "peer")) : Optional.empty();
        }

        @Override
        public Collection<TrustedDevice> all() {
            return List.of();
        }

        @Override
        public void trust(TrustedDevice device) {}

        @Override
        public void forget(Ski ski) {}

        @Override
        public void connected(Ski ski, String shipId, Instant at) {}
    }

    /** One connection. */
    private final class Wire {
        private final Recording recording;
        private final Pipe pipe = new Pipe(time);
        private final Role ours;
        private Optional<Duration> endedByUs = Optional.empty();
        private boolean endedByOther;

        Wire(Recording recording) {
            this.recording = recording;
            this.ours = recording.role(place);
        }

        private PipeChannel others() {
            return ours == Role.CLIENT ? pipe.server() : pipe.client();
        }

        private void begin(DeviceActor actor, HubContext context) throws InterruptedException {
            passUntil(recording.start().orElseThrow());
            Cast cast = Cast.of(recording, place);
            Attempt attempt = new Attempt(time, scope);
            attempt.admit(context.admission(), peer(), true);
            PhaseRelay relay = new PhaseRelay();
            Trace trace = new Trace(time, relay);
            ShipHandshake handshake = new ShipHandshake(
                    ours == Role.CLIENT ? pipe.client() : pipe.server(),
                    ours,
                    new LocalNode(cast.shipId()),
                    new RemoteNode(peer(), cast.trust(), cast.knownShipId()),
                    cast.timers(),
                    context.environment(),
                    trace,
                    attempt.scope());
            actor.postFromOutside(new DeviceEvent.Knocked(handshake, trace, relay, attempt));
        }

        /** The other end does what it did, but answers nothing that ours has not said. */
        private void feed() throws InterruptedException {
            try {
                for (Event event : recording.events()) {
                    if (event.by() == place.other()) {
                        boolean frame = event.act() instanceof Event.Sent;
                        passUntil(frame ? event.at() : event.at().plus(MOMENT));
                        awaitCause(event);
                        act(event.act());
                    }
                }
            } catch (IOException _) {
                // ours has ended the connection
            }
        }

        private void awaitCause(Event event) throws InterruptedException {
            int before = recording.events().indexOf(event);
            long said = recording.events().subList(0, before).stream()
                    .filter(earlier -> earlier.by() == place && earlier.act() instanceof Event.Sent)
                    .count();
            Deadline patience = time.in(place == Place.PROBE ? PATIENCE : Duration.ZERO);
            while (pipe.sentBy(ours).size() < said && !patience.passed(time)) {
                time.pass(MOMENT);
            }
        }

        private void act(Event.Act act) throws IOException {
            switch (act) {
                case Event.Sent(Frame frame) -> {
                    others().write(frame);
                    others().flush();
                }
                case Event.Gone _, Event.GoneWithLostClose _ -> {
                    endedByOther = true;
                    others().close();
                }
                default -> {}
            }
        }

        /** A WebSocket's own duties at the other end; and it notices when ours ends. */
        private void mindManners() {
            try {
                while (true) {
                    Frame frame = others().read();
                    if (frame instanceof Frame.Ping(byte[] bytes)) {
                        act(new Event.Sent(new Frame.Pong(bytes)));
                    } else if (frame instanceof Frame.Close(int code, String _)) {
                        endedByUs = Optional.of(now());
                        act(new Event.Sent(new Frame.Close(code, "")));
                        others().close();
                    }
                }
            } catch (IOException _) {
                if (!endedByOther && endedByUs.isEmpty()) {
                    endedByUs = Optional.of(now());
                }
            }
        }

        private Duration now() {
            return Duration.ofNanos(time.nanos());
        }

        /** In the probe's place: it lost its connection; when the recording is over that means nothing. */
        private void breakOff() throws InterruptedException {
            for (Event event : recording.events()) {
                if (place == Place.PROBE && event.by() == place && event.act() instanceof Event.Gone) {
                    passUntil(event.at());
                    endedByOther = true;
                    pipe.reset();
                }
            }
        }

        private List<Line> heard() {
            Heard all = new Heard(recording, place, pipe.sent());
            boolean answered = pipe.sent().stream()
                    .filter(sent -> sent.frame() instanceof Frame.Close)
                    .findFirst()
                    .filter(sent -> sent.from() != ours)
                    .isPresent();
            return endedByUs
                    .filter(_ -> !answered)
                    .map(at -> all.untilEnd(at, false))
                    .orElseGet(() -> all.open(recording.end()));
        }
    }
}
