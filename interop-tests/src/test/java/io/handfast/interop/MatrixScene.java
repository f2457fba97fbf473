// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.TrustStore;
import io.handfast.testkit.LastingPort;
import io.handfast.testkit.Programs;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A live peer, our hub and two users. One thread at a time. */
final class MatrixScene implements Closeable {
    private static final String HELLO = "{\"connectionHello\":[{\"phase\":";
    private static final String ASKS = HELLO + "\"pending\"},{\"prolongationRequest\":true}]}";
    private static final String PAIRING_SECRET = "7A37DCF81BDB50F8E92CFA4160CCB3DE";

    /** A user reads, thinks and presses a button; long enough for ship-go to have changed its state. */
    private static final Duration THOUGHT = Duration.ofSeconds(1);

    /** After this a smaller SKI has decided on its own between two connections (SHIP 12.2.2). */
    private static final Duration SETTLED = Duration.ofSeconds(6);

    /** More than the longest time between two requests for more time. */
    private static final Duration LONG_PATIENCE = Duration.ofSeconds(100);

    private final MatrixCell cell;
    private final Environment environment;
    private final NodeIdentity identity = OurHub.newIdentity("matrix");
    private final Path folder;
    private final Gate gate = new Gate();
    private final long beganNanos;
    private GoPeer peer;
    private OurHub hub;

    private MatrixScene(MatrixCell cell, Environment environment) throws IOException, InterruptedException {
        this.cell = cell;
        this.environment = environment;
        Path parent = Files.createDirectories(Go.module().resolve("target").resolve("matrix"));
        this.folder = Files.createTempDirectory(parent, "cell-");
        this.peer = peers().port(LastingPort.choose()).start();
        this.beganNanos = environment.time().nanos();
        if (cell.atOnce()) {
            showUs();
            peer.trust(ourSki());
            gate.awaitKnock();
        }
        this.hub = startHub(LastingPort.choose());
        gate.open(hub.port());
    }

    /** Starts both sides; the one that has to dial does. */
    static MatrixScene open(MatrixCell cell, Environment environment) throws IOException, InterruptedException {
        MatrixScene scene = new MatrixScene(cell, environment);
        if (!cell.atOnce()) {
            scene.introduce();
        }
        return scene;
    }

    private void introduce() {
        if (cell.dial() != MatrixCell.Dial.WE) {
            showUs();
        }
        if (cell.theyTrust()) {
            peer.trust(ourSki());
        }
    }

    private void showUs() {
        peer.see(ourSki(), "127.0.0.1", gate.port(), OurHub.SHIP_ID);
    }

    private GoPeers peers() {
        GoPeers any = GoPeers.on(cell.peer().library());
        GoPeers fitting = cell.weAreBigger() ? any.smallerThan(ourSki()) : any.biggerThan(ourSki());
        GoPeers same = fitting.identity(folder.resolve("peer.crt"), folder.resolve("peer.key"));
        return cell.peer().hasPairingService() ? same.pairingSecret(PAIRING_SECRET) : same;
    }

    private OurHub startHub(int port) throws IOException {
        Map<Ski, Address> peers =
                cell.dial() == MatrixCell.Dial.THEY ? Map.of() : Map.of(theirs(), Address.of("127.0.0.1", peer.port()));
        Set<Ski> trusted = hub != null || cell.weTrust() ? Set.of(theirs()) : Set.of();
        return OurHub.start(new OurHub.Plan(identity, OurHub.loopback(port), 10, peers, trusted, true));
    }

    // ---- what the users do

    void weTrust() throws IOException {
        hub.hub().trust(new TrustStore.TrustedDevice(theirs(), Optional.empty(), "live peer"));
    }

    void weRefuse() throws IOException {
        if (cell.weBegin()) {
            hub.hub().forget(theirs()); // whom we dial we have trusted: we change our mind
        } else {
            hub.hub().refuse(theirs());
        }
    }

    void theyTrust() {
        peer.trust(ourSki());
    }

    void theyRefuse() {
        peer.deny(ourSki());
    }

    /** A decision before the hello has arrived makes every ship-go refuse that hello. */
    void awaitHellos() throws InterruptedException {
        awaitMessage(false, HELLO, GoPeer.PATIENCE_WITH_RACES);
        awaitMessage(true, HELLO, GoPeer.PATIENCE);
        think();
    }

    void think() throws InterruptedException {
        new Inbox<Void>(environment.time(), 0).await(environment.time().in(THOUGHT));
    }

    /** Waits until who has to wait has asked twice for more time and was answered each time. */
    void awaitTwoRequests() {
        boolean theirs = cell.weBegin();
        for (int i = 0; i < 2; i++) {
            peer.fromHere();
            awaitMessage(theirs, ASKS, LONG_PATIENCE);
            awaitMessage(!theirs, HELLO + "\"ready\"", GoPeer.PATIENCE);
        }
    }

    private void awaitMessage(boolean sent, String beginning, Duration within) {
        peer.await(
                PeerEvent.Message.class,
                message -> message.sent() == sent && message.text().orElse("").startsWith(beginning),
                within);
    }

    // ---- what processes do

    /** Kills the peer's process and starts it again: same identity, same port, told the same. */
    void restartPeer() throws IOException, InterruptedException {
        int port = peer.port();
        peer.kill();
        peer.close();
        peer = peers().port(port).start();
        if (cell.dial() != MatrixCell.Dial.WE) {
            showUs();
        }
        peer.trust(ourSki());
    }

    /** Ends our hub without a word to anybody and starts another one in its place. */
    void restartHub() throws IOException, InterruptedException {
        int port = hub.port();
        hub.stopAtOnce();
        hub.close();
        peer.fromHere();
        Programs.awaitStarts(); // the peers of the cells beside this one
        hub = startHub(port);
    }

    /** Waits until both sides say that they are connected, and that a second connection, if any, has gone. */
    void awaitConnected() {
        hub.awaitConnected(peer.ski());
        hub.awaitTold(HubEvent.Kind.CONNECTED); // the operator is told on another thread
        peer.awaitConnected(ourSki());
        if (cell.dial() == MatrixCell.Dial.BOTH) {
            hub.awaitQuiet(SETTLED);
        }
    }

    Ski theirs() {
        return Ski.parse(peer.ski());
    }

    String ourSki() {
        return identity.ski().toString();
    }

    GoPeer peer() {
        return peer;
    }

    OurHub hub() {
        return hub;
    }

    Duration elapsed() {
        return Duration.ofNanos(environment.time().nanos() - beganNanos);
    }

    @Override
    public void close() throws IOException {
        try (gate;
                OurHub _ = hub) {
            peer.close();
        }
    }
}
