// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.engine.time.TimeSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** A web server that says what a test wants, byte for byte, on a free port of loopback. */
final class TinyHttpServer implements AutoCloseable {
    /** What it says. */
    @FunctionalInterface
    interface Script {
        void answer(OutputStream out) throws IOException;
    }

    private final ServerSocket server;
    private final AtomicReference<String> asked = new AtomicReference<>("");
    private final CountDownLatch over = new CountDownLatch(1);

    TinyHttpServer(TimeSource time, Script script) {
        this(time, plain(), script);
    }

    /** On a socket that speaks TLS, for instance. */
    TinyHttpServer(TimeSource time, ServerSocket server, Script script) {
        this.server = server;
        time.start("web", () -> accept(time, script));
    }

    private static ServerSocket plain() {
        try {
            return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(TimeSource time, Script script) {
        try {
            while (true) {
                Socket socket = server.accept();
                time.start("answer", () -> serve(socket, script));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void serve(Socket socket, Script script) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            asked.set(String.valueOf(in.readLine()));
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                // the headers do not matter
            }
            script.answer(socket.getOutputStream());
        } catch (IOException _) {
            // the client has gone
        }
    }

    static void send(OutputStream out, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + " X\r\nContent-Length: " + bytes.length + "\r\nConnection: close\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.flush();
    }

    /** The first line of the last question. */
    String asked() {
        return asked.get();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Blocks until the server is closed. */
    void beSilent() {
        try {
            over.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
