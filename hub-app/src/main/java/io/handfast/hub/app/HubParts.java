// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.CryptoProvider;
import io.handfast.engine.Environment;
import io.handfast.engine.file.DurableFiles;
import io.handfast.engine.net.Admission;
import io.handfast.hub.app.pairing.HubPairing;
import io.handfast.hub.app.pairing.PairingRole;
import io.handfast.hub.app.pairing.PairingSurroundings;
import io.handfast.ship.LocalNode;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.hub.ConnectWaits;
import io.handfast.ship.hub.DoubleConnections;
import io.handfast.ship.hub.HubApplication;
import io.handfast.ship.hub.HubDiscovery;
import io.handfast.ship.hub.HubSettings;
import io.handfast.ship.hub.ShipHub;
import io.handfast.ship.hub.discovery.Interfaces;
import io.handfast.ship.hub.discovery.PairingSecret;
import io.handfast.ship.hub.discovery.ServiceRecord;
import io.handfast.ship.hub.pairing.PairedTrust;
import io.handfast.ship.hub.pairing.PairingSettings;
import io.handfast.tls.ShipCredentials;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a {@link HubProgram} consists of, opened in the order of its members and closed in the reverse.
 *
 * @param directory locked
 * @param files open
 * @param hub running
 * @param discovery running; empty when it is switched off
 * @param pairing running, unless it or discovery is switched off
 */
record HubParts(
        DataDirectory directory, HubFiles files, ShipHub hub, Optional<HubDiscovery> discovery, HubPairing pairing) {
    /** Strangers that may be connected at once, among all. */
    private static final int USUAL_UNKNOWN = 10;

    static HubParts open(
            HubConfiguration configuration,
            Path base,
            HubApplication application,
            HubWatch watch,
            ShipTimers timers,
            CryptoProvider crypto,
            Machine machine,
            Environment environment)
            throws StartException {
        DataDirectory directory = open(base, watch);
        Optional<HubFiles> opened = Optional.empty();
        boolean started = false;
        try {
            HubFiles files = HubFiles.open(configuration, base, new Storage(watch::warn), environment);
            opened = Optional.of(files);
            watch.keepIn(files);
            watch.record(configuration, base);
            watch.report(configuration, files.identity());
            PairingRole role = configuration.pairingRole();
            Optional<PairingSecret> secret =
                    role.listens() ? Optional.of(files.secret().open()) : Optional.empty();
            PairedTrust trust = trust(files);
            ShipHub hub = hub(
                    settings(configuration, files.identity(), timers, watch),
                    files.identity(),
                    trust,
                    new AcceptingApplication(application, watch.autoAccept()::accepts),
                    watch,
                    crypto,
                    environment);
            watch.watch(hub);
            started = true;
            Optional<HubDiscovery> discovery = discovery(configuration, files.identity(), hub, machine);
            HubPairing pairing = discovery
                    .filter(_ -> role != PairingRole.OFF)
                    .map(network -> surroundings(configuration, files, hub, trust, network, timers, environment))
                    .map(around -> HubPairing.begin(role, around, secret, watch::told))
                    .orElseGet(() -> HubPairing.idle(role, files.pairings()));
            return new HubParts(directory, files, hub, discovery, pairing);
        } finally {
            if (!started) {
                opened.ifPresent(HubFiles::abandon);
                watch.abandon();
                closeQuietly(directory);
            }
        }
    }

    private static DataDirectory open(Path base, HubWatch watch) throws StartException {
        try {
            return DataDirectory.open(base);
        } catch (StartException e) {
            watch.abandon();
            throw e;
        }
    }

    private static HubSettings settings(
            HubConfiguration configuration, HubProgram.Identity identity, ShipTimers timers, HubWatch watch) {
        Duration each = Duration.ofSeconds(configuration.value(HubKeys.CONNECTION_TIMEOUT))
                .dividedBy(3);
        return new HubSettings(
                        new LocalNode(identity.shipId())
                                .reachable(configuration.presence().enabled(), Optional.empty()),
                        new InetSocketAddress(configuration.port()),
                        new Admission.Limits(configuration.maxConnections(), USUAL_UNKNOWN),
                        configuration.staticPeers(),
                        DoubleConnections.EVIDENCE,
                        timers,
                        new ConnectWaits(each, each, each))
                .tapped(watch.tap())
                .redialling(Duration.ofSeconds(configuration.value(HubKeys.RECONNECT_DELAY_MAX)));
    }

    /** Whether or not the pairing service runs: who was paired is held to his certificate. */
    private static PairedTrust trust(HubFiles files) throws StartException {
        try {
            return PairedTrust.over(new PairedDecisions(files.trust(), files.pairings()), files.pairings());
        } catch (IOException e) {
            throw new StartException("the pairings cannot be read: " + DurableFiles.reason(e), "check the disk", e);
        }
    }

    private static PairingSurroundings surroundings(
            HubConfiguration configuration,
            HubFiles files,
            ShipHub hub,
            PairedTrust trust,
            HubDiscovery network,
            ShipTimers timers,
            Environment environment) {
        HubProgram.Identity identity = files.identity();
        PairingSettings settings = PairingSettings.of(
                        identity.shipId(), identity.node().fingerprint(), instance(configuration, identity))
                .times(
                        PairingSettings.USUAL.dividedBy(timers.pace()),
                        configuration.pairingAnnouncement().dividedBy(timers.pace()));
        return new PairingSurroundings(
                hub, trust, network, settings, identity.node().ski(), files.pairings(), files.secret(), environment);
    }

    private static String instance(HubConfiguration configuration, HubProgram.Identity identity) {
        return configuration.model() + " " + identity.node().ski().brief();
    }

    private static ShipHub hub(
            HubSettings settings,
            HubProgram.Identity identity,
            PairedTrust trust,
            HubApplication application,
            HubWatch watch,
            CryptoProvider crypto,
            Environment environment)
            throws StartException {
        ShipCredentials credentials = ShipCredentials.of(identity.node(), crypto, environment.entropy());
        try {
            return ShipHub.start(settings, credentials, trust, application, trust.hearing(watch), environment);
        } catch (IOException e) {
            throw new StartException(
                    "port " + settings.listen().getPort() + " cannot be used: " + e.getMessage(),
                    "stop the program that uses it, or set another \"port\" (0 for any)",
                    e);
        }
    }

    /** Takes its time on threads of its own: the hub is there for those who know its address meanwhile. */
    private static Optional<HubDiscovery> discovery(
            HubConfiguration configuration, HubProgram.Identity identity, ShipHub hub, Machine machine) {
        HubConfiguration.Presence presence = configuration.presence();
        if (!presence.enabled()) {
            return Optional.empty();
        }
        Interfaces interfaces =
                presence.interfaces().isEmpty() ? Interfaces.usual() : Interfaces.named(presence.interfaces());
        ServiceRecord record =
                ServiceRecord.of(identity.shipId(), identity.node().ski(), configuration.product());
        String instance = instance(configuration, identity);
        return Optional.of(machine.network()
                .map(network -> HubDiscovery.begin(hub, network, instance, record))
                .orElseGet(() -> HubDiscovery.begin(hub, interfaces, instance, record)));
    }

    /** Withdraws what it has announced; blocks for that. */
    void leaveNetwork() {
        pairing.close();
        discovery.ifPresent(HubDiscovery::close);
    }

    HubProgram.Identity identity() {
        return files.identity();
    }

    StateFile state() {
        return files.state();
    }

    AuditLog audit() {
        return files.audit();
    }

    TrustFile trust() {
        return files.trust();
    }

    /** After the hub has stopped, which has taken so long: writes what is left, unlocks the folder. */
    void close(Duration took) throws InterruptedException {
        files.close(took);
        closeQuietly(directory);
    }

    private static void closeQuietly(DataDirectory directory) {
        try {
            directory.close();
        } catch (IOException _) {
            // the process gives the lock back at its end
        }
    }
}
