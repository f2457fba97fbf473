// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

import io.handfast.crypto.IdentityException.Kind;
import io.handfast.engine.file.DurableFiles;
import io.handfast.engine.file.Readers;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.CertificateException;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An identity in two files, as Go's {@code tls.LoadX509KeyPair} loads and writes them: a PEM certificate and a PEM
 * key. Existing files are never overwritten. All methods block on the file system.
 *
 * @param certificate where the certificate is, PEM; one in bare DER is read as well
 * @param key where the private key is, {@code EC PRIVATE KEY} or {@code PRIVATE KEY}
 */
public record IdentityFiles(Path certificate, Path key) {
    private static final Set<PosixFilePermission> OTHERS_READ =
            EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    /**
     * Loads the identity; makes a new one where there are no files.
     *
     * @param subject whom a new certificate names
     * @param now from when on a new certificate is valid
     * @param random fills an array with random bytes fit for keys, such as {@code entropy::fill}
     * @return the identity, and whether it is new
     * @throws IdentityException when only one file is there, or they cannot be used or written
     */
    public LoadedIdentity loadOrCreate(Subject subject, Instant now, Consumer<byte[]> random) throws IdentityException {
        finishCreation();
        return Files.exists(certificate) || Files.exists(key) ? load() : create(subject, now, random);
    }

    /** A power cut between the two files left a key, and beside it the certificate that belongs to it. */
    private void finishCreation() throws IdentityException {
        try {
            Path staged = DurableFiles.staged(certificate);
            boolean halfDone = Files.exists(key) && !Files.exists(certificate) && Files.exists(staged);
            if (halfDone
                    && NodeIdentity.of(PemFiles.readCertificate(read(staged)), readKey())
                            .isPresent()) {
                DurableFiles.finish(certificate);
            }
        } catch (CertificateException _) {
            // it is not that certificate: one file is missing, as load() says
        } catch (IOException e) {
            throw notWritable(certificate, e);
        }
    }

    /**
     * Loads the identity.
     *
     * @return the identity, not created
     * @throws IdentityException when the files are not there or cannot be used
     */
    public LoadedIdentity load() throws IdentityException {
        requireBoth();
        NodeCertificate shown = readCertificate();
        ECPrivateKey secret = readKey();
        NodeIdentity identity = join(shown, secret);
        List<String> warnings = new ArrayList<>();
        if (isReadableByOthers()) {
            warnings.add("others may read the private key " + key + ": chmod 600 " + key);
        }
        if (!identity.hasStandardSki()) {
            warnings.add("the SKI in " + certificate + " does not follow from its key (made by ship-go up to v0.5.0?),"
                    + " strict peers refuse it");
        }
        return new LoadedIdentity(identity, false, warnings);
    }

    /**
     * Makes a new identity and writes it: both files appear whole or not at all, the key with mode 0600; what a power
     * cut leaves of them {@link #loadOrCreate} finishes. Missing folders are made.
     *
     * @param subject whom the certificate names
     * @param now from when on it is valid
     * @param random fills an array with random bytes fit for keys, such as {@code entropy::fill}
     * @return the identity, created
     * @throws IdentityException when a file is there already or cannot be written
     */
    public LoadedIdentity create(Subject subject, Instant now, Consumer<byte[]> random) throws IdentityException {
        requireFree(key);
        requireFree(certificate);
        NodeIdentity identity = NodeIdentity.create(subject, now, random);
        boolean staged = false;
        try {
            stage(key, PemFiles.writeKey(identity), Readers.OWNER);
            stage(certificate, PemFiles.writeCertificate(identity.certificate()), Readers.EVERYBODY);
            staged = true;
        } finally {
            if (!staged) {
                DurableFiles.discard(key);
            }
        }
        finish(key);
        finish(certificate);
        return new LoadedIdentity(identity, true, List.of());
    }

    private static void requireFree(Path file) throws IdentityException {
        if (Files.exists(file)) {
            throw notWritable(file, new FileAlreadyExistsException(file.toString()));
        }
    }

    private void requireBoth() throws IdentityException {
        requireFile(certificate, key);
        requireFile(key, certificate);
    }

    private static void requireFile(Path wanted, Path other) throws IdentityException {
        if (!Files.exists(wanted)) {
            String remedy = Files.exists(other)
                    ? "restore it from a backup, or remove " + other + " as well for a new identity"
                    : "check the path, or let a new identity be made";
            throw new IdentityException(Kind.ONE_MISSING, wanted + " is missing", remedy, null);
        }
    }

    private NodeCertificate readCertificate() throws IdentityException {
        try {
            return PemFiles.readCertificate(read(certificate));
        } catch (CertificateException e) {
            throw new IdentityException(
                    Kind.BAD_CERTIFICATE, certificate + " is no usable certificate: " + e.getMessage(), remedy(), e);
        }
    }

    private ECPrivateKey readKey() throws IdentityException {
        try {
            return PemFiles.readKey(read(key));
        } catch (InvalidKeySpecException e) {
            throw new IdentityException(Kind.BAD_KEY, key + " is no usable key: " + e.getMessage(), remedy(), e);
        }
    }

    private NodeIdentity join(NodeCertificate shown, ECPrivateKey secret) throws IdentityException {
        try {
            return NodeIdentity.of(shown, secret)
                    .orElseThrow(() -> new IdentityException(
                            Kind.MISMATCH, key + " is not the key of " + certificate, remedy(), null));
        } catch (CertificateException e) {
            throw new IdentityException(
                    Kind.BAD_CERTIFICATE, certificate + " is no usable certificate: " + e.getMessage(), remedy(), e);
        }
    }

    private static byte[] read(Path file) throws IdentityException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IdentityException(
                    Kind.UNREADABLE,
                    file + " cannot be read: " + DurableFiles.reason(e),
                    "let the user this runs as read it",
                    e);
        }
    }

    private static void stage(Path file, byte[] content, Readers readers) throws IdentityException {
        try {
            Files.createDirectories(DurableFiles.folder(file));
            DurableFiles.stage(file, content, readers);
        } catch (IOException e) {
            throw notWritable(file, e);
        }
    }

    private static void finish(Path file) throws IdentityException {
        try {
            DurableFiles.finish(file);
        } catch (IOException e) {
            throw notWritable(file, e);
        }
    }

    private static IdentityException notWritable(Path file, IOException e) {
        return new IdentityException(
                Kind.NOT_WRITABLE,
                file + " cannot be written: " + DurableFiles.reason(e),
                "let the user this runs as write to its folder, or choose another folder",
                e);
    }

    private boolean isReadableByOthers() {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(key);
            return OTHERS_READ.stream().anyMatch(permissions::contains);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // nothing to be said about it here
        }
    }

    private String remedy() {
        return "restore both files from a backup, or remove both for a new identity (every peer has to pair again)";
    }
}
