// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.IdentityException;
import io.handfast.crypto.IdentityFiles;
import io.handfast.crypto.LoadedIdentity;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.file.DurableFiles;
import io.handfast.engine.file.Readers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Renews who a hub is, on the files of a hub that does not run. With the same key only the certificate is another: SKI
 * and pairings stay. A new key is a new SKI: it is prepared beside the old one, so that devices can be told about it
 * while the old one works, and becomes current when the operator says so. A hub has one identity at a time. The SHIP ID
 * stays in any case, and what is replaced is kept aside.
 */
public final class IdentityRenewal {
    private static final String NEXT = ".next";

    private final HubConfiguration configuration;
    private final Path base;
    private final Environment environment;
    private final Storage storage = Storage.silent();
    private final IdentityFiles current;
    private final IdentityFiles next;

    /**
     * The renewal of one hub.
     *
     * @param configuration names the files
     * @param base its data directory, or the folder of its configuration file
     * @param environment clock and entropy
     */
    public IdentityRenewal(HubConfiguration configuration, Path base, Environment environment) {
        this.configuration = configuration;
        this.base = base;
        this.environment = environment;
        this.current = HubIdentity.files(configuration, base);
        this.next = new IdentityFiles(beside(current.certificate(), NEXT), beside(current.key(), NEXT));
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /**
     * What was done.
     *
     * @param identity the new one
     * @param aside the old certificate; for a prepared identity the new one
     */
    public record Renewed(NodeIdentity identity, Path aside) {}

    /** Something with files that may fail in the usual ways. */
    @FunctionalInterface
    private interface Work {
        Renewed run() throws IOException, IdentityException, StartException;
    }

    private Renewed locked(Work work) throws StartException {
        try (DataDirectory _ = DataDirectory.open(base)) {
            return work.run();
        } catch (IdentityException e) {
            throw new StartException(e);
        } catch (IOException e) {
            throw new StartException(
                    "the identity cannot be renewed: " + DurableFiles.reason(e), "check the folder and its space", e);
        }
    }

    /**
     * A new certificate for the same key: no device has to be paired again.
     *
     * @return the identity, and where the old certificate is
     * @throws StartException when the hub runs, or the files cannot be used
     */
    public Renewed sameKey() throws StartException {
        return locked(() -> {
            NodeIdentity before = current.load().identity();
            NodeIdentity after = before.renewed(
                    configuration.subject(), environment.time().wallClock(), environment.entropy()::fill);
            Path aside = copyAside(current.certificate(), Readers.EVERYBODY);
            storage.replace(current.certificate(), after.certificate().pem(), Readers.EVERYBODY);
            note(
                    after.ski(),
                    "same key, certificate until " + after.certificate().notAfter());
            return new Renewed(after, aside);
        });
    }

    /**
     * Prepares a new key beside the current one; nothing else changes. Asked again, it says the same.
     *
     * @return the identity that {@link #switchOver} will make current, and where its certificate is
     * @throws StartException when the hub runs, or the files cannot be used
     */
    public Renewed prepare() throws StartException {
        return locked(() -> {
            current.load(); // whoever has no identity needs no second one
            LoadedIdentity prepared = next.loadOrCreate(
                    configuration.subject(), environment.time().wallClock(), environment.entropy()::fill);
            return new Renewed(prepared.identity(), next.certificate());
        });
    }

    /**
     * Makes the prepared key current. Broken off half-way, it is finished by being called again.
     *
     * @return the new identity, and where the old certificate is, with the old key beside it
     * @throws StartException when nothing is prepared, the hub runs, or the files cannot be used
     */
    public Renewed switchOver() throws StartException {
        return locked(() -> {
            boolean halfDone = storage.exists(next.certificate()) && !storage.exists(next.key());
            if (!storage.exists(next.certificate())) {
                throw new StartException("no new key is prepared in " + base, "prepare one with --new-key");
            }
            Path aside = next.certificate();
            if (!halfDone) {
                next.load();
                storeShipId();
                aside = copyAside(current.certificate(), Readers.EVERYBODY);
                copyAside(current.key(), Readers.OWNER);
                storage.rename(next.key(), current.key());
            }
            storage.rename(next.certificate(), current.certificate());
            NodeIdentity identity = current.load().identity();
            note(identity.ski(), "new key");
            return new Renewed(identity, aside);
        });
    }

    /** A SHIP ID that was made must be in the state file; one that is configured stays anyway. */
    private void storeShipId() throws StartException {
        HubIdentity.shipId(configuration, base, storage, environment);
    }

    private Path copyAside(Path file, Readers readers) throws IOException {
        String time = environment
                .time()
                .wallClock()
                .truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace(":", "");
        Path aside = beside(file, ".old-" + time);
        storage.replace(aside, storage.bytes(file), readers);
        return aside;
    }

    private void note(Ski ski, String detail) throws IOException {
        new AuditLog(base.resolve(AuditLog.FILE), storage, environment.time())
                .note(AuditLog.What.IDENTITY_CHANGED, DecidedBy.TERMINAL, Optional.of(ski), detail);
    }
}
