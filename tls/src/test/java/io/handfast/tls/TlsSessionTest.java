// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import static io.handfast.tls.Loopback.ALICE;
import static io.handfast.tls.Loopback.BOB;
import static io.handfast.tls.Loopback.profile;
import static io.handfast.tls.Loopback.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.crypto.CryptoProvider;
import io.handfast.tls.Loopback.Sessions;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions between two of ours. */
class TlsSessionTest {
    @ParameterizedTest
    @EnumSource
    void givenOneCommonSuite_whenOpened_thenBothEndsAgree(CipherSuite suite) throws Exception {
        boolean is13 = suite == CipherSuite.TLS_AES_128_GCM_SHA256;
        try (Loopback net = new Loopback()) {
            Sessions both =
                    net.open(profile(BOB).withSuites(suite), profile(ALICE).withSuites(CipherSuite.values()));
            TlsSession client = both.client();
            TlsSession server = both.server();

            assertThat(client.cipherSuite()).isEqualTo(suite.number()).isEqualTo(server.cipherSuite());
            assertThat(client.version()).isEqualTo(is13 ? "TLS 1.3" : "TLS 1.2").isEqualTo(server.version());
            assertThat(client.peerCertificate()).isEqualTo(ALICE.certificate());
            assertThat(server.peerCertificate()).isEqualTo(BOB.certificate());
            assertThat(server.peerChain())
                    .singleElement()
                    .isEqualTo(BOB.certificate().der());
            assertThat(client.alpn()).isEmpty();
            assertThat(client.clientFinished()).hasSize(is13 ? 32 : 12).isEqualTo(server.clientFinished());
            assertThat(client.clientFinished()).isNotEqualTo(new byte[is13 ? 32 : 12]);
            assertEcho(both, 1000);
            assertEcho(both, 100 * 1024);
        }
    }

    @Test
    void givenDefaults_whenOpened_thenGcmAndTls12() throws Exception {
        try (Loopback net = new Loopback()) {
            Sessions both = net.open();
            assertThat(both.client().cipherSuite()).isEqualTo(0xC02B);
            assertThat(both.client().version()).isEqualTo("TLS 1.2");
            assertThat(net.client.getTcpNoDelay()).isTrue();
            assertThat(net.server.getTcpNoDelay()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenJdkProvider_whenOpenedWithWhatIsBest_thenTheyUnderstand(CipherSuite suite) throws Exception {
        ShipCredentials plain = ShipCredentials.of(BOB, CryptoProvider.jdk(), Loopback.ENTROPY);
        try (Loopback net = new Loopback()) {
            ShipProfile client = ShipProfile.of(plain, ShipJudge.of(BOB.ski())).withSuites(suite);
            assertEcho(net.open(client, profile(ALICE).withSuites(suite)), 1000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenBothWriteAtOnce_whenReading_thenAllArrives(CipherSuite suite) throws Exception {
        byte[] data = new byte[3_000_000];
        new Random(7).nextBytes(data);
        try (Loopback net = new Loopback()) {
            Sessions both =
                    net.open(profile(BOB).withSuites(suite), profile(ALICE).withSuites(suite));
            var clientSends = start("client-writer", () -> writeAndEnd(both.client(), data));
            var serverSends = start("server-writer", () -> writeAndEnd(both.server(), data));
            var serverReads = start("server-reader", () -> both.server().input().readAllBytes());

            assertThat(Arrays.equals(both.client().input().readAllBytes(), data))
                    .isTrue();
            assertThat(Arrays.equals(serverReads.result(), data)).isTrue();
            assertThat(clientSends.result()).isEqualTo(data.length);
            assertThat(serverSends.result()).isEqualTo(data.length);
            assertThat(both.client().hasCloseNotify()).isTrue();
            assertThat(both.server().hasCloseNotify()).isTrue();
        }
    }

    @Test
    void givenPeerEndedItsOutput_whenWriting_thenItStillReads() throws Exception {
        try (Loopback net = new Loopback()) {
            Sessions both = net.open();
            both.client().output().write('a');
            both.client().endOutput();
            both.client().endOutput();

            assertThat(both.server().input().readAllBytes()).asString().isEqualTo("a");
            assertThat(both.server().input().read()).isEqualTo(-1);
            both.server().output().write(bytes("late"));
            both.server().endOutput();
            assertThat(both.client().input().readAllBytes()).asString().isEqualTo("late");
            assertThatThrownBy(() -> both.client().output().write('b')).isInstanceOf(IOException.class);
        }
    }

    @Test
    void givenBareTcpEnd_whenReading_thenEndWithoutCloseNotify() throws Exception {
        try (Loopback net = new Loopback()) {
            Sessions both = net.open();
            both.client().output().write('a');
            both.client().close();

            assertThat(both.server().input().readAllBytes()).asString().isEqualTo("a");
            assertThat(both.server().hasCloseNotify()).isFalse();
        }
    }

    @Test
    void givenEndInsideARecord_whenReading_thenNoOrderlyEnd() throws Exception {
        try (Loopback net = new Loopback()) {
            Sessions both = net.open();
            net.client.getOutputStream().write(HexFormat.of().parseHex("170303002800"));
            both.client().close();

            assertThatThrownBy(() -> both.server().input().read()).isInstanceOf(EOFException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenBrokenRecord_whenReading_thenBrokenOnBothEnds(CipherSuite suite) throws Exception {
        try (Loopback net = new Loopback()) {
            Sessions both =
                    net.open(profile(BOB).withSuites(suite), profile(ALICE).withSuites(suite));
            net.client.getOutputStream().write(HexFormat.of().parseHex("1703030050" + "ab".repeat(0x50)));

            TlsBroken found = catchThrowableOfType(
                    TlsBroken.class, () -> both.server().input().read());
            assertThat(found.alert()).isEqualTo("bad_record_mac");
            assertThat(found.raisedByPeer()).isFalse();
            assertThatThrownBy(() -> both.server().input().read()).isInstanceOf(IOException.class);

            both.server().endOutput();
            TlsBroken told = catchThrowableOfType(
                    TlsBroken.class, () -> both.client().input().read());
            assertThat(told.alert()).isEqualTo("bad_record_mac");
            assertThat(told.raisedByPeer()).isTrue();
        }
    }

    @Test
    void givenRecordThatIsTooLong_whenReading_thenRefusedBeforeItHasCome() throws Exception {
        try (Loopback net = new Loopback()) {
            Sessions both = net.open();
            net.client.getOutputStream().write(HexFormat.of().parseHex("170303ffff"));

            assertThat(catchThrowableOfType(
                                    TlsBroken.class, () -> both.server().input().read())
                            .alert())
                    .isEqualTo("record_overflow");
        }
    }

    @Test
    void givenWriterThatIsStuck_whenClosed_thenWriterAndReaderAreFree() throws Exception {
        try (Loopback net = new Loopback()) {
            Sessions both = net.open();
            var writer = start("stuck", () -> writeAndEnd(both.client(), new byte[64 << 20]));
            var reader = start("waiting", () -> both.client().input().read());
            while (writer.thread().getState() != Thread.State.WAITING
                    || reader.thread().getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }

            both.client().close();

            assertThat(writer.failure()).isInstanceOf(IOException.class);
            assertThat(reader.failure()).isInstanceOf(IOException.class);
            both.client().close();
        }
    }

    @Test
    void givenVirtualThread_whenJudging_thenOnThePool() throws Exception {
        AtomicReference<Thread> judging = new AtomicReference<>(Thread.currentThread());
        try (Loopback net = new Loopback()) {
            ShipProfile watched = profile(ALICE).withJudge(peer -> judging.set(Thread.currentThread()));
            net.open(profile(BOB), watched);
        }
        assertThat(judging.get().getName()).startsWith("compute-");
        assertThat(judging.get().isVirtual()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1024})
    void givenFragmentLimit_whenWriting_thenNoRecordHasMore(int limit) throws Exception {
        try (Loopback net = new Loopback()) {
            Sessions both = net.open(profile(BOB).withFragmentLimit(limit), profile(ALICE));
            both.client().output().write(new byte[2500]);
            assertThat(both.server().input().readNBytes(2500)).hasSize(2500);

            both.client().output().write(new byte[limit + 1]);
            byte[] header = net.server.getInputStream().readNBytes(5);
            int overhead = 8 + 16; // explicit nonce and tag of AES-GCM
            assertThat(HexFormat.of().formatHex(header, 3, 5))
                    .isEqualTo(HexFormat.of().toHexDigits((short) (limit + overhead)));
        }
    }

    private static int writeAndEnd(TlsSession session, byte[] data) throws IOException {
        session.output().write(data);
        session.endOutput();
        return data.length;
    }

    private static void assertEcho(Sessions both, int size) throws Exception {
        byte[] data = new byte[size];
        new Random(size).nextBytes(data);
        var echo = start("echo", () -> {
            both.server().output().write(both.server().input().readNBytes(size));
            return true;
        });
        both.client().output().write(data);
        assertThat(Arrays.equals(both.client().input().readNBytes(size), data)).isTrue();
        assertThat(echo.result()).isTrue();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
