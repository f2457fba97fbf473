// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.hub.app.StartException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks or tells the hub that runs on the data directory. */
abstract class RemoteCommand implements Callable<Integer> {
    @Mixin
    private Output output = new Output();

    @Mixin
    private DataOptions files = new DataOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public final Integer call() throws StartException {
        try {
            ask(RemoteHub.of(files.base(Optional.empty())), output);
            return ExitStatus.DONE;
        } catch (RemoteException e) {
            output.tell(e.json());
            output.warn(e.line(spec.qualifiedName().replaceFirst("handfast ", "")));
            return ExitStatus.FAILED;
        }
    }

    /** Asks, and prints what comes. */
    abstract void ask(RemoteHub hub, Output output) throws RemoteException;
}
