// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.Ski;
import io.handfast.engine.Dispatcher;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.file.DurableFiles;
import io.handfast.ship.PinPenalties;
import io.handfast.ship.PinTerms;
import io.handfast.ship.hub.TrustStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The trusted devices of a hub, in the file of ship-go's production example: an object keyed by SKI, with
 * {@code brand}, {@code model}, {@code device_type}, {@code paired_at}, {@code last_connection},
 * {@code connection_count}, and our {@code ship_id}, {@code fingerprint}, {@code dns}, {@code last_address},
 * {@code paired_by}, {@code last_seen}, {@code accept_legacy_ski}, {@code pin} and {@code demanded_pin}. Members nobody
 * knows are kept, and so are entries that cannot be used.
 *
 * <p>Lookups come from memory. Who is trusted is written before the call returns, in the audit log first; what devices
 * tell about themselves is written by a thread of its own, several changes at once as one. Each write is a whole file
 * that takes the place of the old one. {@link #close} writes what is left.
 */
public final class TrustFile implements TrustStore {
    private static final System.Logger LOG = System.getLogger(TrustFile.class.getName());
    /** So many certificates of strangers are remembered, for the moment in which somebody trusts one. */
    private static final int MAX_STRANGERS = 256;

    private final Path file;
    private final Environment environment;
    private final Storage storage;
    private final Optional<AuditLog> audit;
    private final TrustDocument document;
    private final Map<Ski, TrustRecord> devices;
    private final Semaphore oneWriter = new Semaphore(1);
    private final PinPenalties ledger;
    private final Map<Ski, String> strangers = new ConcurrentHashMap<>();
    private final Scope scope;
    private final Dispatcher<TrustFile> saving;
    private volatile boolean unsaved;

    private TrustFile(
            Path file,
            TrustDocument document,
            PinPenalties ledger,
            Storage storage,
            Optional<AuditLog> audit,
            Environment environment) {
        this.file = file;
        this.document = document;
        this.devices = document.devices();
        this.ledger = ledger;
        this.storage = storage;
        this.audit = audit;
        this.environment = environment;
        this.scope = new Scope("trust file", environment.time());
        this.saving = new Dispatcher<>(environment.time(), scope, 1, TrustFile::save);
    }

    /**
     * Reads the file of a hub whose wrong PINs nobody remembers, and whose changes nobody writes down.
     *
     * @param file JSON
     * @param environment the clock
     * @return the devices
     * @throws StartException when it cannot be read or understood
     */
    public static TrustFile open(Path file, Environment environment) throws StartException {
        PinPenalties ledger = new PinPenalties(environment.time(), environment.entropy());
        return open(file, ledger, Storage.silent(), Optional.empty(), environment);
    }

    /**
     * Reads the file; a missing one is an empty one. One that cannot be understood is moved aside, never overwritten,
     * and refuses the start; one of a newer version refuses it and stays where it is. An entry that cannot be used does
     * no harm to the others: see {@link #remarks}.
     *
     * @param ledger who remembers wrong PINs
     * @param audit hears of changes, and of devices that somebody wrote into the file by hand
     */
    static TrustFile open(
            Path file, PinPenalties ledger, Storage storage, Optional<AuditLog> audit, Environment environment)
            throws StartException {
        TrustDocument document = TrustDocument.read(file, storage, environment);
        TrustFile trust = new TrustFile(file, document, ledger, storage, audit, environment);
        audit.ifPresent(trust::noteHandwritten);
        return trust;
    }

    /** Whoever has access to the file may trust whom he likes; that it was he can at least be read. */
    private void noteHandwritten(AuditLog log) {
        devices.forEach((ski, record) -> {
            if (record.pairedBy().isEmpty()) {
                try {
                    log.note(
                            AuditLog.What.TRUSTED,
                            DecidedBy.FILE,
                            Optional.of(ski),
                            record.device(ski).name());
                    devices.computeIfPresent(ski, (_, now) -> now.pairedBy(DecidedBy.FILE));
                    changed();
                } catch (IOException e) {
                    LOG.log(Level.ERROR, "the audit log cannot be written: " + DurableFiles.reason(e));
                }
            }
        });
    }

    /** What is odd about the file, in sentences without a final stop. */
    List<String> remarks() {
        return document.remarks();
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
        changed();
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
            changed();
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
        trust(device, DecidedBy.PROGRAM);
    }

    /**
     * Trusts a device from now on; returns when that is stored.
     *
     * @param device whom; one that is trusted already stays as it is
     * @param by who decided that
     * @throws IOException when it could not be stored; it is not trusted then
     */
    public void trust(TrustedDevice device, DecidedBy by) throws IOException {
        String fingerprint = strangers.getOrDefault(device.ski(), "");
        TrustRecord added = TrustRecord.of(device, environment.time().wallClock())
                .withFingerprint(fingerprint)
                .pairedBy(by);
        change(AuditLog.What.TRUSTED, by, device.ski(), device.name(), Optional.of(added));
    }

    @Override
    public void forget(Ski ski) throws IOException {
        forget(ski, DecidedBy.PROGRAM);
    }

    /**
     * Trusts a device no more; returns when that is stored.
     *
     * @param ski whom; one that is not trusted is none
     * @param by who decided that
     * @throws IOException when it could not be stored; it is trusted still
     */
    public void forget(Ski ski, DecidedBy by) throws IOException {
        String name = find(ski).map(TrustedDevice::name).orElse("");
        if (change(AuditLog.What.FORGOTTEN, by, ski, name, Optional.empty())) {
            forgetPins(ski);
        }
    }

    /**
     * Demands a PIN of a device, from its next connection on; returns when that is stored.
     *
     * @param ski which device
     * @param pin 8 to 16 hexadecimal digits; empty to demand none any more
     * @param by who decided that
     * @return false when the device is not trusted
     * @throws IOException when it could not be stored; nothing has changed then
     */
    public boolean demandPin(Ski ski, Optional<String> pin, DecidedBy by) throws IOException {
        AuditLog.What what = pin.isPresent() ? AuditLog.What.PIN_DEMANDED : AuditLog.What.PIN_WAIVED;
        oneWriter.acquireUninterruptibly();
        try {
            TrustRecord record = devices.get(ski);
            if (record == null) {
                return false;
            }
            store(what, by, ski, record.device(ski).name(), Optional.of(record.demanding(pin)));
            devices.computeIfPresent(ski, (_, now) -> now.demanding(pin)); // the device may have told something since
            return true;
        } finally {
            oneWriter.release();
        }
    }

    /** On the disk first, then in memory: nobody is let in by what a power cut takes back. */
    private boolean change(AuditLog.What what, DecidedBy by, Ski ski, String name, Optional<TrustRecord> after)
            throws IOException {
        oneWriter.acquireUninterruptibly();
        try {
            if (devices.containsKey(ski) == after.isPresent()) {
                return false;
            }
            store(what, by, ski, name, after);
            after.ifPresentOrElse(record -> devices.put(ski, record), () -> devices.remove(ski));
            return true;
        } finally {
            oneWriter.release();
        }
    }

    /** The caller is the one writer. */
    private void store(AuditLog.What what, DecidedBy by, Ski ski, String name, Optional<TrustRecord> after)
            throws IOException {
        note(what, by, ski, name);
        try {
            storage.replace(file, document.text(ski, after));
        } catch (IOException e) {
            audit.ifPresent(log -> log.noteQuietly(AuditLog.What.NOT_STORED, by, Optional.of(ski), what.word()));
            throw e;
        }
    }

    private void note(AuditLog.What what, DecidedBy by, Ski ski, String detail) throws IOException {
        if (audit.isPresent()) {
            audit.get().note(what, by, Optional.of(ski), detail);
        }
    }

    /** Whoever is paired again begins anew; that this cannot be stored is no reason to keep trusting. */
    private void forgetPins(Ski ski) {
        try {
            ledger.forget(ski);
        } catch (UncheckedIOException e) {
            LOG.log(Level.ERROR, String.valueOf(e.getMessage()));
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

    /** A connected device is here; told when its connection ends, too. */
    void seen(Ski ski) {
        devices.computeIfPresent(
                ski, (_, record) -> record.seen(environment.time().wallClock()));
        changed();
    }

    /** The trusted devices that were last here before then, or never; whoever is connected now is none of them. */
    List<TrustedDevice> unusedSince(Instant then) {
        return devices.entrySet().stream()
                .filter(entry -> entry.getValue().lastSeen().isEmpty()
                        || entry.getValue().lastSeen().get().isBefore(then))
                .map(entry -> entry.getValue().device(entry.getKey()))
                .toList();
    }

    /** Writes soon. */
    private void changed() {
        unsaved = true;
        saving.dispatch(this);
    }

    /** Tries again what could not be written; does nothing when nothing is left. */
    void retry() {
        if (unsaved) {
            saving.dispatch(this);
        }
    }

    /** One at a time: the last to begin holds the newest, and must also be the last to end. */
    private void save() {
        oneWriter.acquireUninterruptibly();
        unsaved = false;
        try {
            storage.replace(file, document.text());
        } catch (IOException e) {
            unsaved = true;
            LOG.log(Level.DEBUG, "kept in memory, and tried again: " + DurableFiles.reason(e)); // storage has told
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
        end();
        scope.join(environment.time().in(Duration.ofSeconds(5)));
    }

    /** The same without waiting for it. */
    void end() {
        saving.close();
    }
}
