// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.NodeIdentity;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The cast of the tests with bad peers. */
final class BadPeers {
    /** Ours. */
    static final NodeIdentity ALICE = Node.identity("Alice");
    /** Trusted, or somebody who has Bob's certificate. */
    static final NodeIdentity BOB = Node.identity("Bob");
    /** A stranger. */
    static final NodeIdentity CAROL = Node.identity("Carol");
    /** Trusted and well-behaved: has to be served whatever the others do. */
    static final NodeIdentity DAVE = Node.identity("Dave");

    private BadPeers() {}

    /** Open sockets of this process. */
    static long sockets() throws IOException {
        new ServerSocket(0).close(); // with its first socket the JDK opens one more, for good
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(BadPeers::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException _) {
            return false; // closed in the meantime
        }
    }
}
