// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "version", description = "Print version, Java and the cryptography in use.")
final class VersionCommand implements Callable<Integer> {
    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        output.tell(Version.json());
        output.say(Version.banner());
        return ExitStatus.DONE;
    }
}
