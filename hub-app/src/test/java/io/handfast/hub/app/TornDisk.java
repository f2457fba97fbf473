// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A folder of this machine seen through a file system that can fail: {@link #folder} is a path of it, so whatever
 * program gets it writes through this, knowingly ({@link Disk}) or not. Each creation, write, fsync, rename and removal
 * of each file is a step; it can stop at any of them, be full, or be read-only. It knows what was synced, so that
 * {@link #cutPower} leaves what a power cut would.
 */
public final class TornDisk {
    private static final class Inode {
        private volatile byte[] synced;

        private Inode(byte[] synced) {
            this.synced = synced;
        }
    }

    private final Path root;
    private final TornFileSystem system = new TornFileSystem(this);
    private final Map<Path, Inode> names = new ConcurrentSkipListMap<>();
    private final Map<Path, Inode> syncedNames = new ConcurrentSkipListMap<>();
    private final AtomicLong steps = new AtomicLong();
    private volatile long stopAt = Long.MAX_VALUE;
    private volatile boolean full;
    private volatile boolean readOnly;

    /** What is in the folder is on the disk. */
    public TornDisk(Path root) throws IOException {
        this.root = root;
        for (Path file : files(root)) {
            Inode inode = new Inode(Files.readAllBytes(file));
            names.put(file, inode);
            syncedNames.put(file, inode);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** The folder, for the program that is to be hurt. */
    public Path folder() {
        return new TornPath(this, root);
    }

    /** The step with that number, from 0, is half done, and none follows. */
    public TornDisk stopAt(long step) {
        stopAt = step;
        return this;
    }

    public boolean hasStopped() {
        return steps.get() > stopAt;
    }

    public void full(boolean now) {
        full = now;
    }

    public void readOnly(boolean now) {
        readOnly = now;
    }

    /** Makes of the folder what the machine finds after the cut. Reads and writes it directly. */
    public void cutPower(FaultyDisk.Left left) throws IOException {
        if (left == FaultyDisk.Left.EVERYTHING) {
            return;
        }
        Map<Path, Inode> found = left == FaultyDisk.Left.NOTHING ? syncedNames : names;
        for (Path file : files(root)) {
            if (!found.containsKey(file)) {
                Files.delete(file);
            }
        }
        for (Map.Entry<Path, Inode> file : found.entrySet()) {
            Disk disk = Disk.real();
            disk.delete(file.getKey());
            disk.write(file.getKey(), file.getValue().synced, Disk.PRIVATE);
        }
    }

    // ---- what the file system asks

    TornFileSystem system() {
        return system;
    }

    /** One step; whether it is the one that is cut short. */
    boolean step(Path file) throws IOException {
        long step = steps.getAndIncrement();
        if (step > stopAt) {
            throw new IOException("the power is off");
        }
        if (readOnly) {
            throw new FileSystemException(file.toString(), null, "Read-only file system");
        }
        return step == stopAt;
    }

    static IOException cut() {
        return new IOException("the power was cut");
    }

    /** Whether only half of a write gets there, and why. */
    Optional<IOException> halfWrite(boolean last) {
        if (last) {
            return Optional.of(cut());
        }
        return full ? Optional.of(new IOException("No space left on device")) : Optional.empty();
    }

    void created(Path file) {
        names.put(file, new Inode(new byte[0]));
    }

    void synced(Path file) throws IOException {
        Inode inode = names.get(file);
        if (inode != null) {
            inode.synced = Files.readAllBytes(file);
        }
    }

    void folderSynced(Path folder) {
        syncedNames.keySet().removeIf(file -> folder.equals(file.getParent()));
        names.forEach((file, inode) -> {
            if (folder.equals(file.getParent())) {
                syncedNames.put(file, inode);
            }
        });
    }

    void renamed(Path from, Path to) {
        Inode inode = names.remove(from);
        if (inode == null) {
            throw new UncheckedIOException(new IOException("not a file of this disk: " + from));
        }
        names.put(to, inode);
    }

    void deleted(Path file) {
        names.remove(file);
    }
}
