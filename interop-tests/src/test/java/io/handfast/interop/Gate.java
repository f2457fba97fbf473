// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A port before the hub's: holds the connections made to it until the hub is there, then passes them on. */
final class Gate implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final CountDownLatch knocked = new CountDownLatch(1);
    private final CompletableFuture<Integer> destination = new CompletableFuture<>();

    Gate() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Waits until somebody has connected. */
    void awaitKnock() throws InterruptedException {
        if (!knocked.await(GoPeer.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("nobody dialled within " + GoPeer.PATIENCE);
        }
    }

    /** Connects whoever waits and whoever comes. */
    void open(int port) {
        destination.complete(port);
    }

    private void accept() {
        try {
            while (true) {
                Socket held = server.accept();
                knocked.countDown();
                Thread.ofVirtual().start(() -> connect(held));
            }
        } catch (IOException _) {
            destination.cancel(false); // closed; nobody waits any more
        }
    }

    private void connect(Socket held) {
        try (held;
                Socket onward = new Socket(InetAddress.getLoopbackAddress(), destination.join())) {
            Thread back = Thread.ofVirtual().start(() -> pass(onward, held));
            pass(held, onward);
            back.join();
        } catch (IOException | RuntimeException _) {
            // the hub is not there, or the gate was closed before it was
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // one of the two has ended it
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
