// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.engine.Environment;
import io.handfast.hub.app.Backup;
import io.handfast.hub.app.BackupException;
import io.handfast.hub.app.StartException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        description = "Become the hub of a backup; no hub may run on these files, nor the old one ever again.",
        footer = {"", "Example: handfast hub restore hub.backup --passphrase-file secret.txt"})
final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private Output output = new Output();

    @Mixin
    private DataOptions files = new DataOptions();

    @Mixin
    private Passphrase passphrase = new Passphrase();

    @Parameters(paramLabel = "FILE", description = "What handfast hub backup has written.")
    private Path file = Path.of("");

    @Option(names = "--replace", description = "Move an identity that is there aside.")
    private boolean replace;

    @Override
    public Integer call() throws StartException {
        char[] secret = passphrase.read(false);
        try (Environment environment = Environment.system()) {
            Backup backup =
                    new Backup(files.configuration(Optional.empty()), files.base(Optional.empty()), environment);
            Backup.Content content = backup.restore(file, secret, replace);
            output.tell(BackupCommand.json(content));
            output.say("restored " + content.ski() + ", SHIP ID " + content.shipId() + ", backed up at "
                    + content.madeAt());
            content.aside().forEach(old -> output.say("what was there before is " + old));
            content.warnings().forEach(output::warn);
            return ExitStatus.DONE;
        } catch (BackupException e) {
            throw BackupCommand.failed(output, "not restored", e);
        } finally {
            Arrays.fill(secret, ' ');
        }
    }
}
