// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.AtomicFiles;
import io.handfast.crypto.Ski;
import io.handfast.engine.Dispatcher;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.ship.PinPenalties;
import io.handfast.ship.PinTerms;
import io.handfast.ship.hub.TrustStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;

/**
 * The trusted devices of a hub, in the file of ship-go's production example: an object keyed by SKI, with
 * {@code brand}, {@code model}, {@code device_type}, {@code paired_at}, {@code last_connection},
 * {@code connection_count}, and our {@code ship_id}, {@code fingerprint}, {@code dns}, {@code last_address},
 * {@code accept_legacy_ski}, {@code pin} and {@code demanded_pin}. Members nobody knows are kept.
 *
 * <p>Lookups come from memory. Who is trusted is written before the call returns; what devices tell about themselves
 * is written by a thread of its own, several changes at once as one. Each write is a whole file that takes the place
 * of the old one. {@link #close} writes what is left.
 */
public final class TrustFile implements TrustStore {
    private static final System.Logger LOG = System.getLogger(TrustFile.class.getName());
    private static final String PERMISSIONS = "rw-------";
    /** So many certificates of strangers are remembered, for the moment in which somebody trusts one. */
    private static final int MAX_STRANGERS = 256;

    private final Path file;
    private final Environment environment;
    private final Map<Ski, TrustRecord> devices;
    private final Semaphore oneWriter = new Semaphore(1);
    private final PinPenalties ledger;
    private final Map<Ski, String> strangers = new ConcurrentHashMap<>();
    private final Scope scope;
    private final Dispatcher<TrustFile> saving;

    private TrustFile(Path file, Map<Ski, TrustRecord> devices, PinPenalties ledger, Environment environment) {
        this.file = file;
        this.devices = devices;
        this.ledger = ledger;
        this.environment = environment;
        this.scope = new Scope("trust file", environment.time());
        this.saving = new Dispatcher<>(environment.time(), scope, 1, TrustFile::save);
    }

    /**
     * Reads the file of a hub whose wrong PINs nobody remembers.
     *
     * @param file JSON
     * @param environment the clock
     * @return the devices
     * @throws StartException when it cannot be read or understood
     */
    public static TrustFile open(Path file, Environment environment) throws StartException {
        return open(file, new PinPenalties(environment.time(), environment.entropy()), environment);
    }

    /**
     * Reads the file; a missing one is an empty one. One that cannot be understood is moved aside, never
     * overwritten, and refuses the start.
     *
     * @param file JSON
     * @param ledger who remembers wrong PINs
     * @param environment the clock
     * @return the devices
     * @throws StartException when it cannot be read or understood
     */
    public static TrustFile open(Path file, PinPenalties ledger, Environment environment) throws StartException {
        Map<Ski, TrustRecord> devices = new ConcurrentSkipListMap<>();
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
        return new TrustFile(file, devices, ledger, environment);
    }

    private static void readInto(Map<Ski, TrustRecord> devices, String text) throws JsonTree.NotJson {
        JsonTree.Node root = JsonTree.read(text);
        if (!(root.value() instanceof Map)) {
            throw new IllegalArgumentException("line " + root.line() + ": " + root.kind() + " instead of an object");
        }
        root.members().forEach((key, node) -> devices.put(Ski.parse(key), TrustRecord.read(key, node)));
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
        return Optional.ofNullable(devices.get(ski)).map(record -> record.device(ski));
    }

    @Override
    public void connected(Ski ski, String shipId, Instant at) {
        met(ski, new Meeting(shipId, at, Optional.empty(), Optional.empty()));
    }

    @Override
    public void met(Ski ski, Meeting meeting) {
        devices.computeIfPresent(ski, (_, record) -> record.met(meeting));
        saving.dispatch(this);
    }

    @Override
    public PinTerms pins(Ski ski) {
        return Optional.ofNullable(devices.get(ski))
                .map(record -> record.pins(ledger))
                .orElse(PinTerms.NONE);
    }

    /** The key is the same, so it is the same device: another certificate is worth a line, no more. */
    @Override
    public void proven(Ski ski, String fingerprint) {
        TrustRecord known = devices.get(ski);
        if (known == null) {
            if (strangers.size() >= MAX_STRANGERS) {
                strangers.clear();
            }
            strangers.put(ski, fingerprint);
        } else if (known.fingerprint().isEmpty()) {
            devices.computeIfPresent(ski, (_, record) -> record.withFingerprint(fingerprint));
            saving.dispatch(this);
        } else if (!known.fingerprint().equals(fingerprint) && !fingerprint.equals(strangers.put(ski, fingerprint))) {
            LOG.log(
                    Level.WARNING,
                    "device " + ski + " has another certificate than when it was paired (" + fingerprint
                            + " instead of " + known.fingerprint() + "), and the same key");
        }
    }

    @Override
    public Collection<TrustedDevice> all() {
        return devices.keySet().stream().flatMap(ski -> find(ski).stream()).toList();
    }

    @Override
    public void trust(TrustedDevice device) throws IOException {
        String fingerprint = strangers.getOrDefault(device.ski(), "");
        TrustRecord added =
                TrustRecord.of(device, environment.time().wallClock()).withFingerprint(fingerprint);
        if (devices.putIfAbsent(device.ski(), added) == null) {
            writeOrUndo(() -> devices.remove(device.ski()));
        }
    }

    @Override
    public void forget(Ski ski) throws IOException {
        TrustRecord before = devices.remove(ski);
        if (before != null) {
            writeOrUndo(() -> devices.put(ski, before));
            forgetPins(ski);
        }
    }

    /**
     * Demands a PIN of a device, from its next connection on; returns when that is stored.
     *
     * @param ski which device
     * @param pin 8 to 16 hexadecimal digits; empty to demand none any more
     * @return false when the device is not trusted
     * @throws IOException when it could not be stored; nothing has changed then
     */
    public boolean demandPin(Ski ski, Optional<String> pin) throws IOException {
        TrustRecord before = devices.get(ski);
        if (before == null) {
            return false;
        }
        devices.computeIfPresent(ski, (_, record) -> record.demanding(pin));
        writeOrUndo(() -> devices.computeIfPresent(ski, (_, record) -> record.demanding(before.demandedPin())));
        return true;
    }

    /** Whoever is paired again begins anew; that this cannot be stored is no reason to keep trusting. */
    private void forgetPins(Ski ski) {
        try {
            ledger.forget(ski);
        } catch (UncheckedIOException e) {
            LOG.log(Level.ERROR, String.valueOf(e.getMessage()));
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
            devices.forEach((ski, record) -> root.put(ski.toString(), new TreeMap<>(record.members())));
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
