// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import io.handfast.engine.Environment;
import io.handfast.hub.app.AutoAccept;
import io.handfast.hub.app.HubConfiguration;
import io.handfast.hub.app.StartException;
import java.nio.file.Path;
import java.util.Optional;

/** What a hub's program opens last and closes first so that it can be asked and told while it runs. */
public final class RestConsole {
    private final HubJournal journal;
    private final Optional<RestServer> server;

    private RestConsole(HubJournal journal, Optional<RestServer> server) {
        this.journal = journal;
        this.server = server;
    }

    /**
     * Opens it, unless it is switched off.
     *
     * @param settings where, and whether at all
     * @param folder the data directory
     * @param hub whom it answers for, running
     * @param journal what happened in it; closed with this
     * @param environment clock, guard, entropy
     * @return to be closed with the hub
     * @throws StartException when it cannot be opened
     */
    public static RestConsole open(
            HubConfiguration.Console settings, Path folder, ServedHub hub, HubJournal journal, Environment environment)
            throws StartException {
        if (!settings.enabled()) {
            return new RestConsole(journal, Optional.empty());
        }
        AutoAccept autoAccept =
                new AutoAccept(environment.time(), hub::trustAutomatically, text -> journal.note("auto-accept", text));
        journal.alsoTell(autoAccept::told);
        return new RestConsole(
                journal, Optional.of(RestServer.start(settings, folder, hub, journal, autoAccept, environment)));
    }

    /**
     * Who answers.
     *
     * @return empty when it is switched off
     */
    public Optional<RestServer> server() {
        return server;
    }

    /**
     * Takes no more requests; before the hub stops.
     *
     * @throws InterruptedException when the stopping thread was interrupted
     */
    public void stopServing() throws InterruptedException {
        if (server.isPresent()) {
            server.get().stop();
        }
    }

    /** Ends the rest; after the hub has stopped. */
    public void close() {
        journal.close();
    }
}
