// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.testkit.TornDisk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A disk in memory that knows what a power cut leaves: contents and names become durable by being synced, and by
 * nothing else. It can be stopped at any step, be full, or be read-only. For one thread at a time.
 */
public final class FaultyDisk implements Disk {
    private static final class Inode {
        private byte[] content = new byte[0];
        private byte[] synced = new byte[0];
    }

    private Map<Path, Inode> names = new TreeMap<>();
    private Map<Path, Inode> syncedNames = new TreeMap<>();
    private long stopAt = Long.MAX_VALUE;
    private long steps;
    private boolean full;
    private boolean readOnly;

    /** Nothing is on it. */
    public FaultyDisk() {}

    /** The step with that number, from 0, is half done, and none follows. */
    FaultyDisk stopAt(long step) {
        stopAt = step;
        return this;
    }

    boolean hasStopped() {
        return steps > stopAt;
    }

    void full(boolean now) {
        full = now;
    }

    void readOnly(boolean now) {
        readOnly = now;
    }

    long steps() {
        return steps;
    }

    Map<Path, byte[]> contents() {
        Map<Path, byte[]> contents = new TreeMap<>();
        names.forEach((path, inode) -> contents.put(path, inode.content));
        return contents;
    }

    /** The disk that the machine finds after the cut. */
    FaultyDisk afterCut(TornDisk.Left left) {
        FaultyDisk disk = new FaultyDisk();
        (left == TornDisk.Left.NOTHING ? syncedNames : names).forEach((path, inode) -> {
            Inode found = new Inode();
            found.content = left == TornDisk.Left.EVERYTHING ? inode.content : inode.synced;
            found.synced = found.content;
            disk.names.put(path, found);
            disk.syncedNames.put(path, found);
        });
        return disk;
    }

    /** Whether this step is the one that is cut short. */
    private boolean stopsHere() throws IOException {
        long step = steps++;
        if (step > stopAt) {
            throw new IOException("the power is off");
        }
        if (readOnly) {
            throw new IOException("Read-only file system");
        }
        return step == stopAt;
    }

    private static IOException cut() {
        return new IOException("the power was cut");
    }

    private Inode inode(Path file) throws IOException {
        Inode inode = names.get(file.toAbsolutePath());
        if (inode == null) {
            throw new NoSuchFileException(file.toString());
        }
        return inode;
    }

    @Override
    public boolean exists(Path file) {
        return names.containsKey(file.toAbsolutePath());
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return inode(file).content.clone();
    }

    @Override
    public long size(Path file) throws IOException {
        return exists(file) ? inode(file).content.length : 0;
    }

    @Override
    public void makeFolder(Path folder) {}

    @Override
    public void write(Path file, byte[] content, String permissions) throws IOException {
        boolean last = stopsHere();
        if (names.putIfAbsent(file.toAbsolutePath(), new Inode()) != null) {
            throw new IOException("it is there already");
        }
        add(inode(file), content, last);
    }

    @Override
    public void append(Path file, byte[] content) throws IOException {
        boolean last = stopsHere();
        names.putIfAbsent(file.toAbsolutePath(), new Inode());
        add(inode(file), content, last);
    }

    private void add(Inode inode, byte[] content, boolean last) throws IOException {
        boolean half = last || full;
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(inode.content);
        all.writeBytes(half ? Arrays.copyOf(content, content.length / 2) : content);
        inode.content = all.toByteArray();
        if (half) {
            throw last ? cut() : new IOException("No space left on device");
        }
    }

    @Override
    public void sync(Path file) throws IOException {
        boolean last = stopsHere();
        inode(file).synced = inode(file).content;
        if (last) {
            throw cut();
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        boolean last = stopsHere();
        Inode inode = inode(from);
        names.remove(from.toAbsolutePath());
        names.put(to.toAbsolutePath(), inode);
        if (last) {
            throw cut();
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        boolean last = stopsHere();
        names.remove(file.toAbsolutePath());
        if (last) {
            throw cut();
        }
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        boolean last = stopsHere();
        syncedNames.keySet().removeIf(path -> folder.equals(path.getParent()));
        names.forEach((path, inode) -> {
            if (folder.equals(path.getParent())) {
                syncedNames.put(path, inode);
            }
        });
        if (last) {
            throw cut();
        }
    }
}
