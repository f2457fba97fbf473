// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.decred.address.PeerAddress;
import io.handfast.decred.peer.DecredEndpoint;
import io.handfast.decred.peer.HandshakeTerms;
import io.handfast.decred.peer.LocalNode;
import io.handfast.decred.peer.PeerAnswers;
import io.handfast.decred.peer.PeerLimits;
import io.handfast.decred.peer.PeerListener;
import io.handfast.decred.set.Crawl;
import io.handfast.decred.set.CrawlException;
import io.handfast.decred.set.CrawlStore;
import io.handfast.decred.set.Dial;
import io.handfast.decred.set.NodeDial;
import io.handfast.decred.set.SetFailure;
import io.handfast.decred.wire.Network;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.Cancelled;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "crawl",
        description = {
            "Find the nodes of a network: visit each that anybody tells of, and count what they are.",
            "Interrupted, it goes on where it was when it is started again with the same store."
        },
        footer = {"", "Example: handfast decred crawl --network testnet --store nodes.jsonl"})
final class CrawlCommand implements Callable<Integer> {
    private static final Duration LEAVE = Duration.ofSeconds(15);
    private static final int SEEDER_ATTEMPTS = 3;

    @Mixin
    private Output output = new Output();

    @Mixin
    private DecredOptions options = new DecredOptions();

    @Option(
            names = "--seed",
            paramLabel = "HOST",
            arity = "1..*",
            description = {
                "Where to begin: a node's IP address with or without port, a seeder's name or https:// address,",
                "or dns: and a name that stands for nodes. Default: the network's seeders."
            })
    private List<String> seeds = List.of();

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "64",
            description = "How many nodes to visit at once; default: ${DEFAULT-VALUE}.")
    private int concurrency = 64;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many addresses to look at, at most; default: ${DEFAULT-VALUE}.")
    private int limit = 100_000;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long a node may take to shake hands, and as long again to tell addresses;"
                    + " default: ${DEFAULT-VALUE}.")
    private int timeoutSeconds = 10;

    @Option(names = "--store", required = true, paramLabel = "FILE", description = "What is found, as JSON lines.")
    private Path store = Path.of("");

    @Option(
            names = "--seeder-json",
            description = "In the end the reachable nodes on stdout, as a seeder's HTTP interface tells of them.")
    private boolean seederJson;

    @Override
    public Integer call() throws Exception {
        requireSense();
        Network of = options.network();
        if (seederJson) {
            output.leaveStdout();
        }
        StopSignal signal = StopSignal.install();
        try (Environment environment = Environment.system();
                CrawlStore found = open(of)) {
            CrawlScreen screen = new CrawlScreen(output, environment.time(), HubScreen.isTerminal());
            boolean whole = finishes(of, found, screen, signal, environment);
            screen.summary(of, found, whole);
            if (seederJson) {
                found.nodes().stream()
                        .flatMap(node -> node.told().stream())
                        .forEach(told -> System.out.println(told.line()));
            }
            return status(found, whole);
        } catch (CrawlException e) {
            throw failed(e.code(), String.valueOf(e.getMessage()));
        }
    }

    private void requireSense() {
        if (concurrency < 1 || concurrency > 10_000) {
            throw wrong("--concurrency " + concurrency + ": 1 to 10000 expected");
        }
        if (limit < 1) {
            throw wrong("--limit " + limit + ": at least 1 expected");
        }
        if (timeoutSeconds < 1 || timeoutSeconds > 3_600) {
            throw wrong("--timeout " + timeoutSeconds + ": 1 to 3600 seconds expected");
        }
        if (seederJson && output.isJson()) {
            throw wrong("--json and --seeder-json: both write to stdout; leave one of them out");
        }
    }

    private CrawlStore open(Network of) throws CrawlException {
        try {
            return CrawlStore.open(store, of);
        } catch (CrawlException e) {
            if (e.code() != SetFailure.STORE_DAMAGED) {
                throw e;
            }
            output.warn(e.getMessage() + "; " + e.code().hint());
            return CrawlStore.open(store, of);
        }
    }

    /** Crawls on a thread of its own, because this one has to hear of signals; false after a signal. */
    private boolean finishes(
            Network of, CrawlStore found, CrawlScreen screen, StopSignal signal, Environment environment)
            throws Exception {
        Scope scope = new Scope("crawling", environment.time());
        AtomicReference<Exception> failure = new AtomicReference<>();
        AtomicReference<Boolean> whole = new AtomicReference<>(false);
        scope.start("crawl", () -> {
            try {
                whole.set(crawl(of, found, screen, scope, environment));
            } catch (Exception e) {
                failure.set(e);
            } finally {
                signal.request();
            }
        });
        signal.await();
        scope.cancel();
        scope.join(environment.time().in(LEAVE));
        if (failure.get() != null && !(failure.get() instanceof Cancelled)) {
            throw failure.get();
        }
        return whole.get();
    }

    private boolean crawl(Network of, CrawlStore found, CrawlScreen screen, Scope scope, Environment environment)
            throws Exception {
        boolean resumes = !found.isFinished();
        DecredSeeds beginning = new DecredSeeds(options, seeds, output, environment);
        List<PeerAddress> first =
                resumes ? beginning.named() : beginning.ask(SEEDER_ATTEMPTS, scope); // who goes on asks nobody
        if (first.isEmpty() && found.summary().known() == 0) {
            throw failed(
                    SetFailure.NO_ADDRESSES,
                    "nobody to begin with on " + of.name().toLowerCase(Locale.ROOT));
        }
        if (resumes) {
            output.say("going on: " + found.summary().visited() + " addresses were visited already");
        }
        boolean simulated = of == Network.SIMNET || of == Network.REGNET;
        Duration timeout = Duration.ofSeconds(timeoutSeconds);
        Crawl.Settings settings = new Crawl.Settings(
                concurrency, limit, !simulated, options.proxy().isPresent(), timeout);
        return new Crawl(settings, dial(of, timeout, environment), found, screen::visited, environment)
                .run(first, scope);
    }

    private Dial dial(Network of, Duration timeout, Environment environment) {
        HandshakeTerms terms = new HandshakeTerms(new LocalNode(of).withRelayTx(false), environment)
                .withLimits(PeerLimits.usual().withHandshake(timeout));
        DecredEndpoint endpoint = new DecredEndpoint(terms, environment, options.proxy());
        return new NodeDial(endpoint, PeerAnswers.NOTHING, PeerListener.NONE, timeout, environment);
    }

    private int status(CrawlStore found, boolean whole) {
        if (!whole) {
            return ExitStatus.INTERRUPTED;
        }
        if (found.summary().reachable() == 0) {
            throw failed(SetFailure.NOBODY_REACHED, "none of " + found.summary().visited() + " addresses answered");
        }
        return ExitStatus.DONE;
    }

    private CommandFailed failed(SetFailure code, String what) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("event", "failure");
        object.put("code", code.code());
        object.put("got", what);
        object.put("hint", code.hint());
        output.tell(object);
        String named = what.startsWith(code.code()) ? what : code.code() + ": " + what;
        return new CommandFailed(ExitStatus.FAILED, "crawl: " + named + "; " + code.hint());
    }

    private static CommandFailed wrong(String message) {
        return new CommandFailed(ExitStatus.USAGE, message);
    }
}
