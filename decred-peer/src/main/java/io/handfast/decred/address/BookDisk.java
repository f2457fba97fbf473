// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What the book asks of a file system, in the smallest steps that a power cut can fall between: a test stops each. */
interface BookDisk {
    boolean exists(Path file);

    byte[] read(Path file) throws IOException;

    /** Makes a new file, or one anew; neither content nor name are durable yet. */
    void write(Path file, byte[] content) throws IOException;

    /** Makes the content durable. */
    void sync(Path file) throws IOException;

    /** Gives a file the name of another, which is gone then; not durable yet. */
    void rename(Path from, Path to) throws IOException;

    /** Makes the names in a folder durable. */
    void syncFolder(Path folder) throws IOException;

    /** That of this machine. */
    static BookDisk real() {
        return new BookDisk() {
            @Override
            public boolean exists(Path file) {
                return Files.exists(file);
            }

            @Override
            public byte[] read(Path file) throws IOException {
                return Files.readAllBytes(file);
            }

            @Override
            public void write(Path file, byte[] content) throws IOException {
                try (FileChannel channel = FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
                    ByteBuffer left = ByteBuffer.wrap(content);
                    while (left.hasRemaining()) {
                        channel.write(left);
                    }
                }
            }

            @Override
            public void sync(Path file) throws IOException {
                force(file, StandardOpenOption.WRITE);
            }

            @Override
            public void rename(Path from, Path to) throws IOException {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            }

            // Only POSIX systems open a folder.
            @Override
            public void syncFolder(Path folder) throws IOException {
                if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                    force(folder, StandardOpenOption.READ);
                }
            }
        };
    }

    private static void force(Path path, OpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }
}
