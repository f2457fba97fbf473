// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.decred;

import io.handfast.interop.Handfast;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@code handfast decred} as a process, on simnet, to a node of this machine. */
final class DecredCommand {
    private DecredCommand() {}

    /** Runs a command to its end, which says JSON. */
    static Handfast.Outcome run(Path folder, String command, int port, String... more)
            throws IOException, InterruptedException {
        List<String> first = List.of("decred", command, "127.0.0.1:" + port, "--network", "simnet", "--json");
        return Handfast.run(
                folder, Stream.concat(first.stream(), Stream.of(more)).toArray(String[]::new));
    }
}
