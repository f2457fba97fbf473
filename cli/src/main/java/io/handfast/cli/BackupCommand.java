// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.engine.Environment;
import io.handfast.hub.app.Backup;
import io.handfast.hub.app.BackupException;
import io.handfast.hub.app.StartException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        description = "Write identity, trust and state of a hub that does not run into one encrypted file.",
        footer = {"", "Example: handfast hub backup hub.backup --passphrase-file secret.txt"})
final class BackupCommand implements Callable<Integer> {
    @Mixin
    private Output output = new Output();

    @Mixin
    private DataOptions files = new DataOptions();

    @Mixin
    private Passphrase passphrase = new Passphrase();

    @Parameters(paramLabel = "FILE", description = "Where to; must not be there yet.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws StartException {
        char[] secret = passphrase.read(true);
        try (Environment environment = Environment.system()) {
            Backup backup =
                    new Backup(files.configuration(Optional.empty()), files.base(Optional.empty()), environment);
            Backup.Content content = backup.write(file, secret);
            output.tell(json(content));
            output.say("backed up " + content.ski() + ", SHIP ID " + content.shipId() + ", to " + file);
            output.say("whoever has it and the passphrase is this hub: keep the two apart");
            return ExitStatus.DONE;
        } catch (BackupException e) {
            throw failed(output, "not backed up", e);
        } finally {
            Arrays.fill(secret, ' ');
        }
    }

    static Map<String, Object> json(Backup.Content content) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("ok", true);
        object.put("ski", content.ski().toString());
        object.put("shipId", content.shipId());
        object.put("madeAt", content.madeAt());
        object.put("aside", content.aside().stream().map(Path::toString).toList());
        object.put("warnings", content.warnings());
        return object;
    }

    static CommandFailed failed(Output output, String what, BackupException e) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("ok", false);
        object.put("code", e.code().code());
        object.put("text", String.valueOf(e.getMessage()));
        object.put("hint", e.code().hint());
        output.tell(object);
        String line = what + ": " + e.code().code() + ", " + e.getMessage() + "; "
                + e.code().hint();
        return new CommandFailed(ExitStatus.FAILED, line);
    }
}
