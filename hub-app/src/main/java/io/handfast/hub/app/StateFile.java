// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.AtomicFiles;
import io.handfast.engine.Entropy;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a hub has to remember besides trust: today its SHIP ID, which must stay the same for life and must not
 * follow from the certificate, because devices refuse a known key under a new name.
 */
final class StateFile {
    private static final int VERSION = 1;

    private StateFile() {}

    /** The SHIP ID of the file; made and written at the first start. */
    static String shipId(Path file, Entropy entropy) throws StartException {
        try {
            if (Files.exists(file)) {
                return read(file);
            }
            byte[] random = new byte[8];
            entropy.fill(random);
            String shipId = "i:handfast-" + HexFormat.of().formatHex(random);
            Map<String, Object> state = new LinkedHashMap<>();
            state.put("version", VERSION);
            state.put("ship_id", shipId);
            AtomicFiles.create(file, JsonTree.pretty(state).getBytes(StandardCharsets.UTF_8), "rw-------");
            return shipId;
        } catch (JsonTree.NotJson e) {
            throw broken(file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new StartException(
                    "hub state " + file + " cannot be read or written: " + AtomicFiles.reason(e),
                    "check the path and its permissions",
                    e);
        }
    }

    private static String read(Path file) throws IOException, JsonTree.NotJson, StartException {
        Map<String, JsonTree.Node> state = JsonTree.read(Files.readString(file)).members();
        JsonTree.Node version = state.get("version");
        if (version == null || !(version.value() instanceof BigDecimal number) || number.intValue() != VERSION) {
            throw broken(file, "its version is " + (version == null ? "missing" : version.value()) + ", not 1");
        }
        JsonTree.Node shipId = state.get("ship_id");
        if (shipId == null || !(shipId.value() instanceof String text) || text.isEmpty()) {
            throw broken(file, "it has no ship_id");
        }
        return text;
    }

    private static StartException broken(Path file, String why) {
        return new StartException(
                "hub state " + file + " cannot be understood: " + why,
                "restore it from a backup; without it devices would see this hub under another SHIP ID");
    }
}
