// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Subject;
import io.handfast.engine.Entropy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Three nodes on loopback: the tester's two, and the device's, whose SKI is the biggest. */
record Testers(TesterNode first, TesterNode second, NodeIdentity device) {
    static Testers create() {
        List<NodeIdentity> bySki = Stream.of("a", "b", "c")
                .map(Testers::identity)
                .sorted(Comparator.comparing(NodeIdentity::ski))
                .toList();
        return new Testers(
                new TesterNode(bySki.get(0), anyPort()), new TesterNode(bySki.get(1), anyPort()), bySki.get(2));
    }

    private static NodeIdentity identity(String name) {
        Subject subject = new Subject("DE", "Handfast", "", name);
        return NodeIdentity.create(subject, Instant.EPOCH, Entropy.secure()::fill);
    }

    static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
