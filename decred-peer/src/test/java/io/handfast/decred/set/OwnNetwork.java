// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import io.handfast.decred.address.PeerAddress;
import io.handfast.decred.peer.DecredHandshake;
import io.handfast.decred.peer.HandshakeTerms;
import io.handfast.decred.peer.LocalNode;
import io.handfast.decred.peer.PeerAnswers;
import io.handfast.decred.peer.PeerListener;
import io.handfast.decred.peer.PeerSettings;
import io.handfast.decred.peer.RemoteAddress;
import io.handfast.decred.wire.Frame;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.decred.wire.message.NetAddressV2;
import io.handfast.decred.wire.message.Ping;
import io.handfast.decred.wire.message.Services;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.Environment;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import io.handfast.testkit.Pipe;
import io.handfast.testkit.ScriptedPeer;
import io.handfast.testkit.VirtualTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network of our own peers, each handshake and message real, over pipes in memory. */
final class OwnNetwork implements NodeDial.Connector {
    private static final Network NETWORK = Network.MAINNET;

    /** How a node behaves. */
    enum Kind {
        GOOD,
        /** Speaks an older generation's protocol, with {@code addr}. */
        OLDER,
        /** Nothing listens there. */
        REFUSES,
        /** Takes the connection and says nothing. */
        SILENT,
        /** Does not begin with a {@code version}. */
        BREAKS,
        /** Speaks what nobody speaks any more. */
        TOO_OLD,
        /** Does not serve the chain. */
        SERVES_NOTHING
    }

    private record Node(Kind kind, List<PeerAddress> tells) {}

    private final VirtualTime time;
    private final Environment environment;
    private final HandshakeTerms ours;
    private final Scope nodesScope;
    private final Map<PeerAddress, Node> nodes = new LinkedHashMap<>();
    final List<PeerAddress> dialled = new ArrayList<>();

    OwnNetwork(VirtualTime time, Environment environment) {
        this.time = time;
        this.environment = environment;
        this.ours = new HandshakeTerms(new LocalNode(NETWORK), environment);
        this.nodesScope = new Scope("nodes", time);
    }

    void add(Kind kind, PeerAddress address, List<PeerAddress> tells) {
        nodes.put(address, new Node(kind, List.copyOf(tells)));
    }

    NodeDial dial() {
        return new NodeDial(this, PeerAnswers.NOTHING, PeerListener.NONE, Duration.ofSeconds(5), environment);
    }

    /** Ends all nodes. */
    boolean end() throws InterruptedException {
        nodesScope.cancel();
        return nodesScope.join(time.in(Duration.ofSeconds(10)));
    }

    @Override
    public DecredHandshake connect(PeerAddress address, Deadline by, Trace trace, Scope scope)
            throws HandshakeException {
        dialled.add(address);
        Node node = nodes.getOrDefault(address, new Node(Kind.REFUSES, List.of()));
        if (node.kind() == Kind.REFUSES) {
            throw new ConnectionLost(EngineFailure.CONNECTION_REFUSED, "tcp", "a TCP connection", "refused");
        }
        Pipe pipe = new Pipe(time, Duration.ofMillis(20), 1 << 20);
        nodesScope.start("node " + address, () -> serve(node, pipe));
        return new DecredHandshake(pipe.client(), Role.CLIENT, remote(address), ours, environment, trace, scope);
    }

    private static RemoteAddress remote(PeerAddress address) {
        return RemoteAddress.of(new InetSocketAddress(InetAddress.ofLiteral(address.hostText()), address.port()));
    }

    private void serve(Node node, Pipe pipe) throws Exception {
        if (node.kind() == Kind.SILENT || node.kind() == Kind.BREAKS) {
            ScriptedPeer script = new ScriptedPeer(pipe.server(), time, Duration.ofMinutes(2));
            script.receive();
            if (node.kind() == Kind.BREAKS) {
                script.send(
                        Frame.of(new Ping(1), NETWORK, ProtocolVersion.LATEST).toByteArray());
            }
            script.expectEnd().close();
            return;
        }
        DecredHandshake handshake = new DecredHandshake(
                pipe.server(),
                Role.SERVER,
                remote(PeerAddress.parse("12.255.0.1:50000")),
                new HandshakeTerms(local(node.kind()), environment),
                environment,
                new Trace(time),
                nodesScope);
        try {
            handshake.run().start(nodesScope, PeerSettings.STANDARD, answers(node), PeerListener.NONE);
        } catch (HandshakeException _) {
            // the other side did not want us: it says why
        }
    }

    private static LocalNode local(Kind kind) {
        LocalNode node =
                new LocalNode(NETWORK).withServices(Services.NODE_NETWORK).withHeight(() -> 1_000);
        return switch (kind) {
            case OLDER -> node.withProtocolVersion(ProtocolVersion.BATCHED_C_FILTERS_V2);
            case TOO_OLD -> node.withProtocolVersion(ProtocolVersion.INIT_STATE);
            case SERVES_NOTHING -> node.withServices(Services.NONE);
            default -> node;
        };
    }

    private PeerAnswers answers(Node node) {
        long now = time.wallClock().getEpochSecond();
        List<NetAddressV2> told = node.tells().stream()
                .map(address -> new NetAddressV2(now, Services.NODE_NETWORK, address.host(), address.port()))
                .toList();
        return new PeerAnswers() {
            @Override
            public List<NetAddressV2> addresses() {
                return told;
            }
        };
    }
}
