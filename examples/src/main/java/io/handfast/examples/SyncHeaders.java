// SPDX-License-Identifier: Apache-2.0
package io.handfast.examples;

import io.handfast.decred.headers.ChainParams;
import io.handfast.decred.headers.HeaderRules;
import io.handfast.decred.headers.HeaderStore;
import io.handfast.decred.headers.HeaderSync;
import io.handfast.decred.headers.Synced;
import io.handfast.decred.peer.DecredEndpoint;
import io.handfast.decred.peer.HandshakeTerms;
import io.handfast.decred.peer.LocalNode;
import io.handfast.decred.peer.Peer;
import io.handfast.decred.peer.PeerListener;
import io.handfast.decred.wire.Network;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import java.nio.file.Path;
import java.time.Duration;

/** Fetches all headers of a node of Decred, verifies them and keeps them in a file; goes on where it was. */
public final class SyncHeaders {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private SyncHeaders() {}

    /** Runs with four arguments: network (MAINNET, TESTNET3, SIMNET, REGNET), host, port and file. */
    public static void main(String[] arguments) throws HandshakeException {
        Network network = Network.valueOf(arguments[0]);
        try (Environment environment = Environment.system()) {
            HeaderRules rules = new HeaderRules(ChainParams.of(network), environment.time());
            try (HeaderStore store = HeaderStore.open(Path.of(arguments[3]), rules)) {
                Scope scope = new Scope("example", environment.time());
                LocalNode local = new LocalNode(network).withRelayTx(false);
                DecredEndpoint endpoint = new DecredEndpoint(new HandshakeTerms(local, environment), environment);
                try (Peer peer = endpoint.dial(
                                arguments[1],
                                Integer.parseInt(arguments[2]),
                                environment.time().in(PATIENCE),
                                new Trace(environment.time()),
                                scope)
                        .run()
                        .start(scope, PeerListener.NONE)) {
                    System.out.println(
                            "connected with " + peer.remote().version().userAgent());
                    Synced synced = new HeaderSync(store, rules, environment, PATIENCE)
                            .run(
                                    peer.ask()::headers,
                                    (height, _) -> System.out.println("verified up to height " + height));
                    System.out.println("tip " + synced.tip() + " at height " + synced.height());
                }
            }
        }
    }
}
