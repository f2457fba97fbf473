// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A hub's configuration as a file: the JSON of ship-go's production example, with additions of ours. What may stand in
 * it is declared in {@link HubKeys}.
 */
public final class ConfigurationFile {
    private ConfigurationFile() {}

    /**
     * Reads and checks a file alone, without the environment.
     *
     * @param file JSON
     * @return what it says
     * @throws StartException when it cannot be read, or says something that is not allowed: a line for each mistake
     */
    public static HubConfiguration read(Path file) throws StartException {
        return new ConfigurationSource(Optional.of(file), Map.of()).read();
    }

    /**
     * Describes the file for editors and other programs.
     *
     * @return a JSON Schema (draft 2020-12). It accepts what the reader accepts; the reader also counts bytes where the
     *     schema can only count characters, and refuses a device named twice and texts that are together too long to be
     *     announced
     */
    public static String schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        HubKeys.all().forEach(key -> properties.put(key.name(), schema(key)));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Configuration of a Handfast hub");
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        return JsonTree.pretty(schema);
    }

    private static <T> Map<String, Object> schema(HubKey<T> key) {
        Map<String, Object> schema = new LinkedHashMap<>(key.type().schema());
        schema.put("description", key.meaning());
        if (!key.usualJson().equals("\"\"")) {
            schema.put("default", key.type().json(key.usual()));
        }
        return schema;
    }

    /**
     * The page of the documentation about the keys.
     *
     * @return lines of a Markdown table
     */
    public static List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add("| key | default | allowed | change takes effect | meaning |");
        lines.add("|---|---|---|---|---|");
        for (HubKey<?> key : HubKeys.all()) {
            String usual = key.usualJson().equals("\"\"") ? "none" : "`" + key.usualJson() + "`";
            lines.add("| `" + key.name() + "` | " + usual + " | " + key.allowed() + " | "
                    + key.effect().words() + " | " + key.meaning() + " |");
        }
        return lines;
    }
}
