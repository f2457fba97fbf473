// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.crypto.Ski;
import io.handfast.ship.conformance.NetworkDevice;
import io.handfast.ship.conformance.OperatorRequest;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Has a program of the user's do what has to be done at the device: the shell runs the command with the action, the
 * tester's SKI and the tester's address as arguments and as {@code HANDFAST_ACTION}, {@code HANDFAST_SKI} and {@code
 * HANDFAST_ADDRESS}. Exit status 0 means done. What it prints goes to standard error.
 *
 * @param command for the shell
 * @param limit how long it may take
 * @param warn shows a line
 * @param address where the tester's node with an SKI is dialled
 */
record HookOperator(String command, Duration limit, Consumer<String> warn, Function<Ski, String> address)
        implements NetworkDevice.Operator {
    private static final int NOT_FOUND = 127;
    private static final File NOTHING = new File("/dev/null");

    @Override
    public boolean request(OperatorRequest what, Ski tester) throws InterruptedException {
        String action = TestOperator.word(what);
        String at = address.apply(tester);
        List<String> shell = List.of("/bin/sh", "-c", "exec 1>&2; " + command + " \"$@\"", "handfast-hook");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(shell.stream(), Stream.of(action, tester.hex(), at))
                .toList());
        builder.environment()
                .putAll(Map.of("HANDFAST_ACTION", action, "HANDFAST_SKI", tester.hex(), "HANDFAST_ADDRESS", at));
        builder.redirectInput(ProcessBuilder.Redirect.from(NOTHING)).redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            return await(builder.start(), action);
        } catch (IOException e) {
            throw new CommandFailed(ExitStatus.USAGE, "--hook cannot be run: " + e.getMessage());
        }
    }

    private boolean await(Process process, String action) throws InterruptedException {
        boolean ended = false;
        try {
            ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            if (!ended) { // what it has started goes with it; a hook that ended may leave a device running
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
        if (!ended) {
            warn.accept(
                    "--hook " + action + ": not done within " + limit.toSeconds() + " s; --hook-timeout allows more");
            return false;
        }
        int status = process.exitValue();
        if (status == NOT_FOUND) {
            throw new CommandFailed(
                    ExitStatus.USAGE, "--hook " + command + ": there is no such command; name a program with its path");
        }
        if (status != 0) {
            warn.accept("--hook " + action + ": exit status " + status + ", so it counts as not possible");
        }
        return status == 0;
    }
}
