// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * What a hub asks of a file system, in the smallest steps that a power cut can fall between. Everything a hub keeps
 * goes through here, so that a test can stop it at each step. {@link Storage} makes whole writes of these steps.
 */
interface Disk {
    /** For the owner alone. */
    String PRIVATE = "rw-------";

    /** Whether there is such a file. */
    boolean exists(Path file);

    /** All of it. */
    byte[] read(Path file) throws IOException;

    /** How long it is; 0 when there is none. */
    long size(Path file) throws IOException;

    /** Makes a folder with those above it, unless they are there. */
    void makeFolder(Path folder) throws IOException;

    /** Makes a new file; neither content nor name are durable yet. */
    void write(Path file, byte[] content, String permissions) throws IOException;

    /** Writes at the end of a file, which is made when it is missing; not durable yet. */
    void append(Path file, byte[] content) throws IOException;

    /** Makes the content durable. */
    void sync(Path file) throws IOException;

    /** Gives a file the name of another, which is gone then; not durable yet. */
    void rename(Path from, Path to) throws IOException;

    /** Removes a file if it is there; not durable yet. */
    void delete(Path file) throws IOException;

    /** Makes the names in a folder durable. */
    void syncFolder(Path folder) throws IOException;

    /** That of this machine. */
    static Disk real() {
        return new Disk() {
            @Override
            public boolean exists(Path file) {
                return Files.exists(file);
            }

            @Override
            public byte[] read(Path file) throws IOException {
                return Files.readAllBytes(file);
            }

            @Override
            public long size(Path file) throws IOException {
                return Files.exists(file) ? Files.size(file) : 0;
            }

            @Override
            public void makeFolder(Path folder) throws IOException {
                Files.createDirectories(folder);
            }

            @Override
            public void write(Path file, byte[] content, String permissions) throws IOException {
                transfer(file, content, permissions, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
            }

            @Override
            public void append(Path file, byte[] content) throws IOException {
                transfer(file, content, PRIVATE, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND));
            }

            @Override
            public void sync(Path file) throws IOException {
                force(file, StandardOpenOption.WRITE);
            }

            @Override
            public void rename(Path from, Path to) throws IOException {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            }

            @Override
            public void delete(Path file) throws IOException {
                Files.deleteIfExists(file);
            }

            // Only POSIX systems open a folder.
            @Override
            public void syncFolder(Path folder) throws IOException {
                if (isPosix()) {
                    force(folder, StandardOpenOption.READ);
                }
            }
        };
    }

    private static void transfer(Path file, byte[] content, String permissions, Set<? extends OpenOption> options)
            throws IOException {
        FileAttribute<?>[] attributes = isPosix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
        try (FileChannel channel = FileChannel.open(file, options, attributes)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }
    }

    private static void force(Path path, OpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
