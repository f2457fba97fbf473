// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.pairing;

import io.handfast.engine.Environment;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Inbox;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.interop.GoPeer;
import io.handfast.interop.GoPeers;
import io.handfast.interop.PeerEvent;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A live peer, our end, and two users: has one conversation. One thread at a time. */
final class PairingScene implements Closeable {
    private static final String HELLO = "{\"connectionHello\":[{\"phase\":";
    private static final String ASKS = HELLO + "\"pending\"},{\"prolongationRequest\":true}]}";

    /** A user reads, thinks and presses a button; long enough for ship-go to have changed its state. */
    private static final Duration THOUGHT = Duration.ofSeconds(2);

    /** More than the longest time between two requests for more time: 75 s when 90 s were announced. */
    private static final Duration LONG_PATIENCE = Duration.ofSeconds(90);

    private final PairingCell cell;
    private final Environment environment;
    private final OurSide ours;
    private final GoPeer peer;
    private final List<Duration> asked = new ArrayList<>();

    private PairingScene(PairingCell cell, Environment environment, OurSide ours, GoPeer peer) {
        this.cell = cell;
        this.environment = environment;
        this.ours = ours;
        this.peer = peer;
    }

    /** Starts both sides and connects them as far as they get without anybody waiting for it. */
    static PairingScene open(PairingCell cell, Environment environment)
            throws IOException, InterruptedException, HandshakeException {
        OurSide ours = new OurSide(cell.ourTrust(), environment);
        PairingScene scene = new PairingScene(
                cell, environment, ours, GoPeers.on(cell.library()).start());
        scene.connect();
        return scene;
    }

    private void connect() throws HandshakeException {
        if (cell.weDial()) {
            if (cell.theyTrust()) {
                peer.trust(ours.ski());
            }
            ours.dial(peer);
        } else {
            ours.listen();
            peer.see(ours.ski(), "127.0.0.1", ours.port(), OurSide.SHIP_ID);
            peer.trust(ours.ski());
        }
    }

    /** What the users do, until our handshake is complete or has failed. */
    HandshakeReport converse() throws InterruptedException {
        switch (cell.story()) {
            case BOTH_TRUST -> {}
            case THEY_ASK -> theyApprove();
            case WE_ASK -> weApprove();
            case BOTH_ASK_WE_FIRST -> {
                weApprove();
                awaitHeard(HELLO + "\"ready\"");
                theyApprove();
            }
            case BOTH_ASK_THEY_FIRST -> {
                theyApprove();
                awaitSaid(HELLO + "\"ready\"");
                weApprove();
            }
            case THEY_REFUSE -> {
                awaitHellos();
                peer.deny(ours.ski());
            }
            case WE_REFUSE -> {
                awaitHellos();
                ours.decide(false);
            }
            case THEY_ASK_LONG -> {
                awaitRequests(true, HELLO + "\"ready\"");
                theyApprove();
            }
            case WE_ASK_LONG -> {
                awaitRequests(false, HELLO + "\"ready\"");
                weApprove();
            }
            case BOTH_ASK_LONG -> {
                awaitRequests(false, HELLO + "\"pending\"},{\"waiting\"");
                weApprove();
                theyApprove();
            }
        }
        return ours.awaitOutcome();
    }

    private void weApprove() throws InterruptedException {
        awaitHellos();
        ours.decide(true);
    }

    private void theyApprove() throws InterruptedException {
        awaitHellos();
        peer.trust(ours.ski());
    }

    /** A decision before our hello has arrived makes every version refuse that hello. */
    private void awaitHellos() throws InterruptedException {
        peer.await(PeerEvent.Message.class, message -> fits(message, false, HELLO), GoPeer.PATIENCE);
        peer.await(PeerEvent.Message.class, message -> fits(message, true, HELLO), GoPeer.PATIENCE);
        new Inbox<Void>(environment.time(), 0).await(environment.time().in(THOUGHT));
    }

    /** Waits until a side has asked twice for more time and was answered each time. */
    private void awaitRequests(boolean theirs, String answer) {
        Predicate<PeerEvent.Message> wish = message -> fits(message, theirs, ASKS);
        for (int i = 0; i < 2; i++) {
            peer.await(PeerEvent.Message.class, wish, LONG_PATIENCE);
            asked.add(ours.elapsed());
            peer.await(PeerEvent.Message.class, message -> fits(message, !theirs, answer), GoPeer.PATIENCE);
            if (i == 0) {
                peer.fromHere();
            }
        }
    }

    private void awaitSaid(String beginning) {
        peer.await(PeerEvent.Message.class, message -> fits(message, true, beginning), GoPeer.PATIENCE);
    }

    private void awaitHeard(String beginning) {
        peer.await(PeerEvent.Message.class, message -> fits(message, false, beginning), GoPeer.PATIENCE);
    }

    private static boolean fits(PeerEvent.Message message, boolean sent, String beginning) {
        return message.sent() == sent && message.text().orElse("").startsWith(beginning);
    }

    OurSide ours() {
        return ours;
    }

    GoPeer peer() {
        return peer;
    }

    /** When more time was asked for, since our attempt began. */
    List<Duration> asked() {
        return List.copyOf(asked);
    }

    /** What we said, as the peer heard it: texts without type bytes, in order. */
    List<String> weSaid() {
        return said(false);
    }

    /** What the peer says it sent. */
    List<String> theySaid() {
        return said(true);
    }

    private List<String> said(boolean sent) {
        return peer.events().stream()
                .filter(event -> event instanceof PeerEvent.Message message && message.sent() == sent)
                .map(event -> ((PeerEvent.Message) event).text().orElse("?"))
                .toList();
    }

    /** ship-go's states of its first connection with us. */
    List<Integer> theirStates() {
        return peer.events().stream()
                .filter(PeerEvent.State.class::isInstance)
                .map(event -> ((PeerEvent.State) event).n())
                .toList();
    }

    @Override
    public void close() throws IOException {
        try (ours) {
            peer.close();
        }
    }
}
