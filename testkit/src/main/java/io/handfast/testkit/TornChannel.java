// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** An open file, or a folder that is open to be synced. */
final class TornChannel extends FileChannel {
    private final TornDisk disk;
    private final Path file;
    private final FileChannel real;

    TornChannel(TornDisk disk, Path file, FileChannel real) {
        this.disk = disk;
        this.file = file;
        this.real = real;
    }

    // ---- steps

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        Optional<IOException> trouble = disk.halfWrite(disk.step(file));
        if (trouble.isEmpty()) {
            return real.write(bytes);
        }
        ByteBuffer half = half(bytes);
        while (half.hasRemaining()) {
            real.write(half);
        }
        throw trouble.get();
    }

    @Override
    public int write(ByteBuffer bytes, long at) throws IOException {
        Optional<IOException> trouble = disk.halfWrite(disk.step(file));
        if (trouble.isEmpty()) {
            return real.write(bytes, at);
        }
        ByteBuffer half = half(bytes);
        while (half.hasRemaining()) {
            real.write(half, at + half.position());
        }
        throw trouble.get();
    }

    private static ByteBuffer half(ByteBuffer bytes) {
        return bytes.slice(bytes.position(), bytes.remaining() / 2);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        boolean last = disk.step(file);
        real.truncate(size);
        if (last) {
            throw TornDisk.cut();
        }
        return this;
    }

    @Override
    public void force(boolean withAttributes) throws IOException {
        boolean last = disk.step(file);
        if (Files.isDirectory(file)) {
            disk.folderSynced(file);
        } else {
            disk.synced(file);
        }
        if (last) {
            throw TornDisk.cut();
        }
    }

    // ---- what changes nothing

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        return real.read(bytes);
    }

    @Override
    public long read(ByteBuffer[] bytes, int offset, int length) throws IOException {
        return real.read(bytes, offset, length);
    }

    @Override
    public int read(ByteBuffer bytes, long at) throws IOException {
        return real.read(bytes, at);
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public FileChannel position(long at) throws IOException {
        real.position(at);
        return this;
    }

    @Override
    public long size() throws IOException {
        return real.size();
    }

    @Override
    public FileLock lock(long at, long size, boolean shared) throws IOException {
        return real.lock(at, size, shared);
    }

    @Override
    public FileLock tryLock(long at, long size, boolean shared) throws IOException {
        return real.tryLock(at, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        real.close();
    }

    // ---- what nobody here does

    @Override
    public long write(ByteBuffer[] bytes, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long at, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long at, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long at, long size) {
        throw new UnsupportedOperationException();
    }
}
