// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.wire.Frame;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.message.NetAddress;
import io.handfast.decred.wire.message.Services;
import io.handfast.decred.wire.message.Version;
import io.handfast.engine.Environment;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.testkit.BytePipe;
import io.handfast.testkit.SeededEntropy;
import io.handfast.testkit.VirtualTime;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A handshake of ours on virtual time against bytes, frames or not. Each scene serves one handshake. */
final class RawScene {
    static final Network NETWORK = Network.SIMNET;
    static final RemoteAddress ADDRESS = RemoteAddress.of(new InetSocketAddress("10.0.0.3", 18555));

    final VirtualTime time = new VirtualTime();
    final Scope scope = new Scope("all", time);
    private final BytePipe pipe;
    private final List<String> heard = new ArrayList<>();

    RawScene() {
        this(1024 * 1024);
    }

    RawScene(int roomBytes) {
        pipe = new BytePipe(time, roomBytes);
    }

    /** What the peer does. */
    @FunctionalInterface
    interface PeerCourse {
        void play(OutputStream out) throws Exception;
    }

    /** Changes the terms of our side. */
    @FunctionalInterface
    interface Terms {
        HandshakeTerms change(HandshakeTerms usual);
    }

    /** What a test does with our handshake, on its thread. */
    @FunctionalInterface
    interface Judge {
        void judge(HandshakeScene.Outcome outcome) throws Exception;
    }

    /** Runs our handshake against the peer. Afterwards neither thread nor connection is left. */
    void run(Role role, Terms terms, PeerCourse peer, Judge judge) throws Exception {
        time.run(() -> {
            try (Environment environment = Environment.of(time, new SeededEntropy(7))) {
                DecredChannel channel = new DecredChannel(pipe.one(), NETWORK);
                HandshakeTerms usual = new HandshakeTerms(new LocalNode(NETWORK), environment);
                DecredHandshake handshake = new DecredHandshake(
                        channel, role, ADDRESS, terms.change(usual), environment, new Trace(time), scope);
                time.enrol("peer", () -> play(peer));
                HandshakeScene.Outcome outcome = HandshakeScene.outcome(handshake);
                judge.judge(outcome);
                time.pass(Duration.ofSeconds(1)); // what is queued goes out
                outcome.established().ifPresent(Established::cancel);
                time.pass(Duration.ofMinutes(10));
            }
        });
        assertThat(pipe.one().isClosed()).isTrue();
        assertThat(time.leftovers()).isEmpty();
    }

    /** The peer's end of the connection. */
    BytePipe.End peers() {
        return pipe.other();
    }

    /** As when a machine loses its power and comes back. */
    void reset() {
        pipe.reset();
    }

    private void play(PeerCourse peer) throws Exception {
        try {
            peer.play(peers().output());
        } catch (IOException _) {
            // our side has gone
        }
    }

    /** The peer reads what we say until we end, and then closes. */
    void hearOut() throws IOException {
        byte[] all = peers().input().readAllBytes();
        int next = 0;
        while (next < all.length) {
            int length = 24 + Bytes.of(all).slice(next, all.length - next).at(16);
            heard.add(Frame.verified(java.util.Arrays.copyOfRange(all, next, next + length))
                    .command()
                    .text());
            next += length;
        }
        peers().close();
    }

    /** The commands that we sent, once the peer has heard us out. */
    List<String> heard() {
        return heard;
    }

    Version version(int protocolVersion) {
        return new Version(
                protocolVersion,
                Services.NODE_NETWORK,
                time.wallClock().getEpochSecond(),
                NetAddress.UNSPECIFIED,
                NetAddress.UNSPECIFIED,
                0x1122334455667788L,
                "/dcrwire:1.0.0/dcrd:2.2.0(pre)/",
                42,
                true);
    }

    static byte[] frame(Message message) {
        return Frame.of(message, NETWORK, ProtocolVersion.LATEST).toByteArray();
    }

    static byte[] frame(Message message, int protocolVersion) {
        return Frame.of(message, NETWORK, protocolVersion).toByteArray();
    }

    Duration now() {
        return Duration.ofNanos(time.nanos());
    }
}
