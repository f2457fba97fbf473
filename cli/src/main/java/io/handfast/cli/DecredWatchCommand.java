// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.decred.peer.DecredEndpoint;
import io.handfast.decred.peer.HandshakeTerms;
import io.handfast.decred.peer.LocalNode;
import io.handfast.decred.peer.Peer;
import io.handfast.decred.wire.Network;
import io.handfast.engine.Backoff;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        description = {
            "Connect to nodes of Decred and show the blocks, transactions and votes they announce, with the time",
            "each was seen first, until SIGTERM or SIGINT. A node that is lost is dialled again."
        },
        footer = {"", "Example: handfast decred watch 192.0.2.7 192.0.2.8:9108 --json"})
final class DecredWatchCommand implements Callable<Integer> {
    private static final Duration CONNECT = Duration.ofSeconds(30);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);
    /** dcrd's pace: five seconds more each time, up to five minutes. */
    private static final List<Backoff.Range> PACE = List.of(
            new Backoff.Range(Duration.ofSeconds(3), Duration.ofSeconds(5)),
            new Backoff.Range(Duration.ofSeconds(5), Duration.ofSeconds(10)),
            new Backoff.Range(Duration.ofSeconds(30), Duration.ofMinutes(1)),
            new Backoff.Range(Duration.ofMinutes(2), Duration.ofMinutes(5)));

    @Mixin
    private Output output = new Output();

    @Mixin
    private DecredOptions options = new DecredOptions();

    @Parameters(paramLabel = "HOST[:PORT]", arity = "1..*", description = "Nodes; without a port, the usual one.")
    private List<String> targets = List.of();

    /** What all nodes are watched with. */
    private record Watch(
            DecredEndpoint endpoint, DecredWatcher watcher, Environment environment, Scope scope, StopSignal signal) {}

    private final Set<Peer> peers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean everConnected = new AtomicBoolean();
    private final AtomicInteger neverConnected = new AtomicInteger();
    private final AtomicReference<@Nullable CommandFailed> failed = new AtomicReference<>();

    @Override
    public Integer call() throws InterruptedException {
        Network network = options.network();
        List<NodeAddress> nodes = new ArrayList<>();
        targets.forEach(target -> nodes.add(NodeAddress.parse(target, network.port())));
        StopSignal signal = StopSignal.install();
        try (Environment environment = Environment.system()) {
            HandshakeTerms terms = new HandshakeTerms(new LocalNode(network), environment);
            DecredEndpoint endpoint = new DecredEndpoint(terms, environment, options.proxy());
            Scope scope = new Scope("watch", environment.time());
            DecredWatcher watcher = new DecredWatcher(environment.time(), output);
            Watch watch = new Watch(endpoint, watcher, environment, scope, signal);
            neverConnected.set(nodes.size());
            for (NodeAddress node : nodes) {
                scope.start("watch " + node, () -> watch(node, watch));
            }
            signal.await();
            boolean inTime = stop(scope, environment);
            CommandFailed why = failed.get();
            if (why != null) {
                throw why;
            }
            return inTime ? ExitStatus.DONE : ExitStatus.FAILED;
        }
    }

    /** Dials, watches, waits, again and again; blocks until the scope is cancelled. */
    private void watch(NodeAddress node, Watch with) throws InterruptedException {
        Environment environment = with.environment();
        Scope scope = with.scope();
        Backoff backoff = new Backoff(environment.time(), environment.entropy(), PACE);
        Inbox<Object> pause = new Inbox<>(environment.time(), 0);
        scope.onCancel(pause::cancel);
        boolean first = true;
        while (!scope.isCancelled()) {
            try {
                Trace trace = new Trace(environment.time());
                Deadline by = environment.time().in(CONNECT);
                Peer peer = with.endpoint()
                        .dial(node.host(), node.port(), by, trace, scope)
                        .run()
                        .start(scope, with.watcher());
                everConnected.set(true);
                backoff.reset();
                peers.add(peer);
                peer.awaitEnd(Deadline.NEVER);
                peers.remove(peer);
            } catch (HandshakeException e) {
                tell(node, e, first, with);
            }
            first = false;
            pause.awaitEnding(backoff.next());
        }
    }

    private void tell(NodeAddress node, HandshakeException failure, boolean first, Watch with) {
        if (with.scope().isCancelled()) {
            return;
        }
        Map<String, Object> event = DecredText.event("failed", node.toString());
        event.putAll(Output.failure(failure));
        output.tell(event);
        output.say(node + " failed: " + failure.getMessage());
        if (first && neverConnected.decrementAndGet() == 0 && !everConnected.get()) {
            failed.set(CommandFailed.because("watching " + node, failure)); // nobody is there: no use in waiting
            with.signal().request();
        }
    }

    private boolean stop(Scope scope, Environment environment) throws InterruptedException {
        Scope closing = new Scope("closing", environment.time());
        for (Peer peer : peers) {
            closing.start("peer", peer::close);
        }
        Deadline by = environment.time().in(STOP_WITHIN);
        boolean closed = closing.join(by);
        scope.cancel();
        return scope.join(by) && closed;
    }
}
