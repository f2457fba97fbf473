// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.file.DurableFiles;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The text of a {@link TrustFile}: devices by SKI, and beside them a {@code version}. ship-go's file has none, which is
 * version 0 and is read as it is; the next write makes it version 1.
 *
 * @param devices those that can be used; changed by the file's owner
 * @param unusable entries that cannot be used, by their key: written back as they are, because somebody meant something
 *     by them, until their device is trusted anew
 * @param remarks what is wrong with those, in sentences without a final stop
 */
record TrustDocument(Map<Ski, TrustRecord> devices, Map<String, JsonTree.Node> unusable, List<String> remarks) {
    static final int VERSION = 1;
    private static final String VERSION_MEMBER = "version";

    /** A missing file is an empty one; a broken one is moved aside, a newer one is left where it is. */
    static TrustDocument read(Path file, Storage storage, Environment environment) throws StartException {
        try {
            return storage.exists(file) ? parse(file, storage.text(file)) : empty();
        } catch (JsonTree.NotJson | IllegalArgumentException e) {
            throw BrokenFile.movedAside(
                    file,
                    "trusted devices " + file + " cannot be understood: " + e.getMessage(),
                    "start again without it",
                    storage,
                    environment.time());
        } catch (IOException e) {
            throw new StartException(
                    "trusted devices " + file + " cannot be read: " + DurableFiles.reason(e),
                    "check the path and its permissions",
                    e);
        }
    }

    private static TrustDocument empty() {
        return new TrustDocument(new ConcurrentSkipListMap<>(), new LinkedHashMap<>(), new ArrayList<>());
    }

    private static TrustDocument parse(Path file, String text) throws JsonTree.NotJson, StartException {
        JsonTree.Node root = JsonTree.read(text);
        if (!(root.value() instanceof Map)) {
            throw new IllegalArgumentException("line " + root.line() + ": " + root.kind() + " instead of an object");
        }
        Map<String, JsonTree.Node> members = new LinkedHashMap<>(root.members());
        JsonTree.Node version = members.remove(VERSION_MEMBER);
        if (version != null) {
            requireKnown(file, version);
        }
        TrustDocument document = empty();
        members.forEach((key, node) -> document.add(file, key, node));
        return document;
    }

    private static void requireKnown(Path file, JsonTree.Node version) throws StartException {
        if (!(version.value() instanceof BigDecimal number) || number.compareTo(BigDecimal.ZERO) < 0) {
            throw new IllegalArgumentException("line " + version.line() + ": version is no number");
        }
        if (number.compareTo(BigDecimal.valueOf(VERSION)) > 0) {
            throw new StartException(
                    "trusted devices " + file + " is of version " + number + ", this program knows " + VERSION,
                    "use the newer program, or the file of before; nothing was changed");
        }
    }

    private void add(Path file, String key, JsonTree.Node node) {
        try {
            Ski ski = Ski.parse(key);
            TrustRecord record = TrustRecord.read(key, node);
            if (devices.putIfAbsent(ski, record) != null) {
                throw new IllegalArgumentException("line " + node.line() + ": " + ski + " stands there twice");
            }
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage());
            String place = why.startsWith("line ") ? why : "line " + node.line() + ": " + why;
            unusable.put(key, node);
            remarks.add("an entry of " + file + " is not used, and kept: " + place);
        }
    }

    /** What to write. */
    String text() {
        return text(devices);
    }

    /** What to write when one device is another, or none any more. */
    String text(Ski ski, Optional<TrustRecord> changed) {
        Map<Ski, TrustRecord> after = new TreeMap<>(devices);
        after.remove(ski);
        changed.ifPresent(record -> after.put(ski, record));
        return text(after);
    }

    private String text(Map<Ski, TrustRecord> written) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put(VERSION_MEMBER, VERSION);
        written.forEach((ski, record) -> root.put(ski.toString(), new TreeMap<>(record.members())));
        unusable.forEach(root::putIfAbsent);
        return JsonTree.pretty(root);
    }
}
