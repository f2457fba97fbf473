// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Subject;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.tls.ShipCredentials;
import io.handfast.tls.ShipJudge;
import io.handfast.tls.ShipProfile;
import io.handfast.tls.TlsOpener;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Strangers who begin something and go on with it byte by byte, for ever, and begin again when they are cut off. */
final class SlowStrangers implements AutoCloseable {
    private static final Duration BETWEEN_BYTES = Duration.ofMillis(200);
    private static final byte[] BEGIN_OF_TLS = {0x16, 3, 1, 0x40, 0, 1, 0, 0x3F, (byte) 0xFC};

    private final Environment environment;
    private final Scope crowd;
    private final AtomicInteger cutOff = new AtomicInteger();

    SlowStrangers(Environment environment) {
        this.environment = environment;
        this.crowd = new Scope("slow", environment.time());
    }

    /** What one of them does with a connection before it trickles. */
    @FunctionalInterface
    private interface Beginning {
        OutputStream of(Socket socket) throws IOException, HandshakeException;
    }

    /** In the first message of TLS. */
    void inTls(int number, int port) {
        each(number, port, socket -> {
            socket.getOutputStream().write(BEGIN_OF_TLS);
            return socket.getOutputStream();
        });
    }

    /** In the request for the upgrade, with a key that nobody knows. */
    void inWebSocket(int number, int port) {
        CryptoProvider crypto = CryptoProvider.detect();
        each(number, port, socket -> {
            NodeIdentity identity = NodeIdentity.create(
                    new Subject("DE", "Handfast", "", "slow"),
                    environment.time().wallClock(),
                    environment.entropy()::fill);
            ShipProfile profile = ShipProfile.of(
                    ShipCredentials.of(identity, crypto, environment.entropy()), ShipJudge.of(identity.ski()));
            OutputStream out = new TlsOpener(environment.compute())
                    .open(socket, Role.CLIENT, profile)
                    .output();
            out.write("GET /ship/ HTTP/1.1\r\nX: ".getBytes(US_ASCII));
            return out;
        });
    }

    /** In the head of a request to the console. */
    void inRest(int number, int port) {
        each(number, port, socket -> {
            socket.getOutputStream().write("GET /api/v1/hub HTTP/1.1\r\nHost: 127".getBytes(US_ASCII));
            return socket.getOutputStream();
        });
    }

    private void each(int number, int port, Beginning beginning) {
        for (int i = 0; i < number; i++) {
            crowd.start("trickle", () -> {
                while (!crowd.isCancelled()) {
                    trickle(port, beginning);
                    cutOff.incrementAndGet();
                    pause();
                }
            });
        }
    }

    private void trickle(int port, Beginning beginning) throws InterruptedException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                Scope.Registration _ = crowd.onCancel(() -> close(socket))) {
            OutputStream out = beginning.of(socket);
            while (!crowd.isCancelled()) {
                out.write('a');
                out.flush();
                pause();
            }
        } catch (IOException | HandshakeException _) {
            // the hub has had enough of it
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // closed is all it has to be
        }
    }

    private void pause() throws InterruptedException {
        new Inbox<>(environment.time(), 0).await(environment.time().in(BETWEEN_BYTES));
    }

    /** How often the hub has ended one of their connections. */
    int cutOff() {
        return cutOff.get();
    }

    @Override
    public void close() {
        crowd.cancel();
    }
}
