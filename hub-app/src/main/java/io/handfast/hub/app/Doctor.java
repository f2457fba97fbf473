// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.IdentityException;
import io.handfast.crypto.IdentityFiles;
import io.handfast.crypto.LoadedIdentity;
import io.handfast.engine.Environment;
import io.handfast.engine.file.DurableFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Looks whether a hub can run on this machine, and how well. Changes nothing, but asks the network for a moment. */
public final class Doctor {
    /** No clock of a machine that was ever set shows less: this program was written then. */
    private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");
    /** Certificates of devices end before. */
    private static final Instant FAR_OFF = Instant.parse("2050-01-01T00:00:00Z");

    private final HubConfiguration configuration;
    private final Path base;
    private final Environment environment;

    /**
     * A doctor for one hub.
     *
     * @param configuration its configuration
     * @param base what relative paths are relative to
     * @param environment clock and threads
     */
    public Doctor(HubConfiguration configuration, Path base, Environment environment) {
        this.configuration = configuration;
        this.base = base;
        this.environment = environment;
    }

    /**
     * Looks at everything; blocks some seconds at most.
     *
     * @param crypto who would compute
     * @return one finding for each thing, in the order to read
     */
    public List<Finding> examine(CryptoProvider crypto) {
        List<Finding> findings = new ArrayList<>();
        findings.add(java(Runtime.version().feature(), Runtime.version().toString()));
        findings.add(computing(crypto));
        findings.add(clock());
        boolean runs = isLocked();
        findings.add(directory(runs));
        findings.addAll(identity());
        findings.add(PortCheck.run(configuration.port(), runs));
        findings.addAll(MulticastCheck.run(configuration.presence(), environment));
        return findings;
    }

    static Finding java(int feature, String version) {
        return feature >= 25
                ? Finding.ok("java", "Java " + version)
                : Finding.fail("java", "Java " + version, "install Java 25 or newer");
    }

    private static Finding computing(CryptoProvider crypto) {
        return crypto.fallbackReason()
                .map(why -> Finding.warn(
                        "crypto",
                        crypto.name() + ", no native library: " + why,
                        "nothing, if a few handshakes at once are enough; else use the distribution for this machine"))
                .orElse(Finding.ok("crypto", crypto.name()));
    }

    private Finding clock() {
        Instant now = environment.time().wallClock();
        boolean plausible = now.isAfter(WRITTEN) && now.isBefore(FAR_OFF);
        return plausible
                ? Finding.ok("clock", now.toString())
                : Finding.fail("clock", "it is " + now + ", says the clock", "set it, or let NTP do it");
    }

    // ---- files

    private boolean isLocked() {
        Path file = base.resolve(DataDirectory.LOCK_FILE);
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false; // told of as not writable
        }
    }

    private Finding directory(boolean runs) {
        if (runs) {
            return Finding.ok("data", base + " is used by a hub that runs");
        }
        Path there = Stream.iterate(base.toAbsolutePath(), Objects::nonNull, Path::getParent)
                .filter(Files::exists)
                .findFirst()
                .orElse(base);
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            return Finding.fail(
                    "data",
                    there + " cannot be written",
                    "make it writable for this user, or name another with --data");
        }
        return Finding.ok("data", base + (Files.exists(base) ? " is writable and free" : " will be made"));
    }

    private List<Finding> identity() {
        Path certificate = base.resolve(configuration.certificateFile());
        Path key = base.resolve(configuration.privateKeyFile());
        if (Files.notExists(certificate) && Files.notExists(key)) {
            return List.of(Finding.ok("identity", "none yet: one is made at the first start, in " + certificate));
        }
        try {
            LoadedIdentity loaded = new IdentityFiles(certificate, key).load();
            List<Finding> findings = new ArrayList<>();
            findings.add(certificate(loaded, key));
            loaded.warnings().forEach(warning -> findings.add(Finding.warn("identity", warning, "")));
            return findings;
        } catch (IdentityException e) {
            return List.of(Finding.fail("identity", String.valueOf(e.getMessage()), ""));
        }
    }

    private Finding certificate(LoadedIdentity loaded, Path key) {
        Instant now = environment.time().wallClock();
        Instant end = loaded.identity().certificate().notAfter();
        String text = "SKI " + loaded.identity().ski() + ", certificate until " + end + ", key " + permissions(key);
        return switch (loaded.identity().certificate().validity(now)) {
            case CURRENT -> Finding.ok("identity", text);
            case ENDS_SOON, EXPIRED ->
                Finding.warn("identity", text, "few devices mind; renew it: handfast hub identity renew --same-key");
            case NOT_YET_VALID -> Finding.warn("identity", text + ", not valid yet", "check the clock of this machine");
        };
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            return "unreadable: " + DurableFiles.reason(e);
        } catch (UnsupportedOperationException _) {
            return "without permissions";
        }
    }
}
