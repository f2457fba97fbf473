// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.engine.file.DurableFiles;
import io.handfast.hub.app.log.TraceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "trace",
        description = {
            "Print a hub's trace in a form that other tools read.",
            "transcript: a line for each connection, for replays in tests. eebus-hub, eebus-go: log lines that"
                    + " EEBusTracer imports, with all messages or with the payloads of data alone. eet: a file of its own,"
                    + " with all messages and their exact times."
        },
        footer = {"", "Example: handfast ship trace trace.jsonl --form eet > trace.eet"})
final class TraceFileCommand implements Callable<Integer> {
    @Mixin
    private Output output = new Output();

    @Parameters(paramLabel = "FILE", description = "Written by handfast hub --trace FILE.")
    private Path file = Path.of("");

    @Option(names = "--form", paramLabel = "FORM", description = "transcript (usual), eebus-hub, eebus-go or eet.")
    private String form = "transcript";

    @Override
    public Integer call() {
        if (!TraceFile.FORMS.contains(form)) {
            throw new CommandFailed(
                    ExitStatus.USAGE, "--form " + form + ": allowed are " + String.join(", ", TraceFile.FORMS));
        }
        try {
            TraceFile.read(file).as(form).forEach(output::say);
            return ExitStatus.DONE;
        } catch (IOException e) {
            throw new CommandFailed(ExitStatus.USAGE, "trace " + file + ": " + DurableFiles.reason(e));
        }
    }
}
