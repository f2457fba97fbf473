// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.conformance;

import io.handfast.interop.GoPeer;
import io.handfast.interop.GoPeers;
import io.handfast.interop.ShipGo;
import java.io.IOException;
import java.util.List;

/** A live ship-go. */
final class GoStand implements Stand {
    /** The tester's SKI begins with 0. */
    private static final String TESTERS = "0" + "f".repeat(39);

    private static final String TESTER_SHIP_ID = "Handfast-Conformance";
    private static final String READ = "{\"datagram\":{\"header\":{\"msgCounter\":77,\"cmdClassifier\":\"read\"},"
            + "\"payload\":{\"cmd\":[{\"nodeManagementDetailedDiscoveryData\":{}}]}}}";

    private final GoPeer peer;

    GoStand(ShipGo library) throws IOException, InterruptedException {
        this.peer = GoPeers.on(library).biggerThan(TESTERS).start();
    }

    @Override
    public int port() {
        return peer.port();
    }

    @Override
    public List<String> facts() {
        return List.of("--ship-id", peer.ready().shipId(), "--no-reads");
    }

    @Override
    public String version() {
        return "ship-go " + peer.ready().version() + ", without an application";
    }

    @Override
    public boolean act(String action, String ski, String host, int port) {
        switch (action) {
            case "trust" -> peer.trust(ski);
            case "revoke" -> peer.untrust(ski);
            case "dial" -> {
                peer.unsee(ski);
                peer.see(ski, host, port, TESTER_SHIP_ID);
            }
            case "read" -> peer.send(ski, READ);
            default -> throw new AssertionError("unknown action " + action);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        peer.close();
    }
}
