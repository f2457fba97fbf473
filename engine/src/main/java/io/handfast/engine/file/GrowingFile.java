// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * An open file that grows at its end and nowhere else: nothing in it is written over, so that a kill or a power cut can
 * tear its end only. How much of the end is torn, the format says: whoever opens the file reads it and cuts that off.
 * What an append that failed has left is cut off by the next one.
 *
 * <p>All methods block on the disk. For one thread at a time, and for one process: see {@link #tryLock}.
 */
public final class GrowingFile implements AutoCloseable {
    private final FileChannel channel;
    private long size;

    private GrowingFile(FileChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    /**
     * Opens a file or makes it. The name of a file that nothing stands in yet is durable when this returns.
     *
     * @param file its name; its folder must be there
     * @param readers of a new file
     * @return the file, its end being where it ends now
     * @throws IOException when it cannot be opened or made
     */
    public static GrowingFile open(Path file, Readers readers) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                readers.attributes(file));
        try {
            DurableFiles.syncNameOfEmpty(file, channel);
            return new GrowingFile(channel, channel.size());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Keeps others from locking it, until it is closed. Its end is then where whoever had it locked before has left it.
     *
     * @return whether nobody has it locked, in this process or another
     * @throws IOException when it cannot be locked at all
     */
    public boolean tryLock() throws IOException {
        try {
            if (channel.tryLock() == null) { // ends with the channel
                return false;
            }
        } catch (OverlappingFileLockException _) {
            return false; // this process has it locked already
        }
        size = channel.size();
        return true;
    }

    /**
     * How many bytes stand in it.
     *
     * @return without what an append that failed has left
     */
    public long size() {
        return size;
    }

    /**
     * A part of it.
     *
     * @param at where it begins
     * @param bytes how many
     * @return them
     * @throws IOException when they cannot be read, an {@link EOFException} when the file is shorter
     */
    public byte[] read(long at, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new EOFException("the file ends before byte " + (at + bytes));
            }
        }
        return buffer.array();
    }

    /**
     * Adds bytes at the end; not durable before {@link #sync}.
     *
     * @param bytes what to add, from position to limit
     * @throws IOException when it cannot be written; what stood there before still does
     */
    public void append(ByteBuffer bytes) throws IOException {
        if (channel.size() > size) {
            channel.truncate(size);
        }
        long end = size;
        while (bytes.hasRemaining()) {
            end += channel.write(bytes, end);
        }
        size = end;
    }

    /**
     * Makes durable what was added.
     *
     * @throws IOException when it cannot
     */
    public void sync() throws IOException {
        channel.force(false);
    }

    /**
     * Cuts off the end; durable when it returns.
     *
     * @param bytes how many stay; at most {@link #size}
     * @throws IOException when it cannot
     */
    public void cutTo(long bytes) throws IOException {
        if (bytes > size) {
            throw new IllegalArgumentException("no more than " + size + " bytes can stay: " + bytes);
        }
        if (channel.size() > bytes) {
            channel.truncate(bytes);
            channel.force(true);
        }
        size = bytes;
    }

    /** Closes it. What was not made durable may be lost by a power cut, not by a kill. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
