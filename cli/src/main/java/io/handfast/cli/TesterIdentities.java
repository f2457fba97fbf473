// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.crypto.IdentityException;
import io.handfast.crypto.IdentityFiles;
import io.handfast.crypto.LoadedIdentity;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Subject;
import io.handfast.engine.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The conformance tester's two nodes. They are kept in a folder: a device that trusts them once trusts them in the next
 * run as well.
 *
 * @param first the usual one
 * @param second for cases with two peers at a time
 * @param created whether one of them was made just now
 */
record TesterIdentities(NodeIdentity first, NodeIdentity second, boolean created) {
    /**
     * The first one's SKI begins with this digit: CONN_001 is about devices whose SKI is the bigger one, so nearly every
     * device should have that. One key in sixteen does; so many tries miss it once in a million.
     */
    private static final String SMALL = "0";

    private static final int TRIES = 200;

    static TesterIdentities load(Path folder, Environment environment) {
        try {
            IdentityFiles files = files(folder, "first");
            boolean none = !Files.exists(files.certificate()) && !Files.exists(files.key());
            NodeIdentity first = none ? small(files, environment) : files.load().identity();
            LoadedIdentity second = files(folder, "second")
                    .loadOrCreate(subject("second"), environment.time().wallClock(), environment.entropy()::fill);
            return new TesterIdentities(first, second.identity(), none || second.created());
        } catch (IdentityException e) {
            throw new CommandFailed(ExitStatus.USAGE, "the tester's identity: " + e.getMessage());
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitStatus.USAGE,
                    "the tester's identity cannot be made in " + folder + ": " + e.getMessage()
                            + "; name another folder with --identity");
        }
    }

    private static NodeIdentity small(IdentityFiles files, Environment environment)
            throws IdentityException, IOException {
        NodeIdentity made = create(files, environment);
        for (int tries = 1; tries < TRIES && !made.ski().hex().startsWith(SMALL); tries++) {
            Files.delete(files.certificate());
            Files.delete(files.key());
            made = create(files, environment);
        }
        return made;
    }

    private static NodeIdentity create(IdentityFiles files, Environment environment) throws IdentityException {
        return files.create(subject("first"), environment.time().wallClock(), environment.entropy()::fill)
                .identity();
    }

    private static IdentityFiles files(Path folder, String name) {
        return new IdentityFiles(folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
    }

    private static Subject subject(String name) {
        return new Subject("", "Handfast", "Conformance", "conformance-" + name);
    }
}
