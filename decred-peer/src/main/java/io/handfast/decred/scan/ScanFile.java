// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.scan;

import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.encoding.Blake256;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.file.DurableFiles;
import io.handfast.engine.file.Readers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a scan keeps how far it is: lines of text, the last of them the BLAKE-256 of those before. Each change makes a
 * new file and gives it the name, so that at any moment the old or the new one is there, whole. For one thread.
 */
public final class ScanFile implements ScanListener {
    private static final String TITLE = "handfast filter scan 1";
    private static final int FIXED_LINES = 6;
    private static final long MAX_BYTES = 64L << 20;

    private final Path path;

    /**
     * A file, not looked at yet.
     *
     * @param path where; its folder has to be there
     */
    public ScanFile(Path path) {
        this.path = path;
    }

    /**
     * What was kept.
     *
     * @param beginning of the scan that wants to go on
     * @return its state; the beginning when there is no file
     * @throws LocallyRefused {@code state-foreign} when the file is something else or of another scan, or {@code
     *     state-unusable}; it is left as it is
     */
    public ScanState load(ScanState beginning) throws LocallyRefused {
        Optional<String> text = text();
        if (text.isEmpty()) {
            return beginning;
        }
        ScanState state;
        try {
            state = parse(text.get());
        } catch (IllegalArgumentException e) {
            throw FilterScan.foreign("the state of a scan in " + path, String.valueOf(e.getMessage()));
        }
        if (!state.isOf(beginning)) {
            throw FilterScan.foreign(
                    "a scan for the same scripts from height " + beginning.from() + " of " + beginning.network(),
                    "another one from height " + state.from() + " of " + state.network() + " (" + path + ")");
        }
        return state;
    }

    private Optional<String> text() throws LocallyRefused {
        try {
            if (!Files.exists(path)) {
                return Optional.empty();
            }
            if (Files.size(path) > MAX_BYTES) {
                throw FilterScan.foreign("the state of a scan in " + path, "more than " + MAX_BYTES + " bytes");
            }
            return Optional.of(Files.readString(path, StandardCharsets.ISO_8859_1)); // any bytes are text
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Throws IllegalArgumentException for what {@link #text(ScanState)} does not make. */
    static ScanState parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < FIXED_LINES + 1 || !lines.getFirst().equals(TITLE)) {
            throw new IllegalArgumentException("another file, or one of another version");
        }
        List<FilterMatch> matches = new ArrayList<>();
        for (String line : lines.subList(FIXED_LINES, lines.size() - 1)) {
            String[] words = value("match", line).split(" ", -1);
            if (words.length != 2) {
                throw new IllegalArgumentException("not a match: " + line);
            }
            matches.add(new FilterMatch(Long.parseLong(words[0]), Hash.ofDisplay(words[1])));
        }
        ScanState state = new ScanState(
                Network.valueOf(value("network", lines.get(1))),
                Hash.ofWire(value("scripts", lines.get(2))),
                Long.parseLong(value("from", lines.get(3))),
                Long.parseLong(value("next", lines.get(4))),
                Hash.ofDisplay(value("last", lines.get(5))),
                matches);
        if (!text(state).equals(text)) { // the checksum among the rest
            throw new IllegalArgumentException("a state that is damaged");
        }
        return state;
    }

    private static String value(String name, String line) {
        if (!line.startsWith(name + " ")) {
            throw new IllegalArgumentException("no " + name + ": " + line);
        }
        return line.substring(name.length() + 1);
    }

    static String text(ScanState state) {
        StringBuilder text = new StringBuilder(TITLE)
                .append("\nnetwork ")
                .append(state.network())
                .append("\nscripts ")
                .append(state.scripts().toWireHex())
                .append("\nfrom ")
                .append(state.from())
                .append("\nnext ")
                .append(state.next())
                .append("\nlast ")
                .append(state.last())
                .append('\n');
        for (FilterMatch match : state.matches()) {
            text.append("match ")
                    .append(match.height())
                    .append(' ')
                    .append(match.block())
                    .append('\n');
        }
        byte[] before = text.toString().getBytes(StandardCharsets.US_ASCII);
        return text.append("hash ")
                .append(Blake256.hash(before).toWireHex())
                .append('\n')
                .toString();
    }

    /**
     * Keeps it, durably.
     *
     * @param state how far the scan is
     * @throws LocallyRefused {@code state-unusable}; what was kept before still is
     */
    public void keep(ScanState state) throws LocallyRefused {
        try {
            DurableFiles.replace(path, text(state).getBytes(StandardCharsets.US_ASCII), Readers.USUAL);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    @Override
    public void scanned(ScanState state) throws LocallyRefused {
        keep(state);
    }

    private LocallyRefused unusable(IOException why) {
        return new LocallyRefused(FiltersFailure.STATE_UNUSABLE, "keep scan", "to use " + path, why.toString(), why);
    }
}
