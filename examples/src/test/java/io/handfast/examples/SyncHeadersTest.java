// SPDX-License-Identifier: Apache-2.0
package io.handfast.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.headers.ChainParams;
import io.handfast.decred.headers.HeaderRules;
import io.handfast.decred.headers.HeaderStore;
import io.handfast.decred.peer.DecredEndpoint;
import io.handfast.decred.peer.HandshakeTerms;
import io.handfast.decred.peer.LocalNode;
import io.handfast.decred.peer.PeerAnswers;
import io.handfast.decred.peer.PeerListener;
import io.handfast.decred.peer.PeerSettings;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.chain.Target;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.message.GetHeaders;
import io.handfast.decred.wire.message.Headers;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.net.Listener;
import io.handfast.engine.net.StrangerGate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example against a node that has one block. */
class SyncHeadersTest {
    private static final ChainParams SIMNET = ChainParams.of(Network.SIMNET);

    private static BlockHeader first() {
        Target target = SIMNET.powLimit();
        for (long nonce = 0; ; nonce++) {
            BlockHeader header = new BlockHeader(
                    1,
                    SIMNET.genesisHash(),
                    Hash.ZERO,
                    Hash.ZERO,
                    1,
                    0,
                    0,
                    0,
                    0,
                    0,
                    target.bits(),
                    20_000,
                    1,
                    300,
                    SIMNET.genesis().timestampSeconds() + 1,
                    nonce,
                    Hash.ZERO,
                    0);
            if (target.isMetBy(header.powHashV2())) {
                return header;
            }
        }
    }

    @Test
    void givenANode_whenTheExampleRuns_thenItsHeadersStandInTheFile(@TempDir Path folder) throws Exception {
        BlockHeader first = first();
        PeerAnswers answers = new PeerAnswers() {
            @Override
            public Headers headers(GetHeaders asked) {
                return new Headers(List.of(first));
            }
        };
        Path file = folder.resolve("headers");
        try (Environment environment = Environment.system()) {
            Scope scope = new Scope("test", environment.time());
            DecredEndpoint endpoint =
                    new DecredEndpoint(new HandshakeTerms(new LocalNode(Network.SIMNET), environment), environment);
            int port = Listener.open(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                            new StrangerGate(environment.time(), 10, Duration.ofSeconds(30)),
                            scope,
                            (socket, _) -> endpoint.accept(socket, new Trace(environment.time()), scope)
                                    .run()
                                    .start(scope, PeerSettings.STANDARD, answers, PeerListener.NONE))
                    .port();
            SyncHeaders.main(new String[] {"SIMNET", "127.0.0.1", String.valueOf(port), file.toString()});
            HeaderRules rules = new HeaderRules(SIMNET, environment.time());
            try (HeaderStore store = HeaderStore.open(file, rules)) {
                assertThat(store.height()).isEqualTo(1);
                assertThat(store.tip()).isEqualTo(first.hash());
            }
            scope.cancel();
            assertThat(scope.join(environment.time().in(Duration.ofSeconds(30))))
                    .isTrue();
        }
    }
}
