// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import io.handfast.engine.net.SocksProxy;
import io.handfast.engine.time.TimeSource;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A SOCKS5 proxy on loopback, without login, that knows whom each name stands for and keeps the names it was asked for.
 * It opens a thread for each connection on the time source, so it needs one of real time. Safe for use by all threads.
 */
public final class SocksRelay implements AutoCloseable {
    private static final byte REFUSED = 5;

    private final ServerSocket server;
    private final TimeSource time;
    private final Function<String, OptionalInt> ports;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /**
     * Begins to listen on a free port.
     *
     * @param time starts its threads
     * @param ports on loopback, by the name or address that is asked for; who is nowhere is refused, as by a closed port
     */
    public SocksRelay(TimeSource time, Function<String, OptionalInt> ports) {
        this.time = time;
        this.ports = ports;
        try {
            this.server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        time.start("proxy", this::accept);
    }

    /**
     * How to reach it.
     *
     * @return for a dialler
     */
    public SocksProxy proxy() {
        return new SocksProxy("127.0.0.1", server.getLocalPort(), Optional.empty());
    }

    /**
     * How to reach it, for a command line.
     *
     * @return host and port
     */
    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /**
     * Host and port of each connection so far.
     *
     * @return in the order of their coming
     */
    public List<String> asked() {
        return List.copyOf(asked);
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
            String host = host(in);
            asked.add(host + ":" + in.readUnsignedShort());
            relay(client, ports.apply(host));
        } catch (IOException _) {
            // the client has gone
        }
    }

    private void relay(Socket client, OptionalInt port) throws IOException {
        if (port.isEmpty()) {
            answer(client, REFUSED);
            return;
        }
        try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port.getAsInt())) {
            answer(client, (byte) 0);
            time.start("up", () -> pump(client, target));
            pump(target, client);
        } catch (ConnectException _) {
            answer(client, REFUSED);
        }
    }

    private static void answer(Socket client, byte code) throws IOException {
        client.getOutputStream().write(new byte[] {5, code, 0, 1, 0, 0, 0, 0, 0, 0});
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

    /** Accepts nobody any more; connections under way go on. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
