// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.handfast.engine.EngineFailure;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.TimedOut;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiallerTest extends NetScene {
    private static final String LOOPBACK = "127.0.0.1";

    private final Dialler dialler = new Dialler(time, environment.guard());
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeOpened() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    /** A port that does not answer: the kernel drops a connection for which its queue has no place. */
    private int silentPort() throws Exception {
        ServerSocket server = server(1);
        opened.add(server);
        for (int i = 0; i < 8; i++) {
            SocketChannel channel = SocketChannel.open();
            opened.add(channel);
            channel.configureBlocking(false);
            channel.connect(server.getLocalSocketAddress());
        }
        return server.getLocalPort();
    }

    @Test
    void givenListeningPort_whenDialled_thenTheSocketIsConnectedWithoutDelay() throws Exception {
        try (ServerSocket server = server(5);
                Socket socket = dialler.dial(LOOPBACK, server.getLocalPort(), time.in(PATIENCE), scope);
                Socket accepted = server.accept()) {
            assertThat(socket.getTcpNoDelay()).isTrue();
            assertThat(socket.getKeepAlive()).isTrue();
            accepted.getOutputStream().write(7);
            assertThat(socket.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void givenClosedPort_whenDialled_thenItIsRefusedAtOnce() throws Exception {
        ServerSocket server = server(5);
        server.close();
        assertThatThrownBy(() -> dialler.dial(LOOPBACK, server.getLocalPort(), time.in(PATIENCE), scope))
                .isInstanceOfSatisfying(
                        ConnectionLost.class, e -> assertThat(e.code()).isEqualTo(EngineFailure.CONNECTION_REFUSED))
                .hasMessageContaining("in tcp: expected a TCP connection to 127.0.0.1:" + server.getLocalPort());
    }

    @Test
    void givenAddressThatDoesNotAnswer_whenTheDeadlinePasses_thenItIsTimedOut() throws Exception {
        int port = silentPort();
        assertThatThrownBy(() -> dialler.dial(LOOPBACK, port, time.in(Duration.ofMillis(200)), scope))
                .isInstanceOfSatisfying(
                        TimedOut.class, e -> assertThat(e.code()).isEqualTo(EngineFailure.CONNECT_TIMEOUT));
    }

    @Test
    void givenAddressThatDoesNotAnswer_whenTheScopeIsCancelled_thenTheDialIsCancelledAtOnce() throws Exception {
        int port = silentPort();
        Scope dialling = new Scope("dialling", time);
        Inbox<HandshakeException> failures = new Inbox<>(time, 0);
        scope.start("dial", () -> {
            try {
                opened.add(dialler.dial(LOOPBACK, port, time.in(PATIENCE), dialling));
            } catch (HandshakeException e) {
                failures.post(e);
            }
        });
        assertThat(failures.await(time.in(Duration.ofMillis(100)))).isInstanceOf(Inbox.Expired.class);
        dialling.cancel();
        assertThat(failures.await(time.in(Duration.ofSeconds(4)))) // less than the time for one address
                .isInstanceOfSatisfying(
                        Inbox.Posted.class,
                        posted -> assertThat(posted.control()).isInstanceOf(Cancelled.class));
        assertThat(dialling.join(time.in(PATIENCE))).isTrue();
    }

    @Test
    void givenCancelledScope_whenDialled_thenItIsCancelled() throws Exception {
        try (ServerSocket server = server(5)) {
            scope.cancel();
            assertThatThrownBy(() -> dialler.dial(LOOPBACK, server.getLocalPort(), time.in(PATIENCE), scope))
                    .isInstanceOf(Cancelled.class);
        }
    }

    @Test
    void givenUnknownName_whenDialled_thenThatIsTheFailure() {
        assertThatThrownBy(() -> dialler.dial("handfast.invalid", 1, time.in(PATIENCE), scope))
                .isInstanceOfSatisfying(
                        ConnectionLost.class, e -> assertThat(e.code()).isEqualTo(EngineFailure.NAME_UNKNOWN))
                .hasMessageContaining("an address of handfast.invalid");
    }

    @Test
    void givenNameWithTwoAddresses_whenTheFirstRefuses_thenTheSecondIsTried() throws Exception {
        InetAddress[] localhost = InetAddress.getAllByName("localhost");
        Optional<InetAddress> second =
                Arrays.stream(localhost).filter(Inet6Address.class::isInstance).findFirst();
        assumeTrue(second.isPresent() && localhost.length > 1, "localhost has no IPv4 and IPv6 address here");
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(second.orElseThrow(), 0));
            try (Socket socket = dialler.dial("localhost", server.getLocalPort(), time.in(PATIENCE), scope)) {
                assertThat(socket.getInetAddress()).isEqualTo(second.orElseThrow());
            }
        }
    }
}
