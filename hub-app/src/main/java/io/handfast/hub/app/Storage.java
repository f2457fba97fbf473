// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Whole, durable writes: after one has returned, neither a kill nor a power cut takes it back; after one that was
 * broken off, the file is as it was or as it should be, nothing between. Trouble is told once, not at each write, and
 * so is its end. Safe for all threads; writes to one file are the caller's to order.
 */
final class Storage {
    private final Disk disk;
    private final Consumer<String> told;
    private final Set<Path> failing = ConcurrentHashMap.newKeySet();
    /** Files whose last line is known to be whole. */
    private final Set<Path> ended = ConcurrentHashMap.newKeySet();

    /**
     * @param told hears, in one line for people, when files cannot be written and when they can again; must not block
     */
    Storage(Disk disk, Consumer<String> told) {
        this.disk = disk;
        this.told = told;
    }

    /** That of this machine, for what has nobody to tell. */
    static Storage silent() {
        return new Storage(Disk.real(), _ -> {});
    }

    /** Whether some file could not be written, and not since. */
    boolean isInTrouble() {
        return !failing.isEmpty();
    }

    boolean exists(Path file) {
        return disk.exists(file);
    }

    long size(Path file) throws IOException {
        return disk.size(file);
    }

    byte[] bytes(Path file) throws IOException {
        return disk.read(file);
    }

    /** UTF-8. */
    String text(Path file) throws IOException {
        return new String(disk.read(file), StandardCharsets.UTF_8);
    }

    /** Makes a file for the owner alone, or takes the place of an older one. */
    void replace(Path file, String text) throws IOException {
        replace(file, text.getBytes(StandardCharsets.UTF_8), Disk.PRIVATE);
    }

    /** Makes a file, or takes the place of an older one; whoever reads meanwhile sees the one or the other. */
    void replace(Path file, byte[] content, String permissions) throws IOException {
        watched(file, () -> {
            Path folder = folder(file);
            Path temporary = folder.resolve("." + file.getFileName() + ".new");
            disk.makeFolder(folder);
            disk.delete(temporary); // left by a crash
            try {
                disk.write(temporary, content, permissions);
                disk.sync(temporary);
                disk.rename(temporary, file);
            } catch (IOException e) {
                deleteQuietly(temporary);
                throw e;
            }
            disk.syncFolder(folder);
        });
    }

    private void deleteQuietly(Path file) {
        try {
            disk.delete(file);
        } catch (IOException _) {
            // the next write tries again
        }
    }

    /** Removes a file if it is there, durably. */
    void delete(Path file) throws IOException {
        if (disk.exists(file)) {
            disk.delete(file);
            disk.syncFolder(folder(file));
        }
    }

    /** Writes a line at the end of a file. A line that a crash cut off before it is ended first. */
    void append(Path file, String line) throws IOException {
        watched(file, () -> {
            boolean fresh = !disk.exists(file);
            if (fresh) {
                disk.makeFolder(folder(file));
            }
            String begin = fresh || ended.remove(file) || endsWithLineFeed(file) ? "" : "\n";
            disk.append(file, (begin + line + "\n").getBytes(StandardCharsets.UTF_8));
            disk.sync(file);
            if (fresh) {
                disk.syncFolder(folder(file));
            }
            ended.add(file);
        });
    }

    private boolean endsWithLineFeed(Path file) throws IOException {
        byte[] content = disk.read(file);
        return content.length == 0 || content[content.length - 1] == '\n';
    }

    /** Gives a file another name, durably; what had that name is gone. */
    void rename(Path from, Path to) throws IOException {
        watched(from, () -> {
            disk.rename(from, to);
            ended.remove(from);
            disk.syncFolder(folder(to));
        });
    }

    private static Path folder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            throw new IOException("it is not a file");
        }
        return folder;
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
                told.accept(file + " cannot be written: " + AtomicFiles.reason(e) + "; the hub runs on, and refuses"
                        + " changes of trust until it can be: free space, or make the folder writable");
            }
            throw e;
        }
        if (failing.remove(file) && failing.isEmpty()) {
            told.accept(file + " can be written again");
        }
    }
}
