// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A SOCKS5 proxy behind which there is one seeder and nothing else: every other connection is refused. */
final class FakeProxy implements AutoCloseable {
    static final String SEEDER = "seeder.invalid";

    private final ServerSocket server;
    private final String lines;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** The lines are what the seeder tells of. */
    FakeProxy(String lines) {
        this.lines = lines;
        try {
            this.server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().start(this::accept);
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Host and port of each connection. */
    List<String> asked() {
        return asked;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            in.readFully(new byte[3]); // version 5, one method, no login
            out.write(new byte[] {5, 0});
            in.readFully(new byte[3]);
            String host = host(in);
            asked.add(host + ":" + in.readUnsignedShort());
            boolean seeder = host.equals(SEEDER);
            out.write(new byte[] {5, (byte) (seeder ? 0 : 5), 0, 1, 0, 0, 0, 0, 0, 0});
            if (seeder) {
                FakeSeeder.answer(socket, lines);
            }
        } catch (IOException _) {
            // the client has gone
        }
    }

    private static String host(DataInputStream in) throws IOException {
        if (in.readUnsignedByte() == 1) {
            return InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
        }
        return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
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
