// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.decred.headers.HeaderStore;
import io.handfast.decred.scan.FilterMatch;
import io.handfast.decred.scan.FilterScan;
import io.handfast.decred.scan.PaymentAddress;
import io.handfast.decred.scan.ScanFile;
import io.handfast.decred.scan.ScanState;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.engine.Environment;
import io.handfast.engine.failure.HandshakeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "filters",
        description = {
            "Find the blocks that pay or spend addresses or scripts, by the committed filters of a node of Decred.",
            "The node learns which blocks are looked at, never what for. Brings the headers up to date first."
        },
        footer = {"", "Example: handfast decred filters 127.0.0.1 --address DsUZxxoHJSty8DCfwfartwTYbuhmVct7tJu"})
final class DecredFiltersCommand implements Callable<Integer> {
    @Mixin
    private Output output = new Output();

    @Mixin
    private DecredOptions options = new DecredOptions();

    @Mixin
    private DecredChain chain = new DecredChain();

    @Option(names = "--address", paramLabel = "ADDRESS", description = "What to look for; as often as wanted.")
    private List<String> addresses = List.of();

    @Option(names = "--script", paramLabel = "HEX", description = "What to look for, as a script; as often as wanted.")
    private List<String> scripts = List.of();

    @Option(names = "--from", paramLabel = "HEIGHT", defaultValue = "0", description = "The first block; default: 0.")
    private long from;

    @Option(names = "--to", paramLabel = "HEIGHT", description = "The last block; default: the last there is.")
    private @Nullable Long to;

    @Option(names = "--state", paramLabel = "FILE", description = "Where to keep how far the scan is, to go on later.")
    private @Nullable Path state;

    @Override
    public Integer call() throws IOException {
        List<Bytes> wanted = wanted(options.network());
        chain.use("filters", options, output, (choice, store, rules, object, environment) -> {
            try (DialledNode node = chain.dial(choice, object, environment)) {
                chain.sync(node, store, rules, new Progress(output), environment);
                scan(node, store, wanted, object, environment);
            }
        });
        return ExitStatus.DONE;
    }

    private List<Bytes> wanted(Network network) {
        List<Bytes> wanted = new ArrayList<>();
        try {
            addresses.forEach(
                    address -> wanted.add(PaymentAddress.parse(address, network).script()));
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitStatus.USAGE, "--address: " + e.getMessage());
        }
        for (String script : scripts) {
            try {
                wanted.add(Bytes.ofHex(script));
            } catch (IllegalArgumentException _) {
                throw new CommandFailed(ExitStatus.USAGE, "--script " + script + ": hexadecimal digits expected");
            }
        }
        if (wanted.isEmpty() || wanted.contains(Bytes.EMPTY)) {
            throw new CommandFailed(ExitStatus.USAGE, "nothing to look for; name an --address or a --script");
        }
        return wanted;
    }

    private void scan(
            DialledNode node,
            HeaderStore store,
            List<Bytes> wanted,
            Map<String, Object> object,
            Environment environment)
            throws HandshakeException {
        long last = to == null ? store.height() : to;
        if (from < 0 || from > last || last > store.height()) {
            throw new CommandFailed(
                    ExitStatus.USAGE,
                    "--from " + from + " --to " + last + ": heights from 0 to " + store.height() + " expected");
        }
        FilterScan scan = new FilterScan(store, wanted, environment, chain.timeout());
        long blind = scan.uncommitted(Math.max(1, from), last);
        if (blind > 0) {
            output.warn(blind + " of these blocks commit to no filter: what the node says of them has to be believed");
        }
        Optional<ScanFile> file = Optional.ofNullable(state).map(ScanFile::new);
        ScanState beginning = scan.beginning(from);
        ScanState stored = file.isPresent() ? file.get().load(beginning) : beginning;
        stored.matches().forEach(this::tell);
        Watch watch = new Watch(file, last, stored.matches().size());
        ScanState done = scan.run(node.peer().ask()::filters, stored, last, watch::scanned);
        object.put("event", "summary");
        object.put("from", from);
        object.put("to", last);
        object.put("matches", done.matches().size());
        object.put("uncommitted", blind);
        output.tell(object);
        output.say(done.matches().size() + " blocks match from height " + from + " to " + last);
    }

    private void tell(FilterMatch match) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("event", "match");
        object.put("height", match.height());
        object.put("block", match.block().toString());
        output.tell(object);
        output.say("height " + match.height() + "  block " + match.block());
    }

    /** Shows what is new since the last range, and keeps it. */
    private final class Watch {
        private final Optional<ScanFile> file;
        private final long last;
        private final Progress progress = new Progress(output);
        private int told;

        Watch(Optional<ScanFile> file, long last, int told) {
            this.file = file;
            this.last = last;
            this.told = told;
        }

        void scanned(ScanState now) throws HandshakeException {
            if (file.isPresent()) {
                file.get().keep(now);
            }
            // After a change of the chain the scan goes back, and there may be fewer than were told.
            int first = Math.min(told, now.matches().size());
            now.matches().subList(first, now.matches().size()).forEach(DecredFiltersCommand.this::tell);
            told = now.matches().size();
            progress.show("filters", now.next() - from, last - from + 1, told + " match");
        }
    }
}
