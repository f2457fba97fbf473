// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import static io.handfast.tls.Loopback.ALICE;
import static io.handfast.tls.Loopback.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.engine.ComputePool;
import io.handfast.engine.Entropy;
import io.handfast.engine.Role;
import io.handfast.engine.failure.HandshakeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a peer sent in a recorded handshake, played again: cut at every byte, and with every byte changed. With the
 * same randomness and the JDK's provider this side answers as it did, so that the whole of the recording is valid.
 */
class ReplayTest {
    private static final long CLIENT_SEED = 1;
    private static final long SERVER_SEED = 2;

    @ParameterizedTest
    @EnumSource
    void givenRecordingCutAnywhere_whenOpened_thenEndsCleanly(Role role) throws Exception {
        try (Player player = new Player(role, record(role))) {
            assertThat(player.play(player.recording)).isEqualTo("opened");
            for (int length = 0; length < player.recording.length; length++) {
                assertThat(player.play(Arrays.copyOf(player.recording, length)))
                        .as("cut at %d", length)
                        .isEqualTo("lost");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenRecordingWithAByteChanged_whenOpened_thenTypedFailure(Role role) throws Exception {
        int typed = 0;
        try (Player player = new Player(role, record(role))) {
            for (int i = 0; i < player.recording.length; i++) {
                byte[] changed = player.recording.clone();
                changed[i] ^= (byte) (1 << (i % 8));
                String outcome = player.play(changed);
                assertThat(outcome).as("byte %d", i).isNotEqualTo(TlsFailure.INTERNAL.code());
                assertThat(!outcome.equals("opened") || isRecordVersion(i, player.recording))
                        .as("byte %d does not matter", i)
                        .isTrue();
                typed += outcome.startsWith("tls.") ? 1 : 0;
            }
            assertThat(typed).isGreaterThan(player.recording.length * 9 / 10);
        }
    }

    /** Two bytes in the header of each record, read leniently (RFC 5246 E.1) until a MAC covers them. */
    private static boolean isRecordVersion(int index, byte[] recording) {
        int record = 0;
        while (index >= record + 5) {
            record += 5 + ByteBuffer.wrap(recording).getShort(record + 3);
        }
        return index == record + 1 || index == record + 2;
    }

    /** What the other end sent until the handshake was complete. */
    private static byte[] record(Role role) throws Exception {
        try (Loopback left = new Loopback();
                Loopback right = new Loopback()) {
            Relay relay = new Relay(/* client= */ left.server, /* server= */ right.client, Integer.MAX_VALUE / 2);
            var accepted = Loopback.start("server", () -> right.openServer(seeded(Role.SERVER)));
            TlsSession client = left.openClient(seeded(Role.CLIENT));
            TlsSession server = accepted.result();
            client.close();
            server.close();
            return role == Role.SERVER ? relay.fromClient() : relay.fromServer();
        }
    }

    private static ShipProfile seeded(Role role) {
        Random random = new Random(role == Role.SERVER ? SERVER_SEED : CLIENT_SEED);
        Entropy entropy = random::nextBytes;
        NodeIdentity identity = role == Role.SERVER ? ALICE : BOB;
        ShipCredentials credentials = ShipCredentials.of(identity, CryptoProvider.jdk(), entropy);
        return ShipProfile.of(credentials, ShipJudge.of(identity.ski()));
    }

    /** Plays recordings to one role. */
    private static final class Player implements AutoCloseable {
        private final Role role;
        private final byte[] recording;
        private final ComputePool pool = new ComputePool(1);
        private final TlsOpener opener = new TlsOpener(pool);
        private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

        Player(Role role, byte[] recording) throws IOException {
            this.role = role;
            this.recording = recording;
        }

        /** Sends all and ends; "opened", "lost" or the code of the failure. */
        String play(byte[] bytes) throws IOException {
            try (Socket peer = new Socket(listener.getInetAddress(), listener.getLocalPort());
                    Socket ours = listener.accept()) {
                peer.getOutputStream().write(bytes);
                peer.shutdownOutput();
                return open(ours);
            }
        }

        private String open(Socket ours) {
            try {
                opener.open(ours, role, seeded(role));
                return "opened";
            } catch (HandshakeException e) {
                return e.code().code();
            } catch (IOException e) {
                return "lost";
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
            pool.close();
        }
    }
}
