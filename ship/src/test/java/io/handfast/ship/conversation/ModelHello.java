// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conversation;

import static io.handfast.engine.time.Deadline.NEVER;
import static io.handfast.engine.time.Deadline.earliest;

import io.handfast.engine.time.Deadline;
import io.handfast.ship.conversation.ModelShipGo.GivenUp;
import io.handfast.ship.scene.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hello of a ship-go. It has one timer where the specification has three, and once its user has approved it does
 * not wait for our ready.
 */
final class ModelHello {
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Duration THRESHOLD = Duration.ofSeconds(30);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Pattern WAITING = Pattern.compile("'waiting':(\\d+)");

    private final ModelShipGo peer;
    private final Generation generation;
    private final boolean ready;
    private Deadline timer = NEVER;
    private Deadline ownTime = NEVER;
    private Duration granted = MINUTE;

    ModelHello(ModelShipGo peer, Generation generation, boolean ready) {
        this.peer = peer;
        this.generation = generation;
        this.ready = ready;
    }

    /** Until it goes on to the protocol handshake. */
    void run() throws IOException, GivenUp {
        ownTime = peer.in(MINUTE);
        timer = ownTime;
        if (ready) {
            peer.enter(7);
            peer.say(Wire.READY);
            peer.enter(8);
            listenReady();
        } else {
            peer.enter(10);
            peer.say(Wire.PENDING);
            peer.enter(11);
            listenPending();
        }
        peer.enter(13);
    }

    private void listenReady() throws IOException, GivenUp {
        while (true) {
            Optional<String> hello = peer.await(earliest(timer, peer.decideAt()));
            if (hello.isEmpty()) {
                throw abort(); // nobody came, or its user has changed his mind
            }
            requireHello(hello.get());
            if (hello.get().contains("'ready'")) {
                return;
            }
            if (hello.get().contains("'prolongationRequest':true")) {
                extend();
                timer = ownTime;
                peer.say(Wire.ready(announced()));
            }
        }
    }

    private void listenPending() throws IOException, GivenUp {
        while (true) {
            Optional<String> hello = peer.await(earliest(timer, peer.decideAt()));
            if (hello.isPresent()) {
                requireHello(hello.get());
                takePending(hello.get());
            } else if (!peer.hasDecided()) {
                peer.say(Wire.ASK_FOR_MORE);
                timer = peer.in(generation.replyTime(granted));
            } else if (peer.refuses()) {
                throw abort();
            } else {
                becomeReady();
                return;
            }
        }
    }

    /** Does not look whether we are ready too. */
    private void becomeReady() throws IOException {
        if (!generation.skipsMomentaryStates()) {
            peer.enter(7);
        }
        peer.say(Wire.READY);
        peer.enter(8);
    }

    private void takePending(String hello) throws IOException, GivenUp {
        if (hello.contains("'prolongationRequest':true")) {
            extend();
            peer.say(Wire.pending(announced()));
            return;
        }
        Matcher waiting = WAITING.matcher(hello);
        boolean told = waiting.find();
        granted = told ? Duration.ofMillis(Long.parseLong(waiting.group(1))) : Duration.ZERO;
        boolean tooShort = granted.compareTo(THRESHOLD) < 0;
        if (granted.compareTo(SECOND) < 0 || (tooShort && hello.contains("'ready'"))) {
            throw abort();
        }
        timer = tooShort ? NEVER : peer.in(granted.minus(THRESHOLD));
    }

    private void extend() {
        ownTime = generation == Generation.C ? ownTime.plus(MINUTE) : peer.in(MINUTE);
    }

    private int announced() {
        return Math.toIntExact(generation.announced(peer.left(ownTime)).toMillis());
    }

    private void requireHello(String text) throws IOException, GivenUp {
        if (text.contains("'aborted'")) {
            peer.enter(16);
            throw peer.rejected();
        }
        if (!text.contains("connectionHello")) {
            throw abort();
        }
    }

    private GivenUp abort() throws IOException {
        if (!generation.skipsMomentaryStates()) {
            peer.enter(14);
        }
        peer.say(Wire.ABORTED);
        peer.enter(15);
        return peer.rejected();
    }
}
