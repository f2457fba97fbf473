// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.engine.failure.HandshakeException;
import io.handfast.hub.app.EventJson;
import io.handfast.hub.app.JsonTree;
import java.io.PrintStream;
import java.util.Map;
import picocli.CommandLine.Option;

/**
 * Where a command writes. Without {@code --json} people's lines go to stdout; with it JSON lines do, and people's
 * lines go to stderr. Shared by all commands as a mixin.
 */
final class Output {
    @Option(names = "--json", description = "One JSON object per line on stdout; text for people on stderr.")
    private boolean json;

    @Option(names = "--quiet", description = "No lines for people but errors.")
    private boolean quiet;

    private boolean aside;

    private static final String ERASE = "\r\u001b[K";

    private volatile boolean erasable; // one thread at a time writes, but not always the same

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    /** Whether people read stdout, and read all of it. */
    boolean isForPeople() {
        return !json && !quiet;
    }

    /** Whether stdout is for programs. */
    boolean isJson() {
        return json;
    }

    /** From now on people's lines go to stderr: stdout is for something else. */
    void leaveStdout() {
        aside = true;
    }

    /** A line for people. */
    void say(String line) {
        if (!quiet) {
            erase();
            (json || aside ? err : out).println(line);
        }
    }

    /** A line for people that the next one replaces; only on a terminal. */
    void transientLine(String line) {
        if (!quiet) {
            err.print(ERASE + line);
            err.flush();
            erasable = true;
        }
    }

    private void erase() {
        if (erasable) {
            err.print(ERASE);
            err.flush();
            erasable = false;
        }
    }

    /** A line for people that even a quiet user should see. */
    void warn(String line) {
        erase();
        err.println("handfast: " + line);
    }

    /** An object for programs; nothing without {@code --json}. */
    void tell(Map<String, ?> object) {
        if (json) {
            out.println(JsonTree.line(object));
            out.flush();
        }
    }

    /** The members that describe a failure, the same everywhere. */
    static Map<String, Object> failure(HandshakeException failure) {
        return EventJson.of(failure);
    }
}
