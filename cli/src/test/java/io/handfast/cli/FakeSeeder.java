// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.engine.time.SystemTime;
import io.handfast.testkit.SocksRelay;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** A seeder on loopback that tells everybody the same, and has a name behind a proxy. */
final class FakeSeeder implements AutoCloseable {
    static final String NAME = "seeder.invalid";

    private final ServerSocket server;

    /** The lines are what it tells. */
    FakeSeeder(String lines) {
        try {
            this.server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().start(() -> accept(lines));
    }

    /** Scheme, host and port. */
    String address() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** A proxy behind which there is this seeder and nothing else: every other connection is refused. */
    SocksRelay proxy() {
        return new SocksRelay(
                new SystemTime(),
                name -> name.equals(NAME) ? OptionalInt.of(server.getLocalPort()) : OptionalInt.empty());
    }

    private void accept(String lines) {
        try {
            while (true) {
                try (Socket socket = server.accept()) {
                    answer(socket, lines);
                }
            }
        } catch (IOException _) {
            // closed
        }
    }

    /** Reads a question and answers it. */
    private static void answer(Socket socket, String lines) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return;
            }
            head.append((char) next);
        }
        String answer =
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + lines.length() + "\r\n\r\n" + lines;
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
