// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.NodeIdentity;
import io.handfast.ship.hub.ShipPeer;
import io.handfast.testkit.LastingPort;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The two sides of one {@link Cell}: a live peer and our hub, trusting each other. */
final class LiveScene implements AutoCloseable {
    private final Cell cell;
    private final NodeIdentity identity;
    private final Path folder;
    private final long socketsBefore;
    private GoPeer peer;
    private final OurHub hub;

    private LiveScene(Cell cell, NodeIdentity identity, Path folder) throws IOException, InterruptedException {
        this.cell = cell;
        this.identity = identity;
        this.folder = folder;
        this.socketsBefore = sockets();
        this.peer = peers().port(LastingPort.choose()).start();
        this.hub = cell.weDial() ? dialledPeer() : diallingPeer();
    }

    /** Starts both and has one dial. */
    static LiveScene start(Cell cell, Path folder) throws IOException, InterruptedException {
        return new LiveScene(cell, OurHub.newIdentity("live-test"), folder);
    }

    private GoPeers peers() {
        GoPeers fitting = cell.weAreBigger()
                ? GoPeers.on(cell.library()).smallerThan(ourSki())
                : GoPeers.on(cell.library()).biggerThan(ourSki());
        return fitting.identity(folder.resolve("peer.crt"), folder.resolve("peer.key"));
    }

    private OurHub dialledPeer() throws IOException {
        peer.trust(ourSki());
        return OurHub.dialling(identity, peer);
    }

    private OurHub diallingPeer() throws IOException {
        OurHub waiting = OurHub.trusting(identity, 10, peer);
        showUs(waiting);
        return waiting;
    }

    private void showUs(OurHub waiting) {
        peer.see(ourSki(), "127.0.0.1", waiting.port(), OurHub.SHIP_ID);
        peer.trust(ourSki());
    }

    /** Waits until both sides are there; later waits begin after that. */
    ShipPeer awaitConnected() {
        ShipPeer connected = hub.awaitConnected(peer.ski());
        peer.awaitConnected(ourSki());
        return connected;
    }

    /** The same peer again, after its process was killed: same identity, same port. */
    void restartPeer() throws IOException, InterruptedException {
        int port = peer.port();
        peer.close();
        peer = peers().port(port).start();
        if (cell.weDial()) {
            peer.trust(ourSki());
        } else {
            showUs(hub);
        }
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

    /** Stops our side in order: the peer answers, and neither thread nor socket is left. */
    void stopInOrder() throws InterruptedException, IOException {
        assertThat(hub.stop()).describedAs("stopped in order, %s", hub).isTrue();
        assertThat(sockets()).describedAs("sockets of this process").isLessThanOrEqualTo(socketsBefore);
    }

    @Override
    public void close() throws IOException {
        try (hub) {
            peer.close();
        }
        assertThat(sockets()).describedAs("sockets of this process").isLessThanOrEqualTo(socketsBefore);
    }

    private static long sockets() throws IOException {
        new ServerSocket(0).close(); // with its first socket the JDK opens one more, for good
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(LiveScene::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException gone) {
            return false;
        }
    }
}
