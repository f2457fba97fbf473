// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.Fingerprint;
import io.handfast.crypto.Ski;
import io.handfast.engine.file.DurableFiles;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.hub.pairing.PairedDevice;
import io.handfast.ship.hub.pairing.PairingState;
import io.handfast.ship.hub.pairing.PairingStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Whom a hub trusts by the fingerprint of a certificate, and which announcements have had their effect, as one file that
 * is written whole. Each change of trust stands in the audit log before it is stored; a device whose key is known stands
 * in the trust file as well.
 *
 * <p>A file that cannot be understood is moved aside with the secret: without the used digests, announcements that were
 * overheard would work again.
 */
public final class PairingFile implements PairingStore {
    static final String FILE = "data/pairings.json";

    private final Path file;
    private final Storage storage;
    private final AuditLog audit;
    private final Map<Fingerprint, DecidedBy> deciding = new ConcurrentHashMap<>();
    private volatile PairingState saved;

    private PairingFile(Path file, PairingState saved, Storage storage, AuditLog audit) {
        this.file = file;
        this.saved = saved;
        this.storage = storage;
        this.audit = audit;
    }

    /** Reads the file; a missing one is an empty one. */
    static PairingFile open(Path base, Storage storage, AuditLog audit, TimeSource time) throws StartException {
        Path file = base.resolve(FILE);
        try {
            PairingState state = storage.exists(file) ? PairingDocument.read(storage.text(file)) : PairingState.NONE;
            return new PairingFile(file, state, storage, audit);
        } catch (PairingDocument.Newer e) {
            throw new StartException(
                    "pairings " + file + " is of a newer version: " + e.getMessage(),
                    "use the newer program, or the file of before; nothing was changed");
        } catch (JsonTree.NotJson | IllegalArgumentException e) {
            throw movedAside(base, file, String.valueOf(e.getMessage()), storage, time);
        } catch (IOException e) {
            throw new StartException(
                    "pairings " + file + " cannot be read: " + DurableFiles.reason(e),
                    "check the path and its permissions",
                    e);
        }
    }

    private static StartException movedAside(Path base, Path file, String why, Storage storage, TimeSource time) {
        String what = "pairings " + file + " cannot be understood: " + why;
        Path secret = base.resolve(PairingSecretFile.FILE);
        if (storage.exists(secret)) {
            BrokenFile.movedAside(secret, what, "", storage, time); // first: without it the digests are worthless
        }
        return storage.exists(secret)
                ? new StartException(what, "mend it; nothing was changed")
                : BrokenFile.movedAside(
                        file,
                        what,
                        "start again without it: this hub's QR code has another secret then, as announcements of before"
                                + " would work once more; " + PairingSecretFile.FILE + " was moved likewise",
                        storage,
                        time);
    }

    @Override
    public PairingState load() {
        return saved;
    }

    /** The audit log first: there is no trust without its line. */
    @Override
    public void save(PairingState state) throws IOException {
        List<PairedDevice> before = devices(saved);
        List<PairedDevice> after = devices(state);
        for (PairedDevice device : after) {
            if (before.stream().noneMatch(known -> isSame(known, device))) {
                note(AuditLog.What.PAIRED, device);
            }
        }
        for (PairedDevice device : before) {
            boolean gone = after.stream().noneMatch(known -> isSame(known, device));
            if (gone && device.ski().isEmpty()) { // the trust file has noted the others
                note(AuditLog.What.UNPAIRED, device);
            }
        }
        try {
            storage.replace(file, PairingDocument.text(state));
        } catch (IOException e) {
            if (!before.equals(after)) {
                audit.noteQuietly(AuditLog.What.NOT_STORED, DecidedBy.PAIRING_SERVICE, Optional.empty(), "pairings");
            }
            throw e;
        }
        saved = state;
    }

    private void note(AuditLog.What what, PairedDevice device) throws IOException {
        DecidedBy by =
                Optional.ofNullable(deciding.remove(device.certificate())).orElse(DecidedBy.PAIRING_SERVICE);
        audit.note(what, by, device.ski(), device.shipId() + ", certificate " + device.certificate());
    }

    private static boolean isSame(PairedDevice one, PairedDevice other) {
        return one.shipId().equals(other.shipId()) && one.certificate().equals(other.certificate());
    }

    private static List<PairedDevice> devices(PairingState state) {
        return Stream.concat(state.controlUnit().stream(), state.targets().stream())
                .toList();
    }

    /**
     * Somebody is about to decide about a device; the audit log names him when it is stored. Without that it was the
     * pairing service.
     *
     * @param certificate the device's
     * @param by who
     */
    public void decides(Fingerprint certificate, DecidedBy by) {
        deciding.put(certificate, by);
    }

    /**
     * The device of a certificate.
     *
     * @param certificate SHA-256 of it
     * @return as it was stored last; empty when it is not paired
     */
    public Optional<PairedDevice> device(Fingerprint certificate) {
        return devices(saved).stream()
                .filter(device -> device.certificate().equals(certificate))
                .findFirst();
    }

    /** The device of a key. */
    Optional<PairedDevice> device(Ski ski) {
        return devices(saved).stream()
                .filter(device -> device.ski().equals(Optional.of(ski)))
                .findFirst();
    }
}
