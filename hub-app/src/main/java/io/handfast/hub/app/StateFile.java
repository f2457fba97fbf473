// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.Ski;
import io.handfast.engine.Entropy;
import io.handfast.engine.Environment;
import io.handfast.engine.file.DurableFiles;
import io.handfast.ship.PinPenalties;
import io.handfast.ship.hub.DeviceStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * What a hub has to remember besides trust: its SHIP ID, which must stay the same for life and must not follow from the
 * certificate, because devices refuse a known key under a new name; who sent wrong PINs, so that pulling our plug does
 * not help who guesses; when it started and stopped, and whether it stopped in good order. Members nobody knows are
 * kept. Each write is a whole file that takes the place of the old one.
 *
 * <p>A file that cannot be understood refuses the start and stays where it is: moved aside, the next start would make
 * another SHIP ID without a word.
 */
final class StateFile {
    private static final int VERSION = 1;
    private static final String PENALTIES = "pin_penalties";
    private static final String CLEAN = "clean_stop";
    private static final String TOTALS = "totals";
    private static final String DIALLING = "dialling";
    private static final String STOP_TOOK = "last_stop_took_ms";

    private final Path file;
    private final Storage storage;
    private final Environment environment;
    private final Map<String, Object> members;
    private final boolean crashed;
    private final Optional<Duration> lastStop;
    private final PinPenalties penalties;
    private final Totals totals;
    private final Semaphore oneWriter = new Semaphore(1);
    /** As it was in the run before until this one has said it. */
    private volatile Optional<List<Object>> dialling = Optional.empty();

    private StateFile(Path file, Map<String, JsonTree.Node> before, Storage storage, Environment environment)
            throws StartException {
        this.file = file;
        this.storage = storage;
        this.environment = environment;
        this.members = new LinkedHashMap<>(before);
        this.crashed = before.containsKey(CLEAN)
                && Boolean.FALSE.equals(before.get(CLEAN).value());
        this.lastStop = Optional.ofNullable(before.get(STOP_TOOK))
                .map(JsonTree.Node::value)
                .filter(BigDecimal.class::isInstance)
                .map(millis -> Duration.ofMillis(((BigDecimal) millis).longValue()));
        this.penalties = new PinPenalties(
                environment.time(), environment.entropy(), standings(file, before), this::penaltiesChanged);
        this.totals = totals(file, before);
    }

    /** The SHIP ID of the file; made and written at the first start. */
    static String shipId(Path file, Storage storage, Entropy entropy) throws StartException {
        try {
            if (storage.exists(file)) {
                return requireShipId(file, read(file, storage));
            }
            byte[] random = new byte[8];
            entropy.fill(random);
            String shipId = "i:handfast-" + HexFormat.of().formatHex(random);
            storage.replace(file, JsonTree.pretty(fresh(shipId)));
            return shipId;
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /**
     * Reads the file; a missing one is an empty one. Writes nothing.
     *
     * @param shipId stored when the file knows none, so that it stays when the configuration says it no more
     */
    static StateFile open(Path file, String shipId, Storage storage, Environment environment) throws StartException {
        try {
            Map<String, JsonTree.Node> before = storage.exists(file) ? read(file, storage) : Map.of();
            StateFile state = new StateFile(file, before, storage, environment);
            fresh(shipId).forEach(state.members::putIfAbsent);
            return state;
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** Begins a run: notes that it has started, and not ended yet. */
    void begin() throws IOException {
        members.put("last_start", now());
        members.put(CLEAN, false);
        members.remove(STOP_TOOK);
        write();
    }

    /** How long the run before this one took to stop; empty when it did not stop in good order. */
    Optional<Duration> lastStop() {
        return lastStop;
    }

    /** Whether the run before this one ended without {@link #end}: power cut, crash, kill. */
    boolean crashed() {
        return crashed;
    }

    /** Who sent wrong PINs; each change is stored before the peer hears of it. */
    PinPenalties penalties() {
        return penalties;
    }

    /** What happened since the first start, as far as it was stored. */
    Totals totals() {
        return totals;
    }

    /** Stores the totals of now, and whom the hub is after. */
    void save(List<DeviceStatus> devices) throws IOException {
        dialling(devices);
        write();
    }

    /** Whom the hub is after, for whoever reads the file when it runs no more; stored with the next write. */
    void dialling(List<DeviceStatus> devices) {
        List<Object> entries = new ArrayList<>();
        for (DeviceStatus device : devices) {
            if (device.attempts() > 0) {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("ski", device.ski().toString());
                entry.put("attempts", device.attempts());
                device.nextAttempt()
                        .ifPresent(at -> entry.put(
                                "next_attempt",
                                at.truncatedTo(ChronoUnit.SECONDS).toString()));
                device.trouble().ifPresent(trouble -> entry.put("code", trouble.code()));
                entries.add(entry);
            }
        }
        dialling = Optional.of(entries);
    }

    /** Ends a run in good order, which has taken so long. */
    void end(Duration took) throws IOException {
        members.put("last_stop", now());
        members.put(STOP_TOOK, took.toMillis());
        members.put(CLEAN, true);
        write();
    }

    private void penaltiesChanged() {
        try {
            write();
        } catch (IOException e) {
            throw new UncheckedIOException("wrong PINs cannot be stored in " + file, e); // the peer hears no verdict
        }
    }

    /** One at a time: the last to begin holds the newest, and must also be the last to end. */
    private void write() throws IOException {
        oneWriter.acquireUninterruptibly();
        try {
            List<Object> standings = new ArrayList<>();
            for (PinPenalties.Standing standing : penalties.snapshot()) {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("ski", standing.peer().toString());
                entry.put("wrong", standing.wrong());
                entry.put("penalty_left_ms", standing.penaltyLeft().toMillis());
                standings.add(entry);
            }
            Map<String, Object> root = new LinkedHashMap<>(members);
            root.put(PENALTIES, standings);
            root.put(TOTALS, totals.counts());
            dialling.ifPresent(entries -> root.put(DIALLING, entries));
            storage.replace(file, JsonTree.pretty(root));
        } finally {
            oneWriter.release();
        }
    }

    private String now() {
        return environment.time().wallClock().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Map<String, Object> fresh(String shipId) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("version", VERSION);
        state.put("ship_id", shipId);
        return state;
    }

    private static Map<String, JsonTree.Node> read(Path file, Storage storage) throws IOException, StartException {
        try {
            Map<String, JsonTree.Node> state = JsonTree.read(storage.text(file)).members();
            JsonTree.Node version = state.get("version");
            if (version == null || !(version.value() instanceof BigDecimal number)) {
                throw broken(file, "its version is " + (version == null ? "missing" : version.value()) + ", not 1");
            }
            requireKnown(file, number);
            return state;
        } catch (JsonTree.NotJson e) {
            throw broken(file, String.valueOf(e.getMessage()));
        }
    }

    private static void requireKnown(Path file, BigDecimal version) throws StartException {
        if (version.compareTo(BigDecimal.valueOf(VERSION)) > 0) {
            throw new StartException(
                    "hub state " + file + ": its version is " + version + ", this program knows " + VERSION,
                    "use the newer program, or the file of before; nothing was changed");
        }
        if (version.compareTo(BigDecimal.ONE) < 0) {
            throw broken(file, "its version is " + version + ", not 1");
        }
    }

    private static Totals totals(Path file, Map<String, JsonTree.Node> state) throws StartException {
        JsonTree.Node stored = state.getOrDefault(TOTALS, new JsonTree.Node(Map.of(), 0));
        try {
            return Totals.read(stored);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw broken(file, "line " + stored.line() + ": " + TOTALS + ": " + e.getMessage());
        }
    }

    private static String requireShipId(Path file, Map<String, JsonTree.Node> state) throws StartException {
        JsonTree.Node shipId = state.get("ship_id");
        if (shipId == null || !(shipId.value() instanceof String text) || text.isEmpty()) {
            throw broken(file, "it has no ship_id");
        }
        return text;
    }

    private static List<PinPenalties.Standing> standings(Path file, Map<String, JsonTree.Node> state)
            throws StartException {
        JsonTree.Node list = state.get(PENALTIES);
        if (list == null) {
            return List.of();
        }
        List<PinPenalties.Standing> standings = new ArrayList<>();
        for (JsonTree.Node item : list.items()) {
            try {
                standings.add(new PinPenalties.Standing(
                        Ski.parse(String.valueOf(member(item, "ski"))),
                        new BigDecimal(String.valueOf(member(item, "wrong"))).intValueExact(),
                        Duration.ofMillis(
                                new BigDecimal(String.valueOf(member(item, "penalty_left_ms"))).longValueExact())));
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw broken(file, "line " + item.line() + ": " + PENALTIES + ": " + e.getMessage());
            }
        }
        return standings;
    }

    private static Object member(JsonTree.Node item, String name) {
        return String.valueOf(
                item.members().getOrDefault(name, new JsonTree.Node("", 0)).value());
    }

    private static StartException unusable(Path file, IOException e) {
        return new StartException(
                "hub state " + file + " cannot be read or written: " + DurableFiles.reason(e),
                "check the path and its permissions",
                e);
    }

    private static StartException broken(Path file, String why) {
        return new StartException(
                "hub state " + file + " cannot be understood: " + why,
                "restore it from a backup; without it devices would see this hub under another SHIP ID");
    }
}
