// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import io.handfast.engine.Entropy;
import io.handfast.engine.file.DurableFiles;
import io.handfast.engine.file.Readers;
import io.handfast.hub.app.StartException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;

/** What opens the interface to whoever may read the hub's files: 256 random bits, made at the first start. */
final class AccessToken {
    static final String FILE = "console.token";

    private static final System.Logger LOG = System.getLogger(AccessToken.class.getName());
    private static final String PERMISSIONS = "rw-------";
    private static final int SIZE_BYTES = 32;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final byte[] token;

    private AccessToken(String token) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    static AccessToken open(Path folder, Entropy entropy) throws StartException {
        Path file = folder.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                DurableFiles.create(file, (random(entropy) + "\n").getBytes(StandardCharsets.UTF_8), Readers.OWNER);
            }
            keepPrivate(file);
            String token = Files.readString(file).strip();
            if (!FORM.matcher(token).matches()) {
                throw new StartException(
                        "the console's token " + file + " cannot be understood",
                        "remove the file: a new token is made at the next start");
            }
            return new AccessToken(token);
        } catch (IOException e) {
            throw new StartException(
                    "the console's token " + file + " cannot be used: " + DurableFiles.reason(e),
                    "check the path and its permissions, or switch the console off with console_enabled",
                    e);
        }
    }

    private static void keepPrivate(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Set<PosixFilePermission> wanted = PosixFilePermissions.fromString(PERMISSIONS);
            if (!Files.getPosixFilePermissions(file).equals(wanted)) {
                Files.setPosixFilePermissions(file, wanted);
                LOG.log(
                        Level.WARNING,
                        "others could read " + file
                                + " until now: its permissions were set to 0600; remove it for a new"
                                + " token if somebody may have read it");
            }
        }
    }

    /** 256 bits as 43 characters that need no quoting anywhere. */
    static String random(Entropy entropy) {
        byte[] bytes = new byte[SIZE_BYTES];
        entropy.fill(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Takes the same time wherever the two differ. */
    boolean matches(String given) {
        return MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8));
    }
}
