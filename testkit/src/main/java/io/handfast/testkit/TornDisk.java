// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import io.handfast.engine.file.Readers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A folder of this machine seen through a file system that can fail: {@link #folder} is a path of it, so whatever
 * program gets it writes through this without knowing. Each creation, write, truncation, fsync, rename and removal of
 * each file is a step; the disk can stop at any of them, be full, or be read-only. It knows what was synced, so that
 * {@link #cutPower} leaves what a power cut would.
 *
 * <p>A test does a deed again and again on a fresh folder, each time stopped one step further, until it has not
 * {@link #hasStopped}; after each it cuts the power and looks at what a program finds. No fsync reaches the real disk.
 * For all threads, as long as each file is written by one at a time.
 */
public final class TornDisk {
    /** What of the unsynced is on the disk after the cut. */
    public enum Left {
        /** All of it: the cache was written in time, or it was only a kill. */
        EVERYTHING,
        /** Nothing of it. */
        NOTHING,
        /** Names, but not what stands in the files: what ext4 and others did to careless programs. */
        NAMES
    }

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

    /**
     * A disk that works. What is in the folder now is durable.
     *
     * @param root the folder
     * @throws IOException when it cannot be read
     */
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

    /**
     * The folder, for the program that is to be hurt.
     *
     * @return a path of this disk; its text is that of the real one
     */
    public Path folder() {
        return new TornPath(this, root);
    }

    /**
     * Stops it. The step with that number is half done, and none follows.
     *
     * @param step counted from 0, and from the beginning
     * @return this
     */
    public TornDisk stopAt(long step) {
        stopAt = step;
        return this;
    }

    /**
     * Whether somebody went as far as {@link #stopAt}.
     *
     * @return false when all went through
     */
    public boolean hasStopped() {
        return steps.get() > stopAt;
    }

    /**
     * How many steps were done or tried.
     *
     * @return what {@link #stopAt} calls the next one
     */
    public long steps() {
        return steps.get();
    }

    /**
     * From now on half of each write gets there, and it fails; or no more.
     *
     * @param now whether it is full
     */
    public void full(boolean now) {
        full = now;
    }

    /**
     * From now on every step fails; or no more.
     *
     * @param now whether it is read-only
     */
    public void readOnly(boolean now) {
        readOnly = now;
    }

    /**
     * What programs see in the files now.
     *
     * @return content by real path, in order
     * @throws IOException when they cannot be read
     */
    public Map<Path, byte[]> contents() throws IOException {
        Map<Path, byte[]> contents = new TreeMap<>();
        for (Path file : files(root)) {
            contents.put(file, Files.readAllBytes(file));
        }
        return contents;
    }

    /**
     * Makes of the folder what the machine finds after the cut. This disk is of no use afterwards: take the real
     * folder, or another one over it.
     *
     * @param left what of the unsynced
     * @throws IOException when the real folder cannot be written
     */
    public void cutPower(Left left) throws IOException {
        if (left == Left.EVERYTHING) {
            return;
        }
        Map<Path, Inode> found = left == Left.NOTHING ? syncedNames : names;
        for (Path file : files(root)) {
            if (!found.containsKey(file)) {
                Files.delete(file);
            }
        }
        for (Map.Entry<Path, Inode> file : found.entrySet()) {
            Files.deleteIfExists(file.getKey());
            Files.createFile(file.getKey(), Readers.OWNER.attributes(file.getKey()));
            Files.write(file.getKey(), file.getValue().synced);
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
