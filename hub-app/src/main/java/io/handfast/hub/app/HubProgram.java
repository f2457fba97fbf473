// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.AtomicFiles;
import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.IdentityException;
import io.handfast.crypto.IdentityFiles;
import io.handfast.crypto.LoadedIdentity;
import io.handfast.crypto.NodeIdentity;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.hub.app.rest.HubJournal;
import io.handfast.hub.app.rest.RestConsole;
import io.handfast.hub.app.rest.RestServer;
import io.handfast.hub.app.rest.ServedHub;
import io.handfast.ship.LocalNode;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.hub.HubApplication;
import io.handfast.ship.hub.HubDiscovery;
import io.handfast.ship.hub.HubListener;
import io.handfast.ship.hub.HubSettings;
import io.handfast.ship.hub.ShipHub;
import io.handfast.ship.hub.discovery.Interfaces;
import io.handfast.ship.hub.discovery.ServiceRecord;
import io.handfast.tls.ShipCredentials;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A hub with its files: opens data directory, identity and trust, runs the hub, closes all of it again.
 */
public final class HubProgram {
    /** How long the end waits for the goodbye: it is said at once and once more after a second, then only repeated. */
    private static final Duration GOODBYE = Duration.ofMillis(1500);

    private static final System.Logger LOG = System.getLogger(HubProgram.class.getName());

    private final DataDirectory directory;
    private final Identity identity;
    private final StateFile state;
    private final TrustFile trust;
    private final ShipHub hub;
    private final Optional<HubDiscovery> discovery;
    private final Environment environment;

    /** Opened once all else runs. */
    private volatile Optional<RestConsole> console = Optional.empty();

    private HubProgram(
            DataDirectory directory,
            Identity identity,
            StateFile state,
            TrustFile trust,
            ShipHub hub,
            Optional<HubDiscovery> discovery,
            Environment environment) {
        this.directory = directory;
        this.identity = identity;
        this.state = state;
        this.trust = trust;
        this.hub = hub;
        this.discovery = discovery;
        this.environment = environment;
    }

    /**
     * Who a hub is.
     *
     * @param node certificate and key
     * @param shipId its SHIP ID
     * @param created whether it was made just now: every device has to pair again
     * @param warnings sentences for people without a final stop
     */
    public record Identity(NodeIdentity node, String shipId, boolean created, List<String> warnings) {
        /** Copies the list. */
        public Identity {
            warnings = List.copyOf(warnings);
        }

        private Identity afterCrash(boolean crashed) {
            List<String> all = new ArrayList<>(warnings);
            if (crashed) {
                all.add("the hub did not stop in good order the last time: power cut, crash or kill");
            }
            return new Identity(node, shipId, created, all);
        }
    }

    /**
     * Loads who the hub is, or makes it at the first start. Needs no running hub.
     *
     * @param configuration names the files
     * @param base what relative paths are relative to
     * @param environment clock and entropy
     * @return the identity
     * @throws StartException when the files cannot be used
     */
    public static Identity identity(HubConfiguration configuration, Path base, Environment environment)
            throws StartException {
        IdentityFiles files = new IdentityFiles(
                base.resolve(configuration.certificateFile()), base.resolve(configuration.privateKeyFile()));
        try {
            LoadedIdentity loaded = files.loadOrCreate(
                    configuration.subject(), environment.time().wallClock(), environment.entropy()::fill);
            List<String> warnings = new ArrayList<>(loaded.warnings());
            if (!configuration.ineffective().isEmpty()) {
                warnings.add("these configuration keys have no effect in this version: "
                        + String.join(", ", configuration.ineffective()));
            }
            return new Identity(
                    loaded.identity(), shipId(configuration, base, environment), loaded.created(), warnings);
        } catch (IdentityException e) {
            throw new StartException(e);
        }
    }

    /**
     * Loads who the hub is; makes nothing.
     *
     * @param configuration names the files
     * @param base what relative paths are relative to
     * @param environment clock and entropy
     * @return the identity; empty when there is none yet
     * @throws StartException when the files cannot be used
     */
    public static Optional<Identity> existingIdentity(
            HubConfiguration configuration, Path base, Environment environment) throws StartException {
        boolean exists = Files.exists(base.resolve(configuration.certificateFile()))
                && Files.exists(base.resolve(configuration.privateKeyFile()));
        return exists ? Optional.of(identity(configuration, base, environment)) : Optional.empty();
    }

    private static String shipId(HubConfiguration configuration, Path base, Environment environment)
            throws StartException {
        if (configuration.shipId().isPresent()) {
            return configuration.shipId().get();
        }
        if (configuration.serial().isPresent()) {
            return configuration.serial().get() + "-ship-id"; // as ship-go's production example announces itself
        }
        return StateFile.shipId(base.resolve(configuration.stateFile()), environment.entropy());
    }

    /**
     * Starts a hub.
     *
     * @param configuration what it is told
     * @param base its data directory, or the folder of its configuration file
     * @param application what runs on top of it
     * @param listener hears what happens
     * @param crypto who computes; detected once for a process, because that takes its time
     * @param environment clock, guard, entropy, computing threads; not closed by the program
     * @return the running hub
     * @throws StartException when files or port cannot be used
     */
    public static HubProgram start(
            HubConfiguration configuration,
            Path base,
            HubApplication application,
            HubListener listener,
            CryptoProvider crypto,
            Environment environment)
            throws StartException {
        return start(configuration, base, application, listener, ShipTimers.usual(), crypto, environment);
    }

    /**
     * Starts a hub with other times than the usual, for a demonstration.
     *
     * @param configuration what it is told
     * @param base its data directory, or the folder of its configuration file
     * @param application what runs on top of it
     * @param listener hears what happens
     * @param timers the protocol's times
     * @param crypto who computes
     * @param environment clock, guard, entropy, computing threads; not closed by the program
     * @return the running hub
     * @throws StartException when files or port cannot be used
     */
    static HubProgram start(
            HubConfiguration configuration,
            Path base,
            HubApplication application,
            HubListener listener,
            ShipTimers timers,
            CryptoProvider crypto,
            Environment environment)
            throws StartException {
        HubJournal journal = new HubJournal(listener, environment);
        try {
            HubProgram program = startUnserved(
                    configuration, base, journal.watching(application), journal, timers, crypto, environment);
            program.serve(configuration, base, journal, timers);
            return program;
        } catch (StartException e) {
            journal.close();
            throw e;
        }
    }

    private static HubProgram startUnserved(
            HubConfiguration configuration,
            Path base,
            HubApplication application,
            HubListener listener,
            ShipTimers timers,
            CryptoProvider crypto,
            Environment environment)
            throws StartException {
        DataDirectory directory = DataDirectory.open(base);
        Optional<StateFile> begun = Optional.empty();
        boolean started = false;
        try {
            Identity identity = identity(configuration, base, environment);
            StateFile state = StateFile.open(base.resolve(configuration.stateFile()), identity.shipId(), environment);
            TrustFile trust =
                    TrustFile.open(base.resolve(configuration.trustedDevicesFile()), state.penalties(), environment);
            state.begin();
            begun = Optional.of(state);
            ShipHub hub = open(configuration, identity, trust, application, listener, timers, crypto, environment);
            Optional<HubDiscovery> discovery = discovery(configuration, identity, hub);
            started = true;
            return new HubProgram(
                    directory, identity.afterCrash(state.crashed()), state, trust, hub, discovery, environment);
        } finally {
            if (!started) {
                begun.ifPresent(HubProgram::endQuietly);
                closeQuietly(directory);
            }
        }
    }

    private static ShipHub open(
            HubConfiguration configuration,
            Identity identity,
            TrustFile trust,
            HubApplication application,
            HubListener listener,
            ShipTimers timers,
            CryptoProvider crypto,
            Environment environment)
            throws StartException {
        ShipCredentials credentials = ShipCredentials.of(identity.node(), crypto, environment.entropy());
        HubSettings settings = new HubSettings(
                new LocalNode(identity.shipId())
                        .reachable(configuration.presence().enabled(), Optional.empty()),
                new InetSocketAddress(configuration.port()),
                configuration.maxConnections(),
                configuration.staticPeers(),
                timers);
        try {
            return ShipHub.start(settings, credentials, trust, application, listener, environment);
        } catch (IOException e) {
            throw new StartException(
                    "port " + configuration.port() + " cannot be used: " + e.getMessage(),
                    "stop the program that uses it, or set another \"port\" (0 for any)",
                    e);
        }
    }

    /** Takes its time on threads of its own: the hub is there for those who know its address meanwhile. */
    private static Optional<HubDiscovery> discovery(HubConfiguration configuration, Identity identity, ShipHub hub) {
        HubConfiguration.Presence presence = configuration.presence();
        if (!presence.enabled()) {
            return Optional.empty();
        }
        Interfaces interfaces =
                presence.interfaces().isEmpty() ? Interfaces.usual() : Interfaces.named(presence.interfaces());
        ServiceRecord record =
                ServiceRecord.of(identity.shipId(), identity.node().ski(), configuration.product());
        String instance = configuration.model() + " " + identity.node().ski().brief();
        return Optional.of(HubDiscovery.begin(hub, interfaces, instance, record));
    }

    /** A hub whose console cannot be opened does not start: nobody could tell it to trust anybody. */
    private void serve(HubConfiguration configuration, Path base, HubJournal journal, ShipTimers timers)
            throws StartException {
        ServedHub served = new ServedHub(
                hub,
                trust,
                discovery,
                identity,
                configuration.product(),
                timers.pairingWindow(),
                ServedHub.plainDeeds(hub, trust));
        try {
            console = Optional.of(RestConsole.open(configuration.console(), base, served, journal, environment));
        } catch (StartException e) {
            stopQuietly();
            throw e;
        }
    }

    private void stopQuietly() {
        try {
            stop();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void endQuietly(StateFile state) {
        try {
            state.end();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the end could not be noted: " + AtomicFiles.reason(e));
        }
    }

    private static void closeQuietly(DataDirectory directory) {
        try {
            directory.close();
        } catch (IOException _) {
            // the process gives the lock back at its end
        }
    }

    /**
     * The hub itself.
     *
     * @return running until this is stopped
     */
    public ShipHub hub() {
        return hub;
    }

    /**
     * Who announces it and sees others.
     *
     * @return running until this is stopped; empty when it is switched off
     */
    public Optional<HubDiscovery> discovery() {
        return discovery;
    }

    /**
     * Where it can be asked and told.
     *
     * @return running until this is stopped; empty when it is switched off
     */
    public Optional<RestServer> console() {
        return console.flatMap(RestConsole::server);
    }

    /**
     * Who it is.
     *
     * @return certificate, key, SHIP ID
     */
    public Identity identity() {
        return identity;
    }

    /**
     * Whom it trusts.
     *
     * @return the trust store, open until this is stopped
     */
    public TrustFile trust() {
        return trust;
    }

    /**
     * Stops in good order within ten seconds: the announcement is withdrawn while the devices are taken leave of, files
     * are written, the directory is unlocked.
     *
     * @return whether every device was taken leave of in time
     * @throws InterruptedException when the stopping thread was interrupted
     */
    public boolean stop() throws InterruptedException {
        Optional<RestConsole> open = console;
        if (open.isPresent()) {
            open.get().stopServing();
        }
        Scope goodbye = new Scope("goodbye", environment.time());
        discovery.ifPresent(seen -> goodbye.start("discovery", seen::close));
        boolean clean = hub.stop(Duration.ofSeconds(10));
        goodbye.join(environment.time().in(GOODBYE));
        open.ifPresent(RestConsole::close);
        trust.close();
        endQuietly(state);
        closeQuietly(directory);
        return clean;
    }
}
