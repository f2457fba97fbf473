// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the passphrase of a backup comes from: a file, else the environment, else whoever sits at the terminal. */
final class Passphrase {
    private static final String VARIABLE = "HANDFAST_PASSPHRASE";

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "Its first line is the passphrase. Else " + VARIABLE + ", else it is asked for.")
    private @Nullable Path file;

    /** The caller wipes it. */
    char[] read(boolean twice) {
        if (file != null) {
            return fromFile(file);
        }
        String variable = System.getenv().getOrDefault(VARIABLE, "");
        if (!variable.isEmpty()) {
            return variable.toCharArray();
        }
        Console console = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .orElseThrow(() -> usage("there is no terminal to ask for the passphrase", "use --passphrase-file"));
        char[] typed = ask(console, "Passphrase of the backup: ");
        if (twice && !Arrays.equals(typed, ask(console, "The same again: "))) {
            throw usage("the two passphrases differ", "try again");
        }
        return typed;
    }

    private static char[] ask(Console console, String prompt) {
        char[] typed = console.readPassword(prompt);
        if (typed == null || typed.length == 0) {
            throw usage("no passphrase was typed", "a backup without one is none");
        }
        return typed;
    }

    private static char[] fromFile(Path file) {
        try {
            String line = Files.readString(file).lines().findFirst().orElse("");
            if (line.isEmpty()) {
                throw usage("no passphrase is in " + file, "its first line is the passphrase");
            }
            return line.toCharArray();
        } catch (IOException e) {
            throw usage("the passphrase in " + file + " cannot be read", "check the path and its permissions");
        }
    }

    private static CommandFailed usage(String what, String remedy) {
        return new CommandFailed(ExitStatus.USAGE, what + "; " + remedy);
    }
}
