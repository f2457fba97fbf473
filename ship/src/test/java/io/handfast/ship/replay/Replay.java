// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.replay;

import io.handfast.engine.Frame;
import io.handfast.engine.Role;
import io.handfast.ship.ShipConnection;
import io.handfast.ship.Trust;
import io.handfast.ship.message.RawJson;
import io.handfast.ship.replay.Recording.Line;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.PipeChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays a recorded connection with one of our sides in the place of one end. What the other end did comes at the
 * recorded times; what the application or the user of the replaced end did (sending, deciding, closing, leaving)
 * is done to our side at the recorded times. All on virtual time.
 */
final class Replay {
    private static final Pattern ANNOUNCED = Pattern.compile(".*'phase':'announce'.*'reason':'(.*)'}]}");
    private static final Pattern PAYLOAD = Pattern.compile("2 .*?'payload':(.*)}]}");

    /** Longer than anything one of our sides waits for by itself, after the last recorded event. */
    private static final Duration HORIZON = Duration.ofSeconds(150);

    /** The order within a millisecond is not known: what our side says then still counts. */
    private static final Duration LAST_WORDS = Duration.ofMillis(1);

    private static final Duration PATIENCE = Duration.ofMillis(200);

    /** ship-go was stopped by its user; everywhere else its end was an answer. */
    private static final Set<String> SHIP_GO_WAS_STOPPED = Set.of("end-peer-stops", "dial-end-peer-stops");

    /** Ours sends no more than 100 KiB in one message, header included. */
    private static final int MOST_ECHOED = 102_300;

    /** Records in which the probe answered no ping. */
    private static final String SILENT = "data-no-pong";

    private final Recording recording;
    private final Place place;
    private final Cast cast;
    private final Role role;
    private final ShipScene scene;
    private final Optional<ByteWire> bytes;
    private final Side side;
    private boolean stopped;

    /**
     * What became of a replay.
     *
     * @param said what our side did, in the words of {@link Recording#lines}; {@code open} last when it would go
     *     on for ever
     * @param side our side, for everything else
     */
    record Result(List<Line> said, Side side) {}

    private Replay(Recording recording, Use use, ShipScene scene) {
        this.recording = recording;
        this.place = use.place();
        this.cast = Cast.of(recording, place);
        this.role = cast.role();
        this.scene = scene;
        this.bytes = use.isBytes() ? Optional.of(new ByteWire(scene, role)) : Optional.empty();
        this.side =
                bytes.map(wire -> scene.side(setting(cast), wire.ours())).orElseGet(() -> scene.side(setting(cast)));
    }

    static Result play(Recording recording, Use use) throws Exception {
        List<Result> results = new ArrayList<>();
        ShipScene.play(scene -> results.add(new Replay(recording, use, scene).play()));
        return results.getFirst();
    }

    private static Side.Setting setting(Cast cast) {
        return new Side.Setting(cast.role(), cast.trust(), cast.shipId(), cast.knownShipId(), cast.timers());
    }

    private Result play() throws Exception {
        Duration start = recording.start().orElseThrow();
        scene.passUntil(start);
        if (place == Place.SHIP_GO) {
            side.onData(this::echo); // as the application on top of the recorded ship-go did
        }
        side.start();
        bytes.ifPresent(ByteWire::start);
        PipeChannel other = scene.opposite(role);
        if (place == Place.SHIP_GO && recording.shortId().equals(SILENT)) {
            scene.beside("other end, silent", () -> ignore(other));
        } else {
            scene.mindManners(role);
        }
        scene.beside("other end", () -> feed(other));
        scene.beside("user", this::act);
        scene.passUntil(recording.end().plus(LAST_WORDS.multipliedBy(2)));
        Duration horizon = recording.end().plus(HORIZON);
        while (!side.over() && scene.now().compareTo(horizon) < 0) {
            scene.pass(Duration.ofMillis(100));
        }
        Heard heard = new Heard(recording, place, scene.sent());
        List<Line> said = side.over() ? heard.untilEnd(side.overAt(), other.isClosed()) : heard.open(scene.now());
        stopped = true;
        if (!side.over()) {
            side.handshake().cancel();
            if (side.complete()) {
                side.connection().cancel();
            }
        }
        other.close();
        return new Result(said, side);
    }

    private static void ignore(PipeChannel other) {
        try {
            while (true) {
                other.read();
            }
        } catch (IOException _) {
            // it is over
        }
    }

    private void echo(ShipConnection connection, RawJson payload) {
        try {
            if (payload.text().length() <= MOST_ECHOED) {
                connection.send(payload, Duration.ofSeconds(1));
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void feed(PipeChannel other) throws InterruptedException {
        try {
            for (Event event : recording.events()) {
                if (event.by() == place.other()) {
                    scene.passUntil(event.isSent() ? event.at() : event.at().plus(LAST_WORDS));
                    awaitCause(event);
                    switch (event.act()) {
                        case Event.Sent(Frame sent) -> ShipScene.send(other, sent);
                        case Event.SentText(String text) -> bytes.orElseThrow().sendText(text);
                        case Event.SentInFragments(byte[] message, int size) ->
                            bytes.orElseThrow().sendFragments(message, size);
                        case Event.Gone _, Event.GoneWithLostClose _ -> other.close();
                        default -> {}
                    }
                }
            }
        } catch (IOException _) {
            // our side has ended the connection earlier than the replaced end did
        }
    }

    /**
     * ship-go answered what the probe had said: the answer does not come before ours has said it. And the probe
     * sent, closed or left when it had said what comes before.
     */
    private void awaitCause(Event event) throws InterruptedException {
        if (place == Place.PROBE) {
            List<Event> before =
                    recording.events().subList(0, recording.events().indexOf(event));
            long said = before.stream()
                    .filter(earlier -> earlier.by() == place && earlier.act() instanceof Event.Sent(Frame.Message _))
                    .count();
            boolean needsConnection = event.by() == place
                    && event.act() instanceof Event.Sent(Frame.Message(byte[] bytes))
                    && bytes[0] > 1;
            Duration patience = event.at().plus(PATIENCE);
            while ((scene.said(role).size() < said || (needsConnection && !side.complete()))
                    && scene.now().compareTo(patience) < 0) {
                scene.pass(LAST_WORDS);
            }
        }
    }

    /** What the replaced end's application and user did. */
    private void act() throws InterruptedException {
        boolean greeted = false;
        for (Event event : recording.events()) {
            if (event.by() == place && !stopped && !side.over()) {
                String what = event.act() instanceof Event.Sent(Frame frame) ? Wire.shown(frame) : "";
                if (what.startsWith("{'connectionHello'")) {
                    scene.passUntil(event.at());
                    decide(what, greeted);
                    greeted = true;
                } else {
                    // The probe acted after it had read, ship-go before it was answered, in the same millisecond.
                    scene.passUntil(
                            place == Place.PROBE
                                    ? event.at().plus(LAST_WORDS)
                                    : event.at().minus(LAST_WORDS));
                    awaitCause(event);
                    act(event, what);
                }
            }
        }
    }

    private void decide(String hello, boolean greeted) {
        if (greeted && cast.trust().equals(Trust.UNDECIDED) && !hello.contains("pending")) {
            side.handshake().decide(hello.contains("ready"));
        }
    }

    private void act(Event event, String what) throws InterruptedException {
        Matcher payload = PAYLOAD.matcher(what);
        if (payload.matches() && place == Place.PROBE) {
            side.connection().send(ShipScene.json(payload.group(1)), Duration.ofSeconds(1));
        }
        Matcher announced = ANNOUNCED.matcher(what);
        if (announced.matches()) {
            side.connection().close(announced.group(1));
        }
        if (!(event.act() instanceof Event.Sent)) {
            leave(event);
        }
    }

    private void leave(Event event) {
        if (place == Place.PROBE && event.act() instanceof Event.Gone) {
            side.handshake().cancel();
        }
        if (place == Place.SHIP_GO && SHIP_GO_WAS_STOPPED.contains(recording.shortId()) && side.complete()) {
            side.connection().close("unspecific");
        }
    }
}
