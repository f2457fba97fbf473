// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.decred.headers.ChainParams;
import io.handfast.decred.headers.HeaderRules;
import io.handfast.decred.headers.HeaderStore;
import io.handfast.decred.headers.HeaderSync;
import io.handfast.decred.headers.Synced;
import io.handfast.decred.wire.Network;
import io.handfast.engine.Environment;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.hub.app.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The node to ask, the file of headers, and how it is brought up to date: a mixin of the commands that need a chain. */
final class DecredChain {
    /** What such a command does with its chain; it puts what it finds into the object, for a failure too. */
    @FunctionalInterface
    interface Use {
        void run(
                NodeChoice choice,
                HeaderStore store,
                HeaderRules rules,
                Map<String, Object> object,
                Environment environment)
                throws HandshakeException;
    }

    @Parameters(paramLabel = "HOST[:PORT]", arity = "0..1", description = "The node; default: the one on this machine.")
    private @Nullable String target;

    @Option(
            names = "--seed",
            paramLabel = "HOST",
            arity = "0..1",
            description = {
                "Instead of a node: ask the network's seeders, or the one with this name or https:// address,",
                "and take the first of their nodes that answers."
            })
    private @Nullable String seed;

    @Option(
            names = "--store",
            paramLabel = "FILE",
            description =
                    "Where the headers are kept; default: headers-NETWORK in the folder decred of the data directory.")
    private @Nullable Path file;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "For connecting, and again for each answer; default 30.")
    private int timeoutSeconds = 30;

    Duration timeout() {
        if (timeoutSeconds < 1 || timeoutSeconds > 3_600) {
            throw new CommandFailed(ExitStatus.USAGE, "--timeout " + timeoutSeconds + ": 1 to 3600 seconds expected");
        }
        return Duration.ofSeconds(timeoutSeconds);
    }

    static String word(Network network) {
        return network == Network.TESTNET3 ? "testnet" : network.name().toLowerCase(Locale.ROOT);
    }

    /** Opens the chain for a command and closes it again; a failure is told as JSON and as the command's. */
    void use(String what, DecredOptions options, Output output, Use use) throws IOException {
        Network network = options.network();
        NodeChoice choice = new NodeChoice(options, output, Optional.ofNullable(target), Optional.ofNullable(seed));
        Map<String, Object> object = new LinkedHashMap<>();
        choice.chosen().ifPresent(at -> object.put("target", at.toString()));
        object.put("network", word(network));
        try (Environment environment = Environment.system()) {
            HeaderRules rules = new HeaderRules(ChainParams.of(network), environment.time());
            try (HeaderStore store = open(rules, output)) {
                use.run(choice, store, rules, object, environment);
            }
        } catch (HandshakeException e) {
            object.putAll(Output.failure(e));
            object.put("hint", choice.hint(e));
            output.tell(object);
            String from = choice.chosen().map(at -> " from " + at).orElse("");
            throw CommandFailed.because(what + from, e, choice.hint(e));
        }
    }

    /** Connects with the node to ask, and puts it into what is told. */
    DialledNode dial(NodeChoice choice, Map<String, Object> object, Environment environment) throws HandshakeException {
        DialledNode node = choice.dial(timeout(), environment);
        choice.chosen().ifPresent(at -> object.put("target", at.toString()));
        return node;
    }

    /** Opens it, and says what opening had to cut off. */
    private HeaderStore open(HeaderRules rules, Output output) throws HandshakeException, IOException {
        Path path = path(rules.params().network());
        HeaderStore store = HeaderStore.open(path, rules);
        store.repair()
                .ifPresent(cut -> output.warn("the end of " + path + " was torn: " + cut.headers() + " headers and "
                        + cut.bytes() + " bytes were cut off and are fetched again"));
        return store;
    }

    private Path path(Network network) throws IOException {
        if (file != null) {
            return file;
        }
        Path data = DataDirectory.choose(Optional.empty(), System.getenv(), Boolean.getBoolean("handfast.checkout"));
        return Files.createDirectories(data.resolve("decred")).resolve("headers-" + word(network));
    }

    /** Fetches what is missing, with a progress line. */
    Synced sync(DialledNode node, HeaderStore store, HeaderRules rules, Progress progress, Environment environment)
            throws HandshakeException {
        long start = environment.time().nanos();
        long before = store.height();
        return new HeaderSync(store, rules, environment, timeout())
                .run(node.peer().ask()::headers, (height, received) -> {
                    double seconds = Math.max(1, environment.time().nanos() - start) / 1e9;
                    progress.show(
                            "headers", height - before, node.height() - before, Math.round(received / seconds) + "/s");
                });
    }
}
