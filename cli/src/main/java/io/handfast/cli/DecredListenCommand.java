// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.decred.peer.DecredEndpoint;
import io.handfast.decred.peer.HandshakeTerms;
import io.handfast.decred.peer.LocalNode;
import io.handfast.decred.peer.Peer;
import io.handfast.decred.peer.PeerEnding;
import io.handfast.decred.peer.PeerListener;
import io.handfast.decred.peer.VersionCheck;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.decred.wire.message.Services;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.net.Listener;
import io.handfast.engine.net.StrangerGate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "listen",
        description = {
            "Be a node that others can dial, and show what they say, until SIGTERM or SIGINT.",
            "It has no chain: it keeps peers connected and tells them that it has nothing."
        },
        footer = {
            "",
            "Examples:",
            "  handfast decred listen --network simnet --port 0 --json",
            "  handfast decred listen --bind 0.0.0.0 --services 1    dcrd drops a node it dialled that does not say 1"
        })
final class DecredListenCommand implements Callable<Integer> {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);
    private static final int STRANGERS = 50;
    private static final Duration STRANGER_GRACE = Duration.ofSeconds(30);

    @Mixin
    private Output output = new Output();

    @Mixin
    private DecredOptions options = new DecredOptions();

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where to listen; default: this machine alone, ${DEFAULT-VALUE}.")
    private String bind = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where to listen; 0 for any; default: the network's own.")
    private @Nullable Integer port;

    @Option(
            names = "--protocol-version",
            paramLabel = "N",
            defaultValue = "12",
            description = "The highest to speak, 9 to 12 (default).")
    private int protocolVersion = ProtocolVersion.LATEST;

    @Option(
            names = "--services",
            paramLabel = "BITS",
            defaultValue = "0",
            description = "What to offer, as a number; default 0, nothing. 1 claims to serve blocks.")
    private long services;

    @Option(
            names = "--max-peers",
            paramLabel = "N",
            defaultValue = "125",
            description = "How many at once; default ${DEFAULT-VALUE}.")
    private int maxPeers = 125;

    private final Set<Peer> peers = ConcurrentHashMap.newKeySet();

    @Override
    public Integer call() throws InterruptedException {
        if (options.proxy().isPresent()) {
            throw new CommandFailed(ExitStatus.USAGE, "--proxy: a node that listens dials nobody; leave it out");
        }
        StopSignal signal = StopSignal.install();
        try (Environment environment = Environment.system()) {
            Scope scope = new Scope("listen", environment.time());
            DecredEndpoint endpoint = new DecredEndpoint(terms(environment), environment);
            StrangerGate gate = new StrangerGate(environment.time(), STRANGERS, STRANGER_GRACE);
            Listener listener = Listener.open(
                    address(), gate, scope, (socket, pass) -> visit(socket, pass, endpoint, environment, scope));
            tellListening(listener.port());
            signal.await();
            listener.stop();
            return stop(scope, environment) ? ExitStatus.DONE : ExitStatus.FAILED;
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitStatus.USAGE,
                    bind + " port " + portOrUsual() + " cannot be used: " + e.getMessage()
                            + "; name another with --bind and --port");
        }
    }

    private HandshakeTerms terms(Environment environment) {
        if (protocolVersion < ProtocolVersion.REMOVE_REJECT || protocolVersion > ProtocolVersion.LATEST) {
            throw new CommandFailed(ExitStatus.USAGE, "--protocol-version " + protocolVersion + ": 9 to 12 expected");
        }
        LocalNode local = new LocalNode(options.network())
                .withProtocolVersion(protocolVersion)
                .withServices(new Services(services));
        return new HandshakeTerms(local, environment)
                .withCheck(_ -> peers.size() < maxPeers
                        ? Optional.empty()
                        : Optional.of(
                                new VersionCheck.Refusal("room for a peer", maxPeers + " peers already: --max-peers")));
    }

    private InetSocketAddress address() {
        InetSocketAddress address = new InetSocketAddress(bind, portOrUsual());
        if (address.isUnresolved()) {
            throw new CommandFailed(ExitStatus.USAGE, "--bind " + bind + ": no such address; for example 127.0.0.1");
        }
        return address;
    }

    private int portOrUsual() {
        int wanted = port == null ? options.network().port() : port;
        if (wanted < 0 || wanted > 0xFFFF) {
            throw new CommandFailed(ExitStatus.USAGE, "--port " + wanted + ": 0 to 65535 expected");
        }
        return wanted;
    }

    private void tellListening(int actualPort) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("event", "listening");
        event.put("address", new NodeAddress(bind, actualPort).toString());
        event.put("network", options.network().name().toLowerCase(Locale.ROOT));
        output.tell(event);
        output.say("listening on " + new NodeAddress(bind, actualPort) + " for nodes of "
                + options.network().name().toLowerCase(Locale.ROOT));
    }

    private void visit(
            Socket socket, StrangerGate.Pass pass, DecredEndpoint endpoint, Environment environment, Scope scope) {
        String from = String.valueOf(socket.getRemoteSocketAddress()).replaceFirst("^.*/", "");
        try {
            Peer peer = endpoint.accept(socket, new Trace(environment.time()), scope)
                    .run()
                    .start(scope, new Shown());
            pass.close();
            peers.add(peer);
            if (peer.ending().isPresent()) {
                peers.remove(peer); // it ended before it was added
            }
        } catch (HandshakeException e) {
            Map<String, Object> event = DecredText.event("failed", from);
            event.putAll(Output.failure(e));
            output.tell(event);
            output.say(from + " failed: " + e.getMessage());
        }
    }

    private boolean stop(Scope scope, Environment environment) throws InterruptedException {
        output.say("stopping, with " + peers.size() + " peers");
        for (Peer peer : peers) {
            scope.start("closing", peer::close);
        }
        boolean inTime = scope.join(environment.time().in(STOP_WITHIN));
        scope.cancel();
        return scope.join(environment.time().in(STOP_WITHIN)) && inTime;
    }

    /** Everything a peer says, as it comes. */
    private final class Shown implements PeerListener {
        @Override
        public void opened(Peer peer) {
            output.tell(DecredText.connected(peer));
            output.say(DecredText.words(peer));
        }

        @Override
        public void received(Peer peer, Message message) {
            Map<String, Object> event = DecredText.received(peer, message);
            output.tell(event);
            output.say(peer.remote().address() + " says " + DecredText.rest(event));
        }

        @Override
        public void ended(Peer peer, PeerEnding ending) {
            peers.remove(peer);
            output.tell(DecredText.ended(peer, ending));
            output.say(peer.remote().address() + " ended: " + ending.words());
        }
    }
}
