// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.hub.app.rest.Deeds;
import io.handfast.hub.app.rest.HubJournal;
import io.handfast.hub.app.rest.RestServer;
import io.handfast.hub.app.rest.ServedHub;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.hub.HubApplication;
import io.handfast.ship.hub.HubListener;
import io.handfast.ship.hub.TrustStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A program's console: its journal stands between the hub and those who listen from before the start, its server is
 * opened when all else runs and is the first to be closed.
 */
final class HubConsole {
    private final HubJournal journal;
    private final Environment environment;
    private volatile Optional<RestServer> server = Optional.empty();

    HubConsole(HubListener listener, Environment environment) {
        this.journal = new HubJournal(listener, environment);
        this.environment = environment;
    }

    HubListener listener() {
        return journal;
    }

    HubApplication watching(HubApplication application) {
        return journal.watching(application);
    }

    /** A hub whose console cannot be opened does not run: nobody could tell it to trust anybody. */
    void open(HubProgram program, HubWatch watch, Path base, ShipTimers timers) throws StartException {
        HubConfiguration configuration = program.configuration();
        HubConfiguration.Console settings = configuration.console().faster(timers.pace());
        if (!settings.enabled()) {
            return;
        }
        ServedHub served = new ServedHub(
                program.hub(),
                program.trust(),
                program.discovery(),
                program.pairing(),
                program.identity(),
                configuration.product(),
                timers.pairingWindow(),
                watch.autoAccept(),
                new ProgramDeeds(program),
                watch.metrics(),
                program::health);
        try {
            server = Optional.of(RestServer.start(settings, base, served, journal, environment));
        } catch (StartException e) {
            stopQuietly(program);
            throw e;
        }
    }

    private static void stopQuietly(HubProgram program) {
        try {
            program.stop();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    Optional<RestServer> server() {
        return server;
    }

    /** Before the hub stops. */
    void stopServing() throws InterruptedException {
        Optional<RestServer> serving = server;
        if (serving.isPresent()) {
            serving.get().stop();
        }
    }

    /** After the hub has stopped, or when it does not start. */
    void close() {
        journal.close();
    }

    /** As anybody else decides: stored, and in the audit log. */
    private record ProgramDeeds(HubProgram program) implements Deeds {
        @Override
        public void trust(TrustStore.TrustedDevice device, DecidedBy by) throws IOException {
            program.trust(device, by);
        }

        @Override
        public void refuse(Ski ski, DecidedBy by) {
            program.refuse(ski, by);
        }

        @Override
        public void forget(Ski ski, DecidedBy by) throws IOException {
            program.forget(ski, by);
        }

        @Override
        public boolean demandPin(Ski ski, Optional<String> pin, DecidedBy by) throws IOException {
            return program.trust().demandPin(ski, pin, by);
        }

        @Override
        public List<TrustStore.TrustedDevice> unused(Duration since) {
            return program.unused(since);
        }

        @Override
        public HubProgram.Reloaded reload() throws StartException {
            return program.reload();
        }
    }
}
