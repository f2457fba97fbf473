// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.ComputePool;
import io.handfast.engine.Entropy;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.time.SystemTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** Real sockets over loopback, ports chosen by the system. After each test no thread of the scope lives. */
abstract class NetScene {
    /** Far longer than anything here takes; only a test that fails waits for it. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    final SystemTime time = new SystemTime();
    final Environment environment =
            new Environment(time, new DeadlineGuard(time), Entropy.secure(), new ComputePool(1));
    final Scope scope = new Scope("test", time);

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        scope.cancel();
        boolean joined = scope.join(time.in(PATIENCE));
        environment.close();
        assertThat(joined).as("threads left: %s", scope.threadNames()).isTrue();
    }

    static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** A server in the kernel only: connections wait in its queue. */
    static ServerSocket server(int backlog) throws Exception {
        ServerSocket server = new ServerSocket();
        server.bind(anyPort(), backlog);
        return server;
    }

    static Socket connect(int port) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }
}
