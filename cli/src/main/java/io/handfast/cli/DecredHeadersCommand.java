// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.decred.headers.HeaderRules;
import io.handfast.decred.headers.HeaderStore;
import io.handfast.decred.headers.Synced;
import io.handfast.engine.Environment;
import io.handfast.engine.failure.HandshakeException;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "headers",
        description = {
            "Fetch all block headers from a node of Decred, verify them, and keep them in a file.",
            "Goes on where it was: what the file has is not asked for again."
        },
        footer = {"", "Example: handfast decred headers 127.0.0.1 --network simnet --store simnet.headers"})
final class DecredHeadersCommand implements Callable<Integer> {
    @Mixin
    private Output output = new Output();

    @Mixin
    private DecredOptions options = new DecredOptions();

    @Mixin
    private DecredChain chain = new DecredChain();

    @Override
    public Integer call() throws IOException {
        chain.use("headers", options, output, this::sync);
        return ExitStatus.DONE;
    }

    private void sync(
            NodeChoice choice,
            HeaderStore store,
            HeaderRules rules,
            Map<String, Object> object,
            Environment environment)
            throws HandshakeException {
        long before = store.height();
        object.put("before", before);
        object.put("height", before);
        output.say(before == 0 ? "nothing stored yet" : "stored up to height " + before);
        long start = environment.time().nanos();
        try (DialledNode node = chain.dial(choice, object, environment)) {
            object.put("peerHeight", node.height());
            Synced synced = chain.sync(node, store, rules, new Progress(output), environment);
            double seconds = (environment.time().nanos() - start) / 1e9;
            tell(synced, object, seconds);
        } finally {
            object.put("height", store.height()); // of a failure too
        }
    }

    private void tell(Synced synced, Map<String, Object> object, double seconds) {
        object.put("height", synced.height());
        object.put("tip", synced.tip().toString());
        object.put("work", synced.work().toString(16));
        object.put("received", synced.received());
        object.put("dropped", synced.dropped());
        object.put("tookMillis", Math.round(seconds * 1e3));
        output.tell(object);
        if (synced.dropped() > 0) {
            output.say(synced.dropped() + " headers were replaced by a branch with more work");
        }
        output.say(String.format(
                Locale.ROOT,
                "verified up to height %d, %d new in %.1f s; the tip is %s",
                synced.height(),
                synced.received(),
                seconds,
                synced.tip()));
    }
}
