// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "Print a script that completes this command in bash and zsh.",
        footer = {"", "Example: source <(handfast completion)"})
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        System.out.print(AutoComplete.bash("handfast", spec.root().commandLine()));
        return ExitStatus.DONE;
    }
}
