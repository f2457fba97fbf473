// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Makes a file that is there whole or not at all, even after a crash. */
public final class AtomicFiles {
    private AtomicFiles() {}

    /**
     * Makes a new file: temporary file, fsync, rename, fsync of the folder; never replaces one.
     *
     * @param file what to make; missing folders are made too
     * @param content all of it
     * @param permissions as in {@code rw-------}, from the first byte on
     * @throws IOException when it is there already or cannot be written; nothing is left then
     */
    public static void create(Path file, byte[] content, String permissions) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        replace(file, content, permissions);
    }

    /**
     * Makes a file or takes the place of an older one, in the same way; whoever reads meanwhile sees the one or
     * the other, whole.
     *
     * @param file what to write; missing folders are made too
     * @param content all of it
     * @param permissions as in {@code rw-------}, from the first byte on
     * @throws IOException when it cannot be written; the older file is untouched then
     */
    public static void replace(Path file, byte[] content, String permissions) throws IOException {
        stage(file, content, permissions);
        finish(file);
    }

    /** The first half of {@link #replace}: all of it is on the disk, beside the file and under another name. */
    static void stage(Path file, byte[] content, String permissions) throws IOException {
        Path temporary = staged(file);
        Files.createDirectories(folder(file));
        Files.deleteIfExists(temporary); // left by a crash
        try {
            write(temporary, content, permissions);
            sync(folder(file));
        } catch (IOException e) {
            discard(file);
            throw e;
        }
    }

    /** The second half. */
    static void finish(Path file) throws IOException {
        try {
            Files.move(staged(file), file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            discard(file);
            throw e;
        }
        sync(folder(file));
    }

    /** Instead of the second half; never fails. */
    static void discard(Path file) {
        try {
            Files.deleteIfExists(staged(file));
        } catch (IOException _) {
            // the next write tries again
        }
    }

    /** Where the first half puts it. */
    static Path staged(Path file) throws IOException {
        return folder(file).resolve("." + file.getFileName() + ".new");
    }

    private static Path folder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            throw new IOException("it is not a file");
        }
        return folder;
    }

    private static void write(Path file, byte[] content, String permissions) throws IOException {
        FileAttribute<?>[] attributes = isPosix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    /** Makes the new name durable; only POSIX systems open a folder. */
    private static void sync(Path folder) throws IOException {
        if (isPosix()) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    /**
     * Why, for people: file exceptions often carry nothing but the path.
     *
     * @param e what was thrown
     * @return a few words
     */
    public static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "access denied";
            case FileAlreadyExistsException exists -> "it is there already";
            case NoSuchFileException missing -> "there is no such file";
            default -> String.valueOf(e.getMessage());
        };
    }
}
