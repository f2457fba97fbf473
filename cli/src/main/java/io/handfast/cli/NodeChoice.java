// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.decred.address.PeerAddress;
import io.handfast.decred.set.SetFailure;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which node a command asks: the one that is named, the first that answers of those seeders tell of, or our own. */
final class NodeChoice {
    private static final String OUR_OWN = "127.0.0.1";
    private static final String PHASE = "choose a node";

    /** More than that out of reach is not the nodes' fault. */
    private static final int MOST_TRIED = 8;

    private final DecredOptions options;
    private final Output output;
    private final Optional<String> named;
    private final Optional<String> seed;
    private Optional<NodeAddress> chosen;

    /** An empty seed stands for the network's own seeders. */
    NodeChoice(DecredOptions options, Output output, Optional<String> named, Optional<String> seed) {
        if (named.isPresent() && seed.isPresent()) {
            throw new CommandFailed(ExitStatus.USAGE, "a HOST and --seed: name the node, or have one looked for");
        }
        this.options = options;
        this.output = output;
        this.named = named;
        this.seed = seed;
        int port = options.network().port();
        this.chosen = seed.isPresent() ? Optional.empty() : Optional.of(NodeAddress.parse(named.orElse(OUR_OWN), port));
    }

    /** The node that is asked, or was asked last. */
    Optional<NodeAddress> chosen() {
        return chosen;
    }

    /** Blocks until a handshake is done, with the one node there is or with the first of the others that answers. */
    DialledNode dial(Duration timeout, Environment environment) throws HandshakeException {
        return seed.isPresent()
                ? dialFirst(addresses(seed.get(), environment), timeout, environment)
                : DialledNode.dial(chosen.orElseThrow(), options, timeout, environment);
    }

    private List<PeerAddress> addresses(String seed, Environment environment) throws Cancelled {
        Scope scope = new Scope("seeds", environment.time());
        try {
            return new DecredSeeds(options, seed.isEmpty() ? List.of() : List.of(seed), output, environment)
                    .ask(1, scope);
        } finally {
            scope.cancel();
        }
    }

    private DialledNode dialFirst(List<PeerAddress> addresses, Duration timeout, Environment environment)
            throws HandshakeException {
        if (addresses.isEmpty()) {
            throw new LocallyRefused(SetFailure.NO_ADDRESSES, PHASE, "somebody who tells of nodes", "nobody");
        }
        List<PeerAddress> tried = addresses.subList(0, Math.min(MOST_TRIED, addresses.size()));
        for (PeerAddress address : tried) {
            NodeAddress at = NodeAddress.parse(address.toString(), address.port());
            try {
                DialledNode node = DialledNode.dial(at, options, timeout, environment);
                chosen = Optional.of(at);
                output.say("asking " + at);
                return node;
            } catch (Cancelled e) {
                throw e;
            } catch (HandshakeException e) {
                output.say("  " + at + ": " + e.code().code());
            }
        }
        throw new LocallyRefused(
                SetFailure.NOBODY_REACHED, PHASE, "an answer of one of " + tried.size() + " nodes", "none");
    }

    /** What to do about a failure; a machine without a node of its own has one more remedy. */
    String hint(HandshakeException failure) {
        boolean nothingListens = failure.code() == EngineFailure.CONNECTION_REFUSED;
        return nothingListens && named.isEmpty() && seed.isEmpty()
                ? "no node runs on this machine: name a HOST, or --seed for one that the network's seeders know;"
                        + " handfast decred crawl finds them all"
                : failure.code().hint();
    }
}
