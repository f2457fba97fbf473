// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.Ski;
import io.handfast.engine.file.DurableFiles;
import io.handfast.ship.hub.discovery.ServiceRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads a configuration once. Strict: an unknown key, a wrong type or a value out of range is a mistake, told in a line
 * of its own with file, line, key and what is allowed; all of them at once.
 */
final class ConfigurationReader {
    private static final String PREFIX = "HANDFAST_";
    /** A variable that is no key, and no slip of the pen. */
    private static final String OTHER = DataDirectory.VARIABLE;

    private final Optional<Path> file;
    private final Map<String, String> environment;
    private final Map<HubKey<?>, HubConfiguration.Setting> settings = new LinkedHashMap<>();
    private final List<String> mistakes = new ArrayList<>();

    ConfigurationReader(Optional<Path> file, Map<String, String> environment) {
        this.file = file;
        this.environment = new TreeMap<>(environment);
    }

    Map<HubKey<?>, HubConfiguration.Setting> read() throws StartException {
        if (file.isPresent()) {
            readFile(file.get());
        }
        environment.forEach(this::readVariable);
        if (mistakes.isEmpty()) {
            requireAnnounceable();
        }
        if (!mistakes.isEmpty()) {
            throw new StartException(mistakes);
        }
        return settings;
    }

    private void readFile(Path path) throws StartException {
        JsonTree.Node root = root(path);
        for (Map.Entry<String, JsonTree.Node> member : root.members().entrySet()) {
            String name = member.getKey();
            int line = member.getValue().line();
            Optional<HubKey<?>> key = key(name);
            if (key.isEmpty()) {
                mistakes.add("configuration " + path + " line " + line + ": \"" + name + "\": unknown key; "
                        + didYouMean(name));
            } else {
                KeyType.Complaints complaints = (part, place, got, allowed) -> mistakes.add("configuration " + path
                        + " line " + place + ": \"" + name + part + "\": " + got + "; allowed: " + allowed);
                put(key.get(), member.getValue(), path + " line " + line, complaints);
            }
        }
    }

    private static JsonTree.Node root(Path path) throws StartException {
        try {
            JsonTree.Node root = JsonTree.read(Files.readString(path));
            if (root.value() instanceof Map) {
                return root;
            }
            throw new StartException(
                    "configuration " + path + " is " + root.kind(), "write an object: { \"port\": 4712 }");
        } catch (IOException e) {
            throw new StartException(
                    "configuration " + path + " cannot be read: " + DurableFiles.reason(e),
                    "check the path and its permissions",
                    e);
        } catch (JsonTree.NotJson e) {
            throw new StartException(
                    "configuration " + path + " is not JSON: " + e.getMessage(), "mend the file at that line", e);
        }
    }

    private static Optional<HubKey<?>> key(String name) {
        return HubKeys.all().stream().filter(key -> key.name().equals(name)).findFirst();
    }

    private static String didYouMean(String name) {
        List<String> known = HubKeys.all().stream().map(HubKey::name).toList();
        return Spelling.nearest(name, known)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElseGet(() ->
                        "known are " + String.join(", ", known.stream().sorted().toList()));
    }

    private <T> void put(HubKey<T> key, JsonTree.Node node, String origin, KeyType.Complaints complaints) {
        key.read(node, complaints).ifPresent(value -> settings.put(key, new HubConfiguration.Setting(value, origin)));
    }

    /** Variables of other programs, and of other parts of this one, are passed over; a slip of the pen is not. */
    private void readVariable(String variable, String text) {
        Optional<HubKey<?>> key = HubKeys.all().stream()
                .filter(each -> each.variable().equals(variable))
                .findFirst();
        if (key.isPresent()) {
            String origin = "environment " + variable;
            KeyType.Complaints complaints = (part, _, got, allowed) ->
                    mistakes.add(origin + (part.isEmpty() ? "" : " " + part) + ": " + got + "; allowed: " + allowed);
            parsed(key.get(), text)
                    .ifPresentOrElse(
                            node -> put(key.get(), node, origin, complaints),
                            () -> complaints.wrong(
                                    "", 1, JsonTree.line(text), key.get().allowed()));
        } else if (variable.startsWith(PREFIX) && !variable.equals(OTHER)) {
            List<String> known = HubKeys.all().stream().map(HubKey::name).toList();
            Spelling.nearest(variable.substring(PREFIX.length()), known)
                    .flatMap(ConfigurationReader::key)
                    .ifPresent(near -> mistakes.add(
                            "environment " + variable + ": unknown variable; did you mean " + near.variable() + "?"));
        }
    }

    private static Optional<JsonTree.Node> parsed(HubKey<?> key, String text) {
        if (key.type().isText()) {
            return Optional.of(new JsonTree.Node(text, 1));
        }
        try {
            return Optional.of(JsonTree.read(text));
        } catch (JsonTree.NotJson e) {
            return Optional.empty();
        }
    }

    /** Whoever is announced fits into a record, in lines that can be read. */
    private void requireAnnounceable() {
        HubConfiguration configuration = new HubConfiguration(ConfigurationSource.nothing(), settings);
        Ski any = new Ski("0".repeat(2 * Ski.SIZE_BYTES));
        try {
            ServiceRecord.of(configuration.shipId().orElse("i:any"), any, configuration.product())
                    .txt();
        } catch (IllegalArgumentException e) {
            mistakes.add("configuration" + file.map(path -> " " + path).orElse("") + " cannot be announced: "
                    + e.getMessage()
                    + "; allowed: texts without line ends and control characters, 400 bytes in all");
        }
    }
}
