// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.crypto.CryptoProvider;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "version", description = "Print version, Java and the cryptography in use.")
final class VersionCommand implements Callable<Integer> {
    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        CryptoProvider crypto = CryptoProvider.detect();
        output.tell(Version.json(crypto));
        output.say(Version.banner(crypto));
        return ExitStatus.DONE;
    }
}
