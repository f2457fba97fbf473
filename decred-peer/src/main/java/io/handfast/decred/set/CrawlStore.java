// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import io.handfast.decred.address.PeerAddress;
import io.handfast.decred.json.FlatObject;
import io.handfast.decred.json.NotFlat;
import io.handfast.decred.wire.Network;
import io.handfast.engine.file.DurableFiles;
import io.handfast.engine.file.GrowingFile;
import io.handfast.engine.file.Readers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a crawl knows, on the disk at any moment: JSON lines that are only ever added. What an address told stands before
 * the line of its visit, so that a kill between the two repeats the visit; a last line that a kill cut off is dropped.
 * A crawl that was finished begins a new round over all that is known. One owner.
 */
public final class CrawlStore implements AutoCloseable {
    /** So many lines may be lost when the power goes; a kill loses none. */
    private static final int SYNC_EVERY = 256;

    private final Path path;
    private final GrowingFile file;
    private final Set<PeerAddress> known = new LinkedHashSet<>();
    private final Map<PeerAddress, CrawledNode> visited = new LinkedHashMap<>();
    private boolean finished = true;
    private int unsynced;

    private CrawlStore(Path path, GrowingFile file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Opens a crawl's file or makes it; its folder must be there.
     *
     * @param path its name
     * @param network whose nodes it is about
     * @return what was found so far
     * @throws CrawlException {@code decred.crawl.damaged}: it was moved aside, and the same name can be opened now;
     *     {@code decred.crawl.foreign}, {@code decred.crawl.unusable}: nothing was touched
     */
    public static CrawlStore open(Path path, Network network) throws CrawlException {
        try {
            GrowingFile file = GrowingFile.open(path, Readers.USUAL);
            try {
                byte[] content = file.read(0, Math.toIntExact(file.size()));
                int whole = wholeLines(content);
                CrawlStore store = new CrawlStore(path, file);
                store.read(new String(content, 0, whole, StandardCharsets.UTF_8), network);
                file.cutTo(whole);
                if (whole == 0) {
                    store.append(CrawlLines.header(network));
                }
                return store;
            } catch (CrawlException | IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private static int wholeLines(byte[] content) {
        int end = content.length;
        while (end > 0 && content[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private void read(String text, Network network) throws CrawlException, IOException {
        try {
            int number = 0;
            for (String line : (Iterable<String>) text.lines()::iterator) {
                number++;
                read(line, number, network);
            }
        } catch (NotFlat e) {
            throw damaged(e.why());
        }
    }

    private void read(String line, int number, Network network) throws NotFlat, CrawlException {
        try {
            FlatObject object = FlatObject.read(line);
            if (number == 1) {
                requireOurs(object, network);
            } else {
                note(object);
            }
        } catch (NotFlat e) {
            throw e.inLine(number);
        }
    }

    private void requireOurs(FlatObject header, Network network) throws NotFlat, CrawlException {
        if (!header.text("format").equals(CrawlLines.FORMAT)) {
            throw header.wrong("format", CrawlLines.FORMAT);
        }
        long version = header.number("version", 1, Integer.MAX_VALUE);
        String theirs = header.text("network");
        if (version > CrawlLines.VERSION || !theirs.equals(CrawlLines.name(network))) {
            String why = "version " + version + " of " + theirs + ", version " + CrawlLines.VERSION + " of "
                    + CrawlLines.name(network) + " expected";
            throw new CrawlException(SetFailure.STORE_FOREIGN, path, Optional.empty(), why, null);
        }
    }

    private void note(FlatObject line) throws NotFlat {
        switch (line.text("event")) {
            case "round" -> {
                visited.clear();
                finished = false;
            }
            case "found" -> known.add(CrawlLines.address(line));
            case "node" -> {
                CrawledNode node = CrawlLines.node(line);
                known.add(node.address());
                visited.put(node.address(), node);
            }
            case "done" -> finished = true;
            default -> throw line.wrong("event", "round, found, node or done");
        }
    }

    private CrawlException damaged(String why) throws IOException {
        Path aside = DurableFiles.setAside(path, "damaged");
        return new CrawlException(SetFailure.STORE_DAMAGED, path, Optional.of(aside), why, null);
    }

    private static CrawlException unusable(Path path, IOException e) {
        String why = e.getClass().getSimpleName() + ": " + e.getMessage();
        return new CrawlException(SetFailure.STORE_UNUSABLE, path, Optional.empty(), why, e);
    }

    /** Goes on with the round that was broken off, or begins one over all that is known. */
    void begin(Instant now) throws CrawlException {
        if (finished) {
            add(CrawlLines.event("round", now));
            visited.clear();
            finished = false;
        }
    }

    /** The addresses that have no visit in this round, in the order in which they became known. */
    ArrayDeque<PeerAddress> unvisited() {
        ArrayDeque<PeerAddress> left = new ArrayDeque<>();
        known.stream().filter(address -> !visited.containsKey(address)).forEach(left::add);
        return left;
    }

    boolean isKnown(PeerAddress address) {
        return known.contains(address);
    }

    Collection<PeerAddress> known() {
        return Collections.unmodifiableCollection(known);
    }

    int knownSize() {
        return known.size();
    }

    void found(Collection<PeerAddress> addresses) throws CrawlException {
        StringBuilder lines = new StringBuilder();
        addresses.stream().filter(known::add).forEach(address -> lines.append(CrawlLines.found(address)));
        add(lines.toString());
    }

    void visited(CrawledNode node) throws CrawlException {
        add(CrawlLines.node(node));
        visited.put(node.address(), node);
    }

    void finish(Instant now) throws CrawlException {
        add(CrawlLines.event("done", now));
        finished = true;
    }

    private void add(String lines) throws CrawlException {
        try {
            append(lines);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private void append(String lines) throws IOException {
        file.append(StandardCharsets.UTF_8.encode(lines));
        unsynced++;
        if (unsynced >= SYNC_EVERY) {
            file.sync();
            unsynced = 0;
        }
    }

    /**
     * Whether the last round went through to its end.
     *
     * @return true for a new file, too
     */
    public boolean isFinished() {
        return finished;
    }

    /**
     * The visits of the round.
     *
     * @return a view, in their order
     */
    public Collection<CrawledNode> nodes() {
        return Collections.unmodifiableCollection(visited.values());
    }

    /**
     * What was found in the round.
     *
     * @return counts
     */
    public CrawlSummary summary() {
        return CrawlSummary.of(known.size(), visited.values());
    }

    /**
     * Makes the end durable.
     *
     * @throws CrawlException {@code decred.crawl.unusable}
     */
    @Override
    public void close() throws CrawlException {
        try (file) {
            file.sync();
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }
}
