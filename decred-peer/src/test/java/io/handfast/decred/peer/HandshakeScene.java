// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.decred.wire.message.NetAddress;
import io.handfast.decred.wire.message.Services;
import io.handfast.decred.wire.message.Version;
import io.handfast.engine.Environment;
import io.handfast.engine.Frame;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.testkit.Pipe;
import io.handfast.testkit.PipeChannel;
import io.handfast.testkit.ScriptedPeer;
import io.handfast.testkit.SeededEntropy;
import io.handfast.testkit.VirtualTime;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** A handshake of ours on virtual time, against a script or another one of ours. Afterwards no thread is left. */
abstract class HandshakeScene {
    static final Network NETWORK = Network.MAINNET;
    static final RemoteAddress CLIENT_ADDRESS = RemoteAddress.of(new InetSocketAddress("10.0.0.1", 9108));
    static final RemoteAddress SERVER_ADDRESS = RemoteAddress.of(new InetSocketAddress("10.0.0.2", 9108));

    final VirtualTime time = new VirtualTime();
    final Pipe pipe = new Pipe(time, Duration.ofMillis(10), 1024 * 1024);
    final Scope scope = new Scope("all", time);

    /** What became of a handshake. */
    record Outcome(DecredHandshake handshake, Optional<Established> established, Optional<HandshakeException> failure) {
        Established success() {
            failure.ifPresent(e -> {
                throw new AssertionError("failed", e);
            });
            return established.orElseThrow();
        }

        HandshakeException error() {
            return failure.orElseThrow(() -> new AssertionError("it succeeded"));
        }
    }

    /** What a test does on the enrolled thread. */
    @FunctionalInterface
    interface Course {
        void run(Environment environment) throws Exception;
    }

    void run(Course course) throws Exception {
        time.run(() -> {
            try (Environment environment = Environment.of(time, new SeededEntropy(1))) {
                course.run(environment);
                time.pass(Duration.ofSeconds(1)); // what is under way arrives
            }
        });
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(time.leftovers()).isEmpty();
    }

    HandshakeTerms terms(Environment environment) {
        return new HandshakeTerms(new LocalNode(NETWORK), environment);
    }

    DecredHandshake handshake(Role role, HandshakeTerms terms, Environment environment) {
        boolean client = role == Role.CLIENT;
        PipeChannel channel = client ? pipe.client() : pipe.server();
        return new DecredHandshake(
                channel, role, client ? SERVER_ADDRESS : CLIENT_ADDRESS, terms, environment, new Trace(time), scope);
    }

    static Outcome outcome(DecredHandshake handshake) {
        try {
            return new Outcome(handshake, Optional.of(handshake.run()), Optional.empty());
        } catch (HandshakeException e) {
            return new Outcome(handshake, Optional.empty(), Optional.of(e));
        }
    }

    /** The other end of our handshake in this role. */
    ScriptedPeer script(Role ours) {
        PipeChannel end = ours == Role.CLIENT ? pipe.server() : pipe.client();
        return new ScriptedPeer(end, time, Duration.ofMinutes(2));
    }

    static byte[] frame(Message message) {
        return frame(message, ProtocolVersion.LATEST);
    }

    static byte[] frame(Message message, int protocolVersion) {
        return io.handfast.decred.wire.Frame.of(message, NETWORK, protocolVersion)
                .toByteArray();
    }

    static Message message(byte[] frame) throws Exception {
        return io.handfast.decred.wire.Frame.verified(frame).message(ProtocolVersion.LATEST);
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

    /** The commands that one end has sent. */
    List<String> sentBy(Role role) {
        return pipe.sentBy(role).stream()
                .map(sent -> io.handfast.decred.wire.Frame.verified(((Frame.Message) sent).bytes())
                        .command()
                        .text())
                .toList();
    }

    int bytesSentBy(Role role) {
        return pipe.sentBy(role).stream().mapToInt(Frame::sizeBytes).sum();
    }

    Duration now() {
        return Duration.ofNanos(time.nanos());
    }
}
