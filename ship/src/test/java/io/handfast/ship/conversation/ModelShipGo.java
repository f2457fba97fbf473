// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conversation;

import static io.handfast.engine.time.Deadline.NEVER;

import io.handfast.engine.Frame;
import io.handfast.engine.Role;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.PipeChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A ship-go at the other end, as its live runs showed it: its states, its timers, what it says and when, its haste
 * after an approval. Written from what was seen on the wire; reads our messages as text, without our codec. Plays
 * on a thread of its own.
 */
final class ModelShipGo {
    /** It has given up; the states say where. */
    static final class GivenUp extends Exception {
        private static final long serialVersionUID = 1;
    }

    private static final Duration STEP = Duration.ofSeconds(10);
    private static final Duration SECOND = Duration.ofSeconds(1);
    static final String SHIP_ID = "peer";
    /** What an application sends as soon as it may. */
    static final String EARLY_PAYLOAD = "{'datagram':[{'early':1}]}";

    private final ShipScene scene;
    private final Generation generation;
    private final Role role;
    private final PipeChannel channel;
    private final List<Integer> states = new ArrayList<>();
    private final List<String> received = new ArrayList<>();
    private final Decision decision;
    private Deadline decideAt = NEVER;
    private boolean listens = true;
    private boolean leaving;
    private boolean over;

    ModelShipGo(ShipScene scene, Generation generation, Role ours, Decision decision) {
        this.scene = scene;
        this.generation = generation;
        this.role = ours == Role.CLIENT ? Role.SERVER : Role.CLIENT;
        this.channel = scene.opposite(ours);
        this.decision = decision;
    }

    /** Begins. */
    ModelShipGo start() {
        scene.beside("ship-go " + generation, this::play);
        return this;
    }

    /** Does not hear what comes after hello: what a lost message looks like from here. */
    ModelShipGo deafAfterHello() {
        listens = false;
        return this;
    }

    /** Its states so far, in its numbers. */
    List<Integer> states() {
        return List.copyOf(states);
    }

    /** Data so far, as text after the type byte. */
    List<String> received() {
        return List.copyOf(received);
    }

    boolean complete() {
        return states.contains(38);
    }

    boolean over() {
        return over;
    }

    /** Sends data of its application. */
    void send(String payload) throws IOException {
        say(Wire.data(payload));
    }

    private void play() {
        decideAt = switch (decision) {
            case Decision.Trusts _ -> NEVER;
            case Decision.Approves(Duration after) -> in(after);
            case Decision.Refuses(Duration after) -> in(after);
        };
        try {
            cmi();
            boolean ready = role == Role.CLIENT || decision instanceof Decision.Trusts;
            new ModelHello(this, generation, ready).run();
            protocol();
            pin();
            access();
            data();
        } catch (GivenUp _) {
            // the states tell
        } catch (IOException _) {
            over = true; // we have gone
        }
        channel.close();
        over = true;
    }

    private void cmi() throws IOException, GivenUp {
        if (role == Role.CLIENT) {
            enter(1, 2);
            say(Wire.INIT);
            require(await(in(STEP)), "hex 0000");
            enter(3, 6);
        } else {
            enter(4);
            require(await(in(STEP)), "hex 0000");
            enter(5);
            say(Wire.INIT);
            enter(6);
        }
    }

    private void protocol() throws IOException, GivenUp {
        if (role == Role.CLIENT) {
            enter(19, 22);
            say(Wire.ANNOUNCE);
            step(Wire.SELECT);
            say(Wire.SELECT);
            enter(24);
        } else {
            enter(18, 20);
            step(Wire.ANNOUNCE);
            say(Wire.SELECT);
            enter(21);
            step(Wire.SELECT);
            enter(25);
        }
    }

    /** A message of the protocol handshake; everything else ends it, a late hello too. */
    private void step(byte[] expected) throws IOException, GivenUp {
        Deadline by = in(STEP);
        Optional<String> text = await(by);
        while (text.isPresent() && !listens) {
            text = await(by);
        }
        if (text.isEmpty() && generation.namesTimeouts()) {
            say(Wire.protocolError(1));
        }
        require(text, Wire.shown(expected));
    }

    private void pin() throws IOException, GivenUp {
        enter(26);
        say(Wire.PIN_NONE);
        enter(27);
        require(await(NEVER), Wire.shown(Wire.PIN_NONE));
        enter(31);
    }

    private void access() throws IOException, GivenUp {
        enter(36);
        say(Wire.ACCESS_REQUEST);
        if (generation.accessBesideData()) {
            send(EARLY_PAYLOAD);
        }
        Deadline by = in(STEP);
        while (!states.contains(37)) {
            String text = await(by).orElseThrow(GivenUp::new);
            if (text.contains("accessMethodsRequest")) {
                say(Wire.access(SHIP_ID));
            } else if (text.contains("accessMethods")) {
                enter(37);
            } else if (isData(text)) {
                received.add(text);
            } else {
                throw closed(4001, "unexpected message");
            }
        }
        enter(38);
    }

    private void data() throws IOException, GivenUp {
        while (true) {
            String text = await(NEVER).orElseThrow(GivenUp::new);
            if (text.contains("announce'")) {
                say(Wire.CONFIRM);
                listenFor(Duration.ofMillis(500));
                throw closed(4001, "close");
            } else if (text.contains("confirm'")) {
                throw closed(4001, "close");
            } else if (isData(text)) {
                received.add(text);
            } else if (generation.accessBesideData() && text.contains("accessMethodsRequest")) {
                say(Wire.access(SHIP_ID)); // the others do not listen to control messages any more
            }
        }
    }

    /** Data is of type 2 for the newest; for the others whatever contains the word. */
    private boolean isData(String text) {
        return generation.routesByType() ? text.startsWith("2 ") : text.contains("datagram");
    }

    /** Announces the end, as its application would; it closes at the confirmation. */
    void announceEnd() throws IOException {
        say(Wire.GOODBYE);
    }

    /** Leaves with a close frame; the stream ends when we have answered it. */
    private GivenUp closed(int code, String reason) throws IOException {
        leave(code, reason);
        listenFor(SECOND);
        return new GivenUp();
    }

    /** Sends a close frame, from any thread. */
    void leave(int code, String reason) throws IOException {
        leaving = true;
        ShipScene.send(channel, new Frame.Close(code, reason));
    }

    /** Hello aborted by whomever: a second later the connection is closed. */
    GivenUp rejected() throws IOException {
        listenFor(SECOND);
        return closed(4452, "Node rejected by application");
    }

    private void listenFor(Duration duration) throws IOException {
        Deadline end = in(duration);
        while (!end.passed(scene.time())) {
            await(end); // whatever it is
        }
    }

    private void require(Optional<String> text, String expected) throws IOException, GivenUp {
        if (!text.equals(Optional.of(expected))) {
            enter(39);
            throw closed(4001, "expected " + expected + ", got " + text.orElse("nothing"));
        }
    }

    /** Our next message as text; empty at the deadline or when the stream has ended. Answers pings. */
    Optional<String> await(Deadline by) throws IOException {
        while (true) {
            Optional<Frame> frame = channel.read(by);
            if (frame.isPresent() && frame.get() instanceof Frame.Ping(byte[] bytes)) {
                ShipScene.send(channel, new Frame.Pong(bytes));
            } else if (frame.isEmpty() || frame.get() instanceof Frame.Message) {
                return frame.map(Wire::shown);
            } else if (frame.get() instanceof Frame.Close(int code, String _)) {
                if (!leaving) {
                    ShipScene.send(channel, new Frame.Close(code, ""));
                }
                throw new IOException("closed by us");
            }
        }
    }

    void say(byte[] message) throws IOException {
        ShipScene.send(channel, new Frame.Message(message));
    }

    void enter(int... numbers) {
        for (int number : numbers) {
            states.add(number);
        }
    }

    Deadline decideAt() {
        return decideAt;
    }

    boolean hasDecided() {
        return decideAt.passed(scene.time());
    }

    boolean refuses() {
        return decision instanceof Decision.Refuses;
    }

    Deadline in(Duration duration) {
        return scene.time().in(duration);
    }

    Duration left(Deadline deadline) {
        return deadline.remaining(scene.time());
    }
}
