// SPDX-License-Identifier: Apache-2.0
package io.handfast.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.peer.DecredEndpoint;
import io.handfast.decred.peer.HandshakeTerms;
import io.handfast.decred.peer.LocalNode;
import io.handfast.decred.wire.Network;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The example against a node in this process. */
class ProbeDecredVersionTest {
    private static String run(String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            ProbeDecredVersion.main(arguments);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void givenANode_whenAsked_thenItSaysWhoItIs() throws Exception {
        LocalNode node = new LocalNode(Network.SIMNET).withHeight(() -> 7);
        try (Environment environment = Environment.system();
                ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Scope scope = new Scope("node", environment.time());
            DecredEndpoint endpoint = new DecredEndpoint(new HandshakeTerms(node, environment), environment);
            scope.start(
                    "accept",
                    () -> endpoint.accept(server.accept(), new Trace(environment.time()), scope)
                            .run());
            assertThat(run("127.0.0.1", String.valueOf(server.getLocalPort()), "simnet"))
                    .contains(
                            "user agent /handfast:0.1.0/",
                            "protocol version 12, with us 12",
                            "height 7",
                            "await-version ");
            scope.cancel();
        }
    }

    @Test
    void givenAClosedPort_whenAsked_thenWhatToDo() throws Exception {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        server.close();
        assertThat(run("127.0.0.1", String.valueOf(server.getLocalPort()), "simnet"))
                .contains("failed: net.connection-refused in tcp", "what to do: check the port");
    }
}
