// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.engine.file.DurableFiles;
import io.handfast.engine.file.Readers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The hub's durable writes, each as {@link DurableFiles} makes it. Trouble is told once, not at each write, and so is
 * its end. Safe for all threads; writes to one file are the caller's to order.
 */
final class Storage {
    private final Consumer<String> told;
    private final Set<Path> failing = ConcurrentHashMap.newKeySet();
    /** Files whose last line is known to be whole. */
    private final Set<Path> ended = ConcurrentHashMap.newKeySet();

    /**
     * @param told hears, in one line for people, when files cannot be written and when they can again; must not block
     */
    Storage(Consumer<String> told) {
        this.told = told;
    }

    /** For what has nobody to tell. */
    static Storage silent() {
        return new Storage(_ -> {});
    }

    /** Whether some file could not be written, and not since. */
    boolean isInTrouble() {
        return !failing.isEmpty();
    }

    boolean exists(Path file) {
        return Files.exists(file);
    }

    /** How long it is; 0 when there is none. */
    long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    byte[] bytes(Path file) throws IOException {
        return Files.readAllBytes(file);
    }

    /** UTF-8. */
    String text(Path file) throws IOException {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    /** Makes a file for the owner alone, or takes the place of an older one. */
    void replace(Path file, String text) throws IOException {
        replace(file, text.getBytes(StandardCharsets.UTF_8), Readers.OWNER);
    }

    /** Makes a file, and its folder, or takes the place of an older one. */
    void replace(Path file, byte[] content, Readers readers) throws IOException {
        watched(file, () -> {
            Files.createDirectories(DurableFiles.folder(file));
            DurableFiles.replace(file, content, readers);
        });
    }

    /** Writes a line at the end of a file. A line that a crash cut off before it is ended first. */
    void append(Path file, String line) throws IOException {
        watched(file, () -> {
            if (!exists(file)) {
                Files.createDirectories(DurableFiles.folder(file));
            }
            String begin = ended.remove(file) || endsWithLineFeed(file) ? "" : "\n";
            DurableFiles.append(file, (begin + line + "\n").getBytes(StandardCharsets.UTF_8), Readers.OWNER);
            ended.add(file);
        });
    }

    private boolean endsWithLineFeed(Path file) throws IOException {
        byte[] content = exists(file) ? bytes(file) : new byte[0];
        return content.length == 0 || content[content.length - 1] == '\n';
    }

    /** Gives a file another name; what had that name is gone. */
    void rename(Path from, Path to) throws IOException {
        watched(from, () -> {
            DurableFiles.rename(from, to);
            ended.remove(from);
        });
    }

    @FunctionalInterface
    private interface Steps {
        void run() throws IOException;
    }

    private void watched(Path file, Steps steps) throws IOException {
        try {
            steps.run();
        } catch (IOException e) {
            boolean first = failing.isEmpty();
            failing.add(file);
            if (first) {
                told.accept(file + " cannot be written: " + DurableFiles.reason(e) + "; the hub runs on, and refuses"
                        + " changes of trust until it can be: free space, or make the folder writable");
            }
            throw e;
        }
        if (failing.remove(file) && failing.isEmpty()) {
            told.accept(file + " can be written again");
        }
    }
}
