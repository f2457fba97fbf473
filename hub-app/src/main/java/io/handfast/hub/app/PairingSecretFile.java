// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.engine.Environment;
import io.handfast.engine.file.DurableFiles;
import io.handfast.ship.hub.discovery.PairingSecret;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The secret of a hub's QR code, in a file for its owner alone: whoever knows it may become the hub's control unit. Made
 * when it is asked for the first time. No complaint repeats what stands in it.
 */
public final class PairingSecretFile {
    static final String FILE = "data/pairing_secret.json";
    private static final int VERSION = 1;

    private final Path file;
    private final Storage storage;
    private final AuditLog audit;
    private final Environment environment;

    PairingSecretFile(Path base, Storage storage, AuditLog audit, Environment environment) {
        this.file = base.resolve(FILE);
        this.storage = storage;
        this.audit = audit;
        this.environment = environment;
    }

    /**
     * That of a data directory, for programs beside the hub; reading it does the hub no harm.
     *
     * @param base the data directory, or the folder of the configuration file
     * @param environment clock and entropy
     * @return not looked at yet
     */
    public static PairingSecretFile of(Path base, Environment environment) {
        Storage storage = Storage.silent();
        AuditLog audit = new AuditLog(base.resolve(AuditLog.FILE), storage, environment.time());
        return new PairingSecretFile(base, storage, audit, environment);
    }

    /**
     * The secret, made and written when there is none.
     *
     * @return as it stands in the QR code
     * @throws StartException when the file cannot be used; one that cannot be understood is moved aside
     */
    public PairingSecret open() throws StartException {
        try {
            if (!storage.exists(file)) {
                write(PairingSecret.create(environment.entropy()));
            }
            return read(storage.text(file)); // as it is there: somebody may have made it at the same moment
        } catch (IOException e) {
            throw new StartException(
                    "pairing secret " + file + " cannot be read or written: " + DurableFiles.reason(e),
                    "check the path and its permissions",
                    e);
        }
    }

    private PairingSecret read(String text) throws StartException {
        try {
            Map<String, JsonTree.Node> members = JsonTree.read(text).members();
            if (!(value(members, "version") instanceof BigDecimal version)) {
                throw broken("it has no version");
            }
            if (version.compareTo(BigDecimal.valueOf(VERSION)) > 0) {
                throw new StartException(
                        "pairing secret " + file + " is of version " + version + ", this program knows " + VERSION,
                        "use the newer program, or the file of before; nothing was changed");
            }
            return PairingSecret.parse(String.valueOf(value(members, "secret")));
        } catch (JsonTree.NotJson _) { // its text may repeat the secret
            throw broken("it is not JSON");
        } catch (IllegalArgumentException e) {
            throw broken(String.valueOf(e.getMessage()));
        }
    }

    private static Object value(Map<String, JsonTree.Node> members, String name) {
        return Optional.ofNullable(members.get(name))
                .<Object>map(node -> Optional.ofNullable(node.value()).orElse(""))
                .orElse("");
    }

    private StartException broken(String why) {
        return BrokenFile.movedAside(
                file,
                "pairing secret " + file + " cannot be understood: " + why,
                "start again with another secret, which makes printed codes of this hub worthless",
                storage,
                environment.time());
    }

    /**
     * Another secret takes the place of this one: codes of before are worthless from then on. Not for a hub that runs;
     * that is told by its own means.
     *
     * @param base the data directory, which is locked meanwhile
     * @param environment clock and entropy
     * @return the new secret
     * @throws StartException when a hub runs there, or the file cannot be written
     */
    public static PairingSecret renew(Path base, Environment environment) throws StartException {
        try (DataDirectory _ = DataDirectory.open(base)) {
            return of(base, environment).renew(DecidedBy.TERMINAL);
        } catch (IOException e) {
            throw new StartException(
                    "the pairing secret cannot be renewed: " + DurableFiles.reason(e),
                    "check the folder and its space",
                    e);
        }
    }

    /**
     * The same for the hub itself. Returns when it is stored and in the audit log.
     *
     * @param by who decided
     * @return the new secret
     * @throws IOException when it could not be stored; the one before is still the one
     */
    public PairingSecret renew(DecidedBy by) throws IOException {
        PairingSecret fresh = PairingSecret.create(environment.entropy());
        audit.note(AuditLog.What.SECRET_RENEWED, by, Optional.empty(), "");
        try {
            write(fresh);
        } catch (IOException e) {
            audit.noteQuietly(AuditLog.What.NOT_STORED, by, Optional.empty(), AuditLog.What.SECRET_RENEWED.word());
            throw e;
        }
        return fresh;
    }

    private void write(PairingSecret secret) throws IOException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("version", VERSION);
        root.put("secret", secret.hex());
        root.put(
                "made_at",
                environment.time().wallClock().truncatedTo(ChronoUnit.SECONDS).toString());
        storage.replace(file, JsonTree.pretty(root));
    }
}
