// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.AtomicFiles;
import io.handfast.crypto.Ski;
import io.handfast.engine.Dispatcher;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.ship.hub.TrustStore;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;

/**
 * The trusted devices of a hub, in the file of ship-go's production example: an object keyed by SKI, with
 * {@code brand}, {@code model}, {@code device_type}, {@code paired_at}, {@code last_connection},
 * {@code connection_count}, and our {@code ship_id} and {@code accept_legacy_ski}. Members nobody knows are kept.
 *
 * <p>Lookups come from memory. Who is trusted is written before the call returns; what devices tell about themselves
 * is written by a thread of its own, several changes at once as one. Each write is a whole file that takes the place
 * of the old one. {@link #close} writes what is left.
 */
public final class TrustFile implements TrustStore {
    private static final System.Logger LOG = System.getLogger(TrustFile.class.getName());
    private static final String PERMISSIONS = "rw-------";
    private static final String LEGACY = "accept_legacy_ski";

    private final Path file;
    private final Environment environment;
    private final Map<Ski, Map<String, JsonTree.Node>> devices;
    private final Semaphore oneWriter = new Semaphore(1);
    private final Scope scope;
    private final Dispatcher<TrustFile> saving;

    private TrustFile(Path file, Map<Ski, Map<String, JsonTree.Node>> devices, Environment environment) {
        this.file = file;
        this.devices = devices;
        this.environment = environment;
        this.scope = new Scope("trust file", environment.time());
        this.saving = new Dispatcher<>(environment.time(), scope, 1, TrustFile::save);
    }

    /**
     * Reads the file; a missing one is an empty one. One that cannot be understood is moved aside, never
     * overwritten, and refuses the start.
     *
     * @param file JSON
     * @param environment the clock
     * @return the devices
     * @throws StartException when it cannot be read or understood
     */
    public static TrustFile open(Path file, Environment environment) throws StartException {
        Map<Ski, Map<String, JsonTree.Node>> devices = new ConcurrentSkipListMap<>();
        try {
            if (Files.exists(file)) {
                readInto(devices, Files.readString(file));
            }
        } catch (JsonTree.NotJson | IllegalArgumentException e) {
            throw movedAside(file, String.valueOf(e.getMessage()), environment);
        } catch (IOException e) {
            throw new StartException(
                    "trusted devices " + file + " cannot be read: " + AtomicFiles.reason(e),
                    "check the path and its permissions",
                    e);
        }
        return new TrustFile(file, devices, environment);
    }

    private static void readInto(Map<Ski, Map<String, JsonTree.Node>> devices, String text) throws JsonTree.NotJson {
        JsonTree.Node root = JsonTree.read(text);
        if (!(root.value() instanceof Map)) {
            throw new IllegalArgumentException("line " + root.line() + ": " + root.kind() + " instead of an object");
        }
        root.members().forEach((key, node) -> {
            if (!(node.value() instanceof Map)) {
                throw new IllegalArgumentException("line " + node.line() + ": " + key + " is " + node.kind());
            }
            JsonTree.Node legacy = node.members().get(LEGACY);
            if (legacy != null && !(legacy.value() instanceof Boolean)) {
                throw new IllegalArgumentException(
                        "line " + legacy.line() + ": " + LEGACY + " is " + legacy.kind() + " instead of true or false");
            }
            devices.put(Ski.parse(key), Map.copyOf(node.members()));
        });
    }

    private static StartException movedAside(Path file, String why, Environment environment) {
        String time = environment
                .time()
                .wallClock()
                .truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace(":", "");
        Path aside = file.resolveSibling(file.getFileName() + ".broken-" + time);
        String what = "trusted devices " + file + " cannot be understood: " + why;
        try {
            Files.move(file, aside);
            return new StartException(
                    what, "it was moved to " + aside + ": mend it and move it back, or start again without it");
        } catch (IOException e) {
            return new StartException(what, "mend it; nothing was changed", e);
        }
    }

    @Override
    public Optional<TrustedDevice> find(Ski ski) {
        return Optional.ofNullable(devices.get(ski)).map(members -> {
            String name = (text(members, "brand") + " " + text(members, "model")).strip();
            Optional<String> shipId = Optional.of(text(members, "ship_id")).filter(id -> !id.isEmpty());
            return new TrustedDevice(
                    ski,
                    shipId,
                    name.isEmpty() ? ski.toString().substring(0, 8) : name,
                    members.containsKey(LEGACY)
                            && Boolean.TRUE.equals(members.get(LEGACY).value()));
        });
    }

    private static String text(Map<String, JsonTree.Node> members, String key) {
        JsonTree.Node node = members.get(key);
        return node != null && node.value() instanceof String text ? text : "";
    }

    @Override
    public void connected(Ski ski, String shipId, Instant at) {
        devices.computeIfPresent(ski, (_, old) -> {
            Map<String, JsonTree.Node> changed = new LinkedHashMap<>(old);
            JsonTree.Node count = old.get("connection_count");
            BigDecimal before = count != null && count.value() instanceof BigDecimal number ? number : BigDecimal.ZERO;
            changed.put("connection_count", value(before.add(BigDecimal.ONE)));
            changed.put(
                    "last_connection", value(at.truncatedTo(ChronoUnit.SECONDS).toString()));
            if (!shipId.isEmpty()) {
                changed.put("ship_id", value(shipId));
            }
            return Map.copyOf(changed);
        });
        saving.dispatch(this);
    }

    @Override
    public Collection<TrustedDevice> all() {
        return devices.keySet().stream().flatMap(ski -> find(ski).stream()).toList();
    }

    @Override
    public void trust(TrustedDevice device) throws IOException {
        Map<String, JsonTree.Node> members = new LinkedHashMap<>();
        members.put("ski", value(device.ski().toString()));
        members.put("brand", value(device.name()));
        members.put("model", value(""));
        device.shipId().ifPresent(shipId -> members.put("ship_id", value(shipId)));
        Instant now = environment.time().wallClock().truncatedTo(ChronoUnit.SECONDS);
        members.put("paired_at", value(now.toString()));
        if (devices.putIfAbsent(device.ski(), Map.copyOf(members)) == null) {
            writeOrUndo(() -> devices.remove(device.ski()));
        }
    }

    @Override
    public void forget(Ski ski) throws IOException {
        Map<String, JsonTree.Node> before = devices.remove(ski);
        if (before != null) {
            writeOrUndo(() -> devices.put(ski, before));
        }
    }

    private void writeOrUndo(Runnable undo) throws IOException {
        try {
            write();
        } catch (IOException e) {
            undo.run();
            throw e;
        }
    }

    /**
     * How many devices are trusted.
     *
     * @return not negative
     */
    public int size() {
        return devices.size();
    }

    private static JsonTree.Node value(Object value) {
        return new JsonTree.Node(value, 0);
    }

    private void save() {
        try {
            write();
        } catch (IOException e) {
            LOG.log(
                    Level.ERROR,
                    "trusted devices could not be written to " + file + ": " + AtomicFiles.reason(e)
                            + "; they are kept in memory and written with the next change");
        }
    }

    /** One at a time: the last to begin holds the newest, and must also be the last to end. */
    private void write() throws IOException {
        oneWriter.acquireUninterruptibly();
        try {
            Map<String, Object> root = new LinkedHashMap<>();
            devices.forEach((ski, members) -> root.put(ski.toString(), new TreeMap<>(members)));
            AtomicFiles.replace(file, JsonTree.pretty(root).getBytes(StandardCharsets.UTF_8), PERMISSIONS);
        } finally {
            oneWriter.release();
        }
    }

    /**
     * Writes what is left and ends the writing thread.
     *
     * @throws InterruptedException when the waiting thread was interrupted; the write goes on
     */
    public void close() throws InterruptedException {
        saving.close();
        scope.join(environment.time().in(Duration.ofSeconds(5)));
    }
}
