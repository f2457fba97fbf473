// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.log;

import io.handfast.engine.file.DurableFiles;
import io.handfast.engine.file.Readers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * A file that makes room under the next number when it is full; the oldest goes. What cannot be written,
 * because the disk is full, is lost and counted; every ten seconds it is tried again, and the log itself says how much is
 * missing. Owned by one thread.
 */
final class RollingFile {
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final IntFunction<Path> names;
    private final boolean ownerOnly;
    private final long limitBytes;
    private final int files;
    private Optional<FileChannel> open = Optional.empty();
    private Instant retryAt = Instant.MIN;
    private long lost;
    private String reason = "";

    /**
     * @param names that of the file itself for 0; their folder is made when it is not there
     * @param ownerOnly whether nobody else may read it, where the file system knows such a thing
     * @param limitBytes of one file
     * @param files how many there are at most
     */
    RollingFile(IntFunction<Path> names, boolean ownerOnly, long limitBytes, int files) {
        this.names = names;
        this.ownerOnly = ownerOnly;
        this.limitBytes = limitBytes;
        this.files = files;
    }

    /** Why it cannot be written; empty when it can. */
    Optional<String> trouble() {
        return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
    }

    /** Opens it now, so that trouble is known at once. */
    void begin(Instant now) {
        try {
            opened();
        } catch (IOException e) {
            failed(now, e);
        }
    }

    /**
     * Writes a line, or counts it as lost.
     *
     * @param remark makes a line of the sentence that something is missing
     */
    void write(Instant now, String line, UnaryOperator<String> remark) {
        if (!reason.isEmpty() && now.isBefore(retryAt)) {
            lost++;
            return;
        }
        try {
            if (lost > 0) {
                append(remark.apply(lost + " lines are missing here: " + reason));
                lost = 0;
            }
            append(line);
            reason = "";
        } catch (IOException e) {
            lost++;
            failed(now, e);
        }
    }

    private void failed(Instant now, IOException e) {
        reason = "the log cannot be written: " + DurableFiles.reason(e);
        retryAt = now.plus(RETRY);
        close();
    }

    private void append(String line) throws IOException {
        FileChannel file = opened();
        if (file.size() >= limitBytes) {
            close();
            rotate();
            file = opened();
        }
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    private FileChannel opened() throws IOException {
        if (open.isPresent() && Files.exists(file(0))) {
            return open.get();
        }
        close();
        Path folder = file(0).toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        FileChannel file = FileChannel.open(
                file(0),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                (ownerOnly ? Readers.OWNER : Readers.USUAL).attributes(file(0)));
        open = Optional.of(file);
        return file;
    }

    private void rotate() throws IOException {
        Files.deleteIfExists(file(files - 1));
        for (int number = files - 2; number >= 0; number--) {
            if (Files.exists(file(number))) {
                Files.move(file(number), file(number + 1), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private Path file(int number) {
        return names.apply(number);
    }

    void close() {
        try {
            if (open.isPresent()) {
                open.get().close();
            }
        } catch (IOException _) {
            // what was written is written
        }
        open = Optional.empty();
    }
}
