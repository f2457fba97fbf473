// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.engine.net.SocksProxy;
import io.handfast.engine.time.TimeSource;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;

/** A SOCKS5 proxy on loopback for which every name stands for one server, and that keeps the names. */
final class SocksRelay implements AutoCloseable {
    private final ServerSocket server;
    private final TimeSource time;
    private final IntSupplier port;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** The port is the server's, on loopback. */
    SocksRelay(TimeSource time, IntSupplier port) {
        this.time = time;
        this.port = port;
        try {
            this.server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        time.start("proxy", this::accept);
    }

    SocksProxy proxy() {
        return new SocksProxy("127.0.0.1", server.getLocalPort(), Optional.empty());
    }

    /** Host and port of each connection. */
    List<String> asked() {
        return asked;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                time.start("relay", () -> relay(socket));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void relay(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            in.readFully(new byte[3]); // version 5, one method, no login
            client.getOutputStream().write(new byte[] {5, 0});
            in.readFully(new byte[3]);
            asked.add(host(in) + ":" + in.readUnsignedShort());
            try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port.getAsInt())) {
                client.getOutputStream().write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
                time.start("up", () -> pump(client, target));
                pump(target, client);
            } catch (IOException _) {
                client.getOutputStream().write(new byte[] {5, 5, 0, 1, 0, 0, 0, 0, 0, 0}); // refused
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

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException _) {
            // one of the two has gone
        }
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
