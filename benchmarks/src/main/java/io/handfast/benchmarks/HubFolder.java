// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.crypto.Ski;
import io.handfast.hub.app.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A hub's files: who it trusts, its limits, and in time its identity.
 *
 * @param folder an existing folder
 */
record HubFolder(Path folder) {
    /** Writes the files of both kinds of hub. */
    static HubFolder create(Path folder, List<Ski> trusted) throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("hub.json"), JsonTree.line(Map.of("max_connections", trusted.size() + 10)));
        Map<String, Object> devices = new LinkedHashMap<>();
        trusted.forEach(ski -> devices.put(ski.toString(), Map.of("brand", "Bench", "model", "device")));
        Files.writeString(folder.resolve("data/trusted_devices.json"), JsonTree.line(devices));
        Files.writeString(
                folder.resolve("trusted.txt"),
                trusted.stream().map(Ski::toString).collect(Collectors.joining("\n")));
        return new HubFolder(folder);
    }

    List<String> handfastArguments(int port) {
        return List.of(
                "hub",
                "--quiet",
                "--no-mdns",
                "--port",
                Integer.toString(port),
                "--config",
                folder.resolve("hub.json").toString(),
                "--data",
                folder.toString());
    }

    List<String> goArguments(int port) {
        return List.of(
                "hub",
                Integer.toString(port),
                folder.resolve("go.crt").toString(),
                folder.resolve("go.key").toString(),
                folder.resolve("trusted.txt").toString());
    }
}
