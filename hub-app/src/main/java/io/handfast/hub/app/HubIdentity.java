// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.IdentityException;
import io.handfast.crypto.IdentityFiles;
import io.handfast.crypto.LoadedIdentity;
import io.handfast.engine.Environment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Loads who a hub is, or makes it. */
final class HubIdentity {
    private HubIdentity() {}

    static IdentityFiles files(HubConfiguration configuration, Path base) {
        return new IdentityFiles(
                base.resolve(configuration.certificateFile()), base.resolve(configuration.privateKeyFile()));
    }

    static HubProgram.Identity loadOrCreate(
            HubConfiguration configuration, Path base, Storage storage, Environment environment) throws StartException {
        try {
            LoadedIdentity loaded = files(configuration, base)
                    .loadOrCreate(configuration.subject(), environment.time().wallClock(), environment.entropy()::fill);
            List<String> warnings = new ArrayList<>(loaded.warnings());
            if (!configuration.ineffective().isEmpty()) {
                warnings.add("these configuration keys have no effect in this version: "
                        + String.join(", ", configuration.ineffective()));
            }
            String shipId = shipId(configuration, base, storage, environment);
            return new HubProgram.Identity(loaded.identity(), shipId, loaded.created(), warnings);
        } catch (IdentityException e) {
            throw new StartException(e);
        }
    }

    /** Configured, else after the serial, else of the state file, which is made when it is missing. */
    static String shipId(HubConfiguration configuration, Path base, Storage storage, Environment environment)
            throws StartException {
        if (configuration.shipId().isPresent()) {
            return configuration.shipId().get();
        }
        if (configuration.serial().isPresent()) {
            return configuration.serial().get() + "-ship-id"; // as ship-go's production example announces itself
        }
        return StateFile.shipId(base.resolve(configuration.stateFile()), storage, environment.entropy());
    }
}
