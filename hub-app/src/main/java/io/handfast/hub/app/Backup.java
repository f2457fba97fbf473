// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.IdentityException;
import io.handfast.crypto.IdentityFiles;
import io.handfast.crypto.LoadedIdentity;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.file.DurableFiles;
import io.handfast.engine.file.Readers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A hub's identity, trust and state as one encrypted file, and back: another machine becomes the same hub, and no
 * device has to be paired again. Works on the files of a hub that does not run. The two must not run at the same
 * time: they are one node.
 */
public final class Backup {
    private static final int VERSION = 1;
    /** More than a hub of ten thousand devices writes. */
    private static final long MAX_BYTES = 64 << 20;

    private final HubConfiguration configuration;
    private final Path base;
    private final Environment environment;
    private final SealedFile sealing;
    private final Storage storage = Storage.silent();

    /**
     * The backup of one hub.
     *
     * @param configuration names the files
     * @param base its data directory, or the folder of its configuration file
     * @param environment clock and entropy
     */
    public Backup(HubConfiguration configuration, Path base, Environment environment) {
        this(configuration, base, SealedFile.usual(), environment);
    }

    Backup(HubConfiguration configuration, Path base, SealedFile sealing, Environment environment) {
        this.sealing = sealing;
        this.configuration = configuration;
        this.base = base;
        this.environment = environment;
    }

    /**
     * Which hub is in a backup.
     *
     * @param ski its key
     * @param shipId its SHIP ID
     * @param madeAt when, as text
     * @param aside where the files are that were there before a restore
     * @param warnings sentences for people without a final stop
     */
    public record Content(Ski ski, String shipId, String madeAt, List<Path> aside, List<String> warnings) {
        /** Copies the lists. */
        public Content {
            aside = List.copyOf(aside);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * The hub's files by their names in a backup, in the order in which they are replaced: key first, certificate last.
     * Between the two no hub starts, so a power cut makes no third one out of the halves of two.
     */
    private SequencedMap<String, Path> files() {
        SequencedMap<String, Path> files = new LinkedHashMap<>();
        files.put("key", base.resolve(configuration.privateKeyFile()));
        files.put("trusted_devices", base.resolve(configuration.trustedDevicesFile()));
        files.put("state", base.resolve(configuration.stateFile()));
        files.put("pairings", base.resolve(PairingFile.FILE));
        files.put("pairing_secret", base.resolve(PairingSecretFile.FILE));
        files.put("certificate", base.resolve(configuration.certificateFile()));
        return files;
    }

    // ---- writing

    /**
     * Writes a backup, and reads it again to be sure. Blocks for some seconds.
     *
     * @param target a file that is not there yet; for the owner alone
     * @param passphrase not empty; the caller wipes it
     * @return what is in it
     * @throws StartException when the hub runs, or its files cannot be used
     * @throws BackupException when there is nothing to be backed up, or the file is there or cannot be written
     */
    public Content write(Path target, char[] passphrase) throws StartException, BackupException {
        if (storage.exists(target)) {
            throw new BackupException(BackupFailure.EXISTS, target + " is there already");
        }
        if (!storage.exists(base.resolve(configuration.privateKeyFile()))) {
            throw new BackupException(BackupFailure.NOTHING, "there is no identity in " + base);
        }
        try (DataDirectory _ = DataDirectory.open(base)) {
            HubProgram.Identity identity = HubIdentity.loadOrCreate(configuration, base, storage, environment);
            Map<String, Object> files = new LinkedHashMap<>();
            for (Map.Entry<String, Path> file : files().entrySet()) {
                if (storage.exists(file.getValue())) {
                    byte[] content = storage.bytes(file.getValue());
                    files.put(file.getKey(), Base64.getEncoder().encodeToString(content));
                }
            }
            Map<String, Object> root = new LinkedHashMap<>();
            root.put("version", VERSION);
            root.put("made_at", now());
            root.put("ski", identity.node().ski().toString());
            root.put("ship_id", identity.shipId());
            root.put("files", files);
            byte[] sealed = sealing.seal(
                    JsonTree.line(root).getBytes(StandardCharsets.UTF_8), passphrase, environment.entropy());
            storage.replace(target, sealed, Readers.OWNER);
            Opened written = opened(target, passphrase);
            note(AuditLog.What.BACKED_UP, written.ski());
            return new Content(written.ski(), written.shipId(), written.madeAt(), List.of(), List.of());
        } catch (IOException e) {
            throw new BackupException(BackupFailure.FILE, target + ": " + DurableFiles.reason(e), e);
        }
    }

    // ---- reading

    private record Opened(Ski ski, String shipId, String madeAt, Map<String, byte[]> files) {}

    private Opened opened(Path source, char[] passphrase) throws BackupException {
        try {
            if (storage.size(source) > MAX_BYTES) {
                throw new BackupException(BackupFailure.NOT_A_BACKUP, source + " is larger than any backup");
            }
            byte[] content = SealedFile.open(storage.bytes(source), passphrase);
            JsonTree.Node root = JsonTree.read(new String(content, StandardCharsets.UTF_8));
            String version = text(root, "version");
            if (!version.equals(String.valueOf(VERSION))) {
                throw new BackupException(
                        BackupFailure.NEWER,
                        "its content is of version " + version + ", this program knows " + VERSION);
            }
            Map<String, byte[]> files = new LinkedHashMap<>();
            root.members()
                    .getOrDefault("files", root)
                    .members()
                    .forEach((name, file) -> files.put(name, Base64.getDecoder().decode(String.valueOf(file.value()))));
            return new Opened(Ski.parse(text(root, "ski")), text(root, "ship_id"), text(root, "made_at"), files);
        } catch (IOException e) {
            throw new BackupException(BackupFailure.FILE, source + ": " + DurableFiles.reason(e), e);
        } catch (JsonTree.NotJson | IllegalArgumentException e) {
            throw new BackupException(BackupFailure.CONTENT, source + " has no hub in it: " + e.getMessage(), e);
        }
    }

    private static String text(JsonTree.Node root, String member) {
        return String.valueOf(
                root.members().getOrDefault(member, new JsonTree.Node("", 0)).value());
    }

    /**
     * Makes the hub of these files the one of a backup. The configuration is not in it.
     *
     * @param source what {@link #write} has written
     * @param passphrase the same; the caller wipes it
     * @param replace whether files that are there may be moved aside
     * @return what was in it, and where the old files are
     * @throws StartException when the hub runs, or the folder cannot be used
     * @throws BackupException when the backup cannot be used, or files are there; nothing has changed then
     */
    public Content restore(Path source, char[] passphrase, boolean replace) throws StartException, BackupException {
        Opened opened = opened(source, passphrase);
        try (DataDirectory _ = DataDirectory.open(base)) {
            List<Path> there = files().values().stream().filter(storage::exists).toList();
            if (!there.isEmpty() && !replace) {
                throw new BackupException(BackupFailure.EXISTS, there.getFirst() + " is there already");
            }
            prove(opened);
            List<Path> aside = putAside(there);
            put(opened);
            note(AuditLog.What.RESTORED, opened.ski());
            return new Content(opened.ski(), opened.shipId(), opened.madeAt(), aside, warnings(opened));
        } catch (IOException e) {
            throw new BackupException(
                    BackupFailure.FILE, "the hub's files cannot be written: " + DurableFiles.reason(e), e);
        }
    }

    private static byte[] file(Opened opened, String name) {
        return opened.files().getOrDefault(name, new byte[0]);
    }

    /** Looks whether key and certificate belong together, in files that no hub uses. */
    private void prove(Opened opened) throws IOException, BackupException {
        IdentityFiles real = HubIdentity.files(configuration, base);
        IdentityFiles trial = new IdentityFiles(beside(real.certificate()), beside(real.key()));
        try {
            storage.replace(trial.key(), file(opened, "key"), Readers.OWNER);
            storage.replace(trial.certificate(), file(opened, "certificate"), Readers.OWNER);
            LoadedIdentity loaded = trial.load();
            if (!loaded.identity().ski().equals(opened.ski())) {
                throw new BackupException(BackupFailure.CONTENT, "its certificate is that of another hub");
            }
        } catch (IdentityException e) {
            throw new BackupException(BackupFailure.CONTENT, "its identity cannot be used: " + e.getMessage(), e);
        } finally {
            DurableFiles.delete(trial.key());
            DurableFiles.delete(trial.certificate());
        }
    }

    private static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".restoring");
    }

    /** The certificate stays until the new one takes its place. */
    private List<Path> putAside(List<Path> there) throws IOException {
        String suffix = ".replaced-" + now().replace(":", "");
        List<Path> aside = new ArrayList<>();
        for (Path old : there) {
            Path kept = old.resolveSibling(old.getFileName() + suffix);
            if (old.equals(files().get("certificate"))) {
                storage.replace(kept, storage.bytes(old), Readers.EVERYBODY);
            } else {
                storage.rename(old, kept);
            }
            aside.add(kept);
        }
        return aside;
    }

    private void put(Opened opened) throws IOException {
        for (Map.Entry<String, Path> file : files().entrySet()) {
            byte[] content = opened.files().get(file.getKey());
            Readers readers = file.getKey().equals("certificate") ? Readers.EVERYBODY : Readers.OWNER;
            if (file.getKey().equals("state")) {
                storage.replace(file.getValue(), state(opened));
            } else if (content != null) {
                storage.replace(file.getValue(), content, readers);
            }
        }
    }

    /** Always with the SHIP ID: devices refuse a known key under another one. */
    private static String state(Opened opened) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("version", VERSION);
        try {
            state.putAll(JsonTree.read(new String(file(opened, "state"), StandardCharsets.UTF_8))
                    .members());
        } catch (JsonTree.NotJson _) {
            // a hub that never ran has none
        }
        state.put("ship_id", opened.shipId());
        return JsonTree.pretty(state);
    }

    private List<String> warnings(Opened opened) throws StartException {
        String here = HubIdentity.shipId(configuration, base, storage, environment);
        return here.equals(opened.shipId())
                ? List.of()
                : List.of("the configuration gives this hub the SHIP ID " + here + ", devices know it as "
                        + opened.shipId() + ": set \"ship_id\" to that before it starts");
    }

    private void note(AuditLog.What what, Ski ski) {
        try {
            new AuditLog(base.resolve(AuditLog.FILE), storage, environment.time())
                    .note(what, DecidedBy.TERMINAL, Optional.of(ski), "");
        } catch (IOException _) {
            // what was done is done; the next decision will say that the log cannot be written
        }
    }

    private String now() {
        return environment.time().wallClock().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
