// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Changes to files that are there whole or not at all. After one has returned, neither a kill nor a power cut takes it
 * back; after one that was broken off, the file is as it was or as it should be, nothing between. What is left beside it
 * then, the next change removes.
 *
 * <p>All of it works on the file system of the path that is given, so that a test can hand in one that fails. All
 * methods block on the disk; none makes a folder. For all threads; changes to one file are the caller's to order.
 */
public final class DurableFiles {
    private DurableFiles() {}

    /**
     * Makes a new file, as {@link #replace} does; never takes the place of one.
     *
     * @param file what to make
     * @param content all of it
     * @param readers from the first byte on
     * @throws IOException when it is there already or cannot be written; nothing is left then
     */
    public static void create(Path file, byte[] content, Readers readers) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        replace(file, content, readers);
    }

    /**
     * Makes a file or takes the place of an older one: a temporary file beside it, fsync, rename, fsync of the folder.
     * Whoever reads meanwhile sees the one or the other, whole.
     *
     * @param file what to write
     * @param content all of it
     * @param readers from the first byte on
     * @throws IOException when it cannot be written; the older file is untouched then
     */
    public static void replace(Path file, byte[] content, Readers readers) throws IOException {
        write(file, content, readers);
        finish(file);
    }

    /**
     * The first half of {@link #replace}: all of it is on the disk, beside the file and under another name. Two files
     * that belong together are both staged before the first is finished.
     *
     * @param file what to write in the end
     * @param content all of it
     * @param readers from the first byte on
     * @throws IOException when it cannot be written; nothing is left then
     */
    public static void stage(Path file, byte[] content, Readers readers) throws IOException {
        write(file, content, readers);
        try {
            syncFolder(file);
        } catch (IOException e) {
            discard(file);
            throw e;
        }
    }

    /**
     * The second half of {@link #replace}: gives what was staged its name.
     *
     * @param file what to write
     * @throws IOException when nothing is staged or it cannot be renamed; the older file is untouched then
     */
    public static void finish(Path file) throws IOException {
        try {
            move(staged(file), file);
        } catch (IOException e) {
            discard(file);
            throw e;
        }
        syncFolder(file);
    }

    /**
     * Instead of the second half: removes what was staged, if anything. Never fails, as the next change tries again.
     *
     * @param file what was to be written
     */
    public static void discard(Path file) {
        try {
            Files.deleteIfExists(staged(file));
        } catch (IOException _) {
            // the next change tries again
        }
    }

    /**
     * Where the first half puts it.
     *
     * @param file what is to be written
     * @return in the same folder
     * @throws IOException when the path is no file's
     */
    public static Path staged(Path file) throws IOException {
        return folder(file).resolve("." + file.getFileName() + ".new");
    }

    private static void write(Path file, byte[] content, Readers readers) throws IOException {
        Path temporary = staged(file);
        Files.deleteIfExists(temporary); // left by a crash
        try (FileChannel channel = FileChannel.open(
                temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), readers.attributes(file))) {
            writeAll(channel, content);
        } catch (IOException e) {
            discard(file);
            throw e;
        }
    }

    /**
     * Adds bytes at the end of a file, which is made when it is missing. A call that is broken off can leave a part of
     * them. Several processes may add to one file.
     *
     * @param file what to write to
     * @param content what to add
     * @param readers of a new file
     * @throws IOException when it cannot be written; a part may be there
     */
    public static void append(Path file, byte[] content, Readers readers) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), readers.attributes(file))) {
            syncNameOfEmpty(file, channel);
            writeAll(channel, content);
        }
    }

    /** Before anything durable stands in it: whoever made an empty file may have got no further. */
    static void syncNameOfEmpty(Path file, FileChannel channel) throws IOException {
        if (channel.size() == 0) {
            syncFolder(file);
        }
    }

    private static void writeAll(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(content);
        while (left.hasRemaining()) {
            channel.write(left);
        }
        channel.force(true);
    }

    /**
     * Gives a file another name in the same folder; what had that name is gone.
     *
     * @param from what it is called
     * @param to what it is to be called
     * @throws IOException when it cannot be renamed
     */
    public static void rename(Path from, Path to) throws IOException {
        move(from, to);
        syncFolder(to);
    }

    /**
     * Gives a file that cannot be used a name beside it that is free: {@code name.word-1}, or the next number.
     *
     * @param file what is in the way
     * @param word says what is wrong with it
     * @return its new name
     * @throws IOException when it cannot be renamed
     */
    public static Path setAside(Path file, String word) throws IOException {
        Path aside = file;
        for (int number = 1; Files.exists(aside); number++) {
            aside = file.resolveSibling(file.getFileName() + "." + word + "-" + number);
        }
        rename(file, aside);
        return aside;
    }

    /**
     * Removes a file if it is there.
     *
     * @param file what to remove
     * @throws IOException when it cannot be removed
     */
    public static void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            syncFolder(file);
        }
    }

    /**
     * The folder that a file is in.
     *
     * @param file its name, with or without a folder
     * @return the folder, absolute
     * @throws IOException when the path is no file's
     */
    public static Path folder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            throw new IOException("it is not a file");
        }
        return folder;
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes the names around a file durable; only POSIX systems open a folder. */
    static void syncFolder(Path file) throws IOException {
        if (isPosix(file)) {
            try (FileChannel channel = FileChannel.open(folder(file), StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
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
