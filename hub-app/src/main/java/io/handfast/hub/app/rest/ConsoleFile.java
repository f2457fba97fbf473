// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import io.handfast.engine.file.DurableFiles;
import io.handfast.engine.file.Readers;
import io.handfast.hub.app.JsonTree;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tells programs on this machine where the running hub of a data directory can be asked; gone when none runs. */
public final class ConsoleFile {
    private static final System.Logger LOG = System.getLogger(ConsoleFile.class.getName());
    private static final String FILE = "console.json";
    private static final int VERSION = 1;

    private ConsoleFile() {}

    /**
     * How a running hub can be asked.
     *
     * @param address begins all paths: {@code http://127.0.0.1:4780}
     * @param token opens it
     */
    public record Access(String address, String token) {
        @Override
        public String toString() {
            return "access to " + address;
        }
    }

    static void write(Path folder, String address, Instant now) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("version", VERSION);
        object.put("address", address);
        object.put("pid", ProcessHandle.current().pid());
        object.put("startedAt", now.toString());
        DurableFiles.replace(
                folder.resolve(FILE), JsonTree.pretty(object).getBytes(StandardCharsets.UTF_8), Readers.OWNER);
    }

    static void remove(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(FILE));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the console's address could not be removed: " + DurableFiles.reason(e));
        }
    }

    /**
     * How the hub of a data directory can be asked.
     *
     * @param folder the data directory
     * @return empty when no hub runs there, or its console is off
     * @throws IOException when the files are there and cannot be read
     */
    public static Optional<Access> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonTree.Node address =
                    JsonTree.read(Files.readString(file)).members().get("address");
            String token = Files.readString(folder.resolve(AccessToken.FILE)).strip();
            return address != null && address.value() instanceof String text
                    ? Optional.of(new Access(text, token))
                    : Optional.empty();
        } catch (JsonTree.NotJson e) {
            throw new IOException(file + " is not JSON: " + e.getMessage(), e);
        }
    }
}
