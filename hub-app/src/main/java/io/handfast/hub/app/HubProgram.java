// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.net.Admission;
import io.handfast.hub.app.health.HealthReport;
import io.handfast.hub.app.pairing.HubPairing;
import io.handfast.hub.app.rest.RestServer;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.hub.DeviceStatus;
import io.handfast.ship.hub.HubApplication;
import io.handfast.ship.hub.HubDiscovery;
import io.handfast.ship.hub.HubListener;
import io.handfast.ship.hub.ShipHub;
import io.handfast.ship.hub.TrustStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A hub with its files: opens data directory, identity, state and trust, runs the hub, closes all of it again. All
 * methods may be called from any thread.
 */
public final class HubProgram {
    /** How long the end waits for the goodbye: it is said at once and once more after a second, then only repeated. */
    private static final Duration GOODBYE = Duration.ofMillis(1500);

    private final AtomicReference<HubConfiguration> configuration;
    private final HubParts parts;
    private final HubWatch watch;
    private final HubConsole console;
    private final Attendant attendant;
    private final List<Consumer<HubConfiguration>> reloads = new CopyOnWriteArrayList<>();
    private final Environment environment;

    private HubProgram(
            AtomicReference<HubConfiguration> configuration,
            HubParts parts,
            HubWatch watch,
            HubConsole console,
            Environment environment) {
        this.configuration = configuration;
        this.parts = parts;
        this.watch = watch;
        this.console = console;
        this.environment = environment;
        this.attendant = new Attendant(configuration::get, parts, watch, environment.time());
        watch.metrics().watch(new ProgramStanding(parts, attendant));
        attendant.begin();
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

        Identity with(List<String> more) {
            List<String> all = new ArrayList<>(warnings);
            all.addAll(more);
            return new Identity(node, shipId, created, all);
        }
    }

    /**
     * What reading the configuration again has done.
     *
     * @param changed keys that have taken effect
     * @param needRestart keys that were changed as well, and take effect at the next start
     */
    public record Reloaded(List<String> changed, List<String> needRestart) {
        /** Copies the lists. */
        public Reloaded {
            changed = List.copyOf(changed);
            needRestart = List.copyOf(needRestart);
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
        return HubIdentity.loadOrCreate(configuration, base, Storage.silent(), environment);
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

    /** Starts a hub with other times than the usual, for a demonstration. */
    static HubProgram start(
            HubConfiguration configuration,
            Path base,
            HubApplication application,
            HubListener listener,
            ShipTimers timers,
            CryptoProvider crypto,
            Environment environment)
            throws StartException {
        return start(configuration, base, application, listener, timers, crypto, Machine.real(), environment);
    }

    /** Starts a hub on any disk and network. */
    static HubProgram start(
            HubConfiguration configuration,
            Path base,
            HubApplication application,
            HubListener listener,
            ShipTimers timers,
            CryptoProvider crypto,
            Machine machine,
            Environment environment)
            throws StartException {
        AtomicReference<HubConfiguration> current = new AtomicReference<>(configuration);
        HubConsole console = new HubConsole(listener, environment);
        try {
            HubWatch watch = HubWatch.of(console.listener(), current::get, crypto, environment);
            HubApplication watched = console.watching(application);
            HubParts parts = HubParts.open(configuration, base, watched, watch, timers, crypto, machine, environment);
            HubProgram program = new HubProgram(current, parts, watch, console, environment);
            console.open(program, watch, base, timers);
            return program;
        } catch (StartException e) {
            console.close();
            throw e;
        }
    }

    // ---- its parts

    /**
     * The hub itself.
     *
     * @return running until this is stopped
     */
    public ShipHub hub() {
        return parts.hub();
    }

    /**
     * Who announces it and sees others.
     *
     * @return running until this is stopped; empty when it is switched off
     */
    public Optional<HubDiscovery> discovery() {
        return parts.discovery();
    }

    /**
     * Who it is.
     *
     * @return certificate, key, SHIP ID, and what is to be said about the start
     */
    public Identity identity() {
        return parts.identity();
    }

    /**
     * Whom it trusts.
     *
     * @return the trust store, open until this is stopped
     */
    public TrustFile trust() {
        return parts.trust();
    }

    /**
     * Its part in the SHIP Pairing Service.
     *
     * @return does nothing when it is switched off
     */
    public HubPairing pairing() {
        return parts.pairing();
    }

    /**
     * Where it can be asked and told.
     *
     * @return running until this is stopped; empty when it is switched off
     */
    public Optional<RestServer> console() {
        return console.server();
    }

    /**
     * What it is told.
     *
     * @return as at the start or at the last {@link #reload}; what needs a restart is as it will be after one
     */
    public HubConfiguration configuration() {
        return configuration.get();
    }

    // ---- decisions

    /**
     * Trusts a device from now on. Blocks until that is stored and in the audit log; the device hears of it afterwards.
     *
     * @param device whom; one that is trusted already stays as it is
     * @param by who decided
     * @throws IOException when it could not be stored, for a full disk; nothing has changed then
     */
    public void trust(TrustStore.TrustedDevice device, DecidedBy by) throws IOException {
        parts.trust().trust(device, by);
        parts.hub().trust(device); // finds it stored, and lets it through
    }

    /**
     * Refuses a device that waits to be trusted; it is turned away for ten minutes. Does nothing to one that is
     * trusted. Blocks for the audit log; a refusal that cannot be written down is one all the same.
     *
     * @param ski whom
     * @param by who decided
     */
    public void refuse(Ski ski, DecidedBy by) {
        if (!parts.hub().isTrusted(ski)) {
            parts.audit().noteQuietly(AuditLog.What.REFUSED, by, Optional.of(ski), "");
            parts.hub().refuse(ski);
        }
    }

    /**
     * Trusts a device no more and ends its connection. Blocks until that is stored and in the audit log.
     *
     * @param ski whom; one that is not trusted is none
     * @param by who decided
     * @throws IOException when it could not be stored; nothing has changed then
     */
    public void forget(Ski ski, DecidedBy by) throws IOException {
        parts.trust().forget(ski, by);
        parts.hub().forget(ski);
    }

    // ---- how it stands

    /**
     * All devices that are trusted, or of which something is under way.
     *
     * @return one snapshot each
     */
    public List<DeviceStatus> devices() {
        return parts.hub().devices();
    }

    /**
     * The trusted devices that have not been connected for some time; those that never were and of which nobody knows
     * since when they are trusted are among them.
     *
     * @param since for how long at least
     * @return none that is connected now
     */
    public List<TrustStore.TrustedDevice> unused(Duration since) {
        return parts.trust().unusedSince(environment.time().wallClock().minus(since)).stream()
                .filter(device -> parts.hub()
                        .device(device.ski())
                        .filter(status -> status.stage().equals(DeviceStatus.ESTABLISHED))
                        .isEmpty())
                .toList();
    }

    /**
     * How often what has happened since the first start: {@code connected}, {@code failed}, {@code failed.CODE}, …
     *
     * @return a snapshot by name; after a kill it may lack what happened since the last report
     */
    public SortedMap<String, Long> totals() {
        return parts.state().totals().counts();
    }

    /**
     * How it is, judged now.
     *
     * @return numbers and warnings
     */
    public HealthReport health() {
        return attendant.health();
    }

    // ---- changes while it runs

    /**
     * Reads the configuration again, from where it came, and lets take effect what can without a restart. No connection
     * is touched; a limit of connections that somebody has set meanwhile is set again to what it says. A configuration
     * with a mistake changes nothing.
     *
     * @return what has changed
     * @throws StartException when there is a mistake in it; the hub runs on as before
     */
    public Reloaded reload() throws StartException {
        HubConfiguration before = configuration.get();
        HubConfiguration fresh = before.source().read();
        List<String> changed = new ArrayList<>();
        List<String> needRestart = new ArrayList<>();
        for (HubKey<?> key : before.changes(fresh)) {
            (key.effect() == HubKey.Effect.RELOAD ? changed : needRestart).add(key.name());
        }
        configuration.set(fresh);
        parts.hub()
                .limit(new Admission.Limits(
                        fresh.maxConnections(), parts.hub().limits().unknown()));
        attendant.reloaded(fresh);
        reloads.forEach(listener -> listener.accept(fresh));
        return new Reloaded(changed, needRestart);
    }

    /**
     * Adds somebody who has settings of his own to change when the configuration was read again, whoever asked for it.
     *
     * @param listener called by {@link #reload} with the new one; must not block
     */
    public void onReload(Consumer<HubConfiguration> listener) {
        reloads.add(listener);
    }

    /**
     * Stops in good order within ten seconds: the announcement is withdrawn while the devices are taken leave of, files
     * are written, the directory is unlocked.
     *
     * @return whether every device was taken leave of in time
     * @throws InterruptedException when the stopping thread was interrupted
     */
    public boolean stop() throws InterruptedException {
        long begunNanos = environment.time().nanos();
        console.stopServing();
        Scope goodbye = new Scope("goodbye", environment.time());
        goodbye.start("discovery", parts::leaveNetwork);
        attendant.end();
        parts.state().dialling(parts.hub().devices());
        boolean clean = parts.hub().stop(Duration.ofSeconds(10));
        goodbye.join(environment.time().in(GOODBYE));
        attendant.join(environment.time().in(GOODBYE));
        parts.close(Duration.ofNanos(environment.time().nanos() - begunNanos));
        watch.close();
        console.close();
        return clean;
    }
}
