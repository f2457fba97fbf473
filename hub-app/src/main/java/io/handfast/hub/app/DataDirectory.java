// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.engine.file.DurableFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a hub keeps its files; at most one hub uses it at a time. */
public final class DataDirectory implements AutoCloseable {
    static final String LOCK_FILE = ".lock";
    static final String VARIABLE = "HANDFAST_DATA";

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataDirectory(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Which folder is meant: the option, else {@code HANDFAST_DATA}, else {@code handfast-data} here when run from
     * a checkout, else the platform's folder for state.
     *
     * @param option what the user typed
     * @param environment of the process
     * @param fromCheckout whether the launcher of a checkout started it
     * @return the folder, not looked at yet
     */
    public static Path choose(Optional<Path> option, Map<String, String> environment, boolean fromCheckout) {
        if (option.isPresent()) {
            return option.get();
        }
        String named = environment.getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        if (fromCheckout) {
            return Path.of("handfast-data");
        }
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path home = Path.of(environment.getOrDefault("HOME", "."));
        return (state.isEmpty() ? home.resolve(".local/state") : Path.of(state)).resolve("handfast");
    }

    /**
     * Makes the folder if it is missing and locks it.
     *
     * @param path the folder
     * @return the locked folder
     * @throws StartException when it cannot be written, or another hub uses it
     */
    public static DataDirectory open(Path path) throws StartException {
        FileChannel channel = null;
        try {
            Files.createDirectories(path);
            channel = FileChannel.open(path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new DataDirectory(path, channel, lock);
            }
            channel.close();
        } catch (OverlappingFileLockException e) {
            closeQuietly(channel);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new StartException(
                    "data directory " + path + " cannot be written: " + DurableFiles.reason(e),
                    "make it writable for this user, or name another with --data",
                    e);
        }
        throw new StartException(
                "data directory " + path + " is used by another hub", "stop that one, or name another with --data");
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException _) {
            // it was of no use
        }
    }

    /**
     * The folder.
     *
     * @return as it was named
     */
    public Path path() {
        return path;
    }

    /** Lets other hubs use it. */
    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
