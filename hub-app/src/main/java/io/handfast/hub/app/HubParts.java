// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.CryptoProvider;
import io.handfast.engine.Environment;
import io.handfast.engine.net.Admission;
import io.handfast.ship.LocalNode;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.hub.ConnectWaits;
import io.handfast.ship.hub.DoubleConnections;
import io.handfast.ship.hub.HubApplication;
import io.handfast.ship.hub.HubDiscovery;
import io.handfast.ship.hub.HubSettings;
import io.handfast.ship.hub.ShipHub;
import io.handfast.ship.hub.discovery.Interfaces;
import io.handfast.ship.hub.discovery.ServiceRecord;
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
 */
record HubParts(DataDirectory directory, HubFiles files, ShipHub hub, Optional<HubDiscovery> discovery) {
    /** Strangers that may be connected at once, among all. */
    private static final int USUAL_UNKNOWN = 10;

    static HubParts open(
            HubConfiguration configuration,
            Path base,
            HubApplication application,
            HubWatch watch,
            ShipTimers timers,
            CryptoProvider crypto,
            Disk disk,
            Environment environment)
            throws StartException {
        DataDirectory directory = open(base, watch);
        Optional<HubFiles> opened = Optional.empty();
        boolean started = false;
        try {
            HubFiles files = HubFiles.open(configuration, base, new Storage(disk, watch::warn), environment);
            opened = Optional.of(files);
            watch.keepIn(files);
            ShipHub hub = hub(
                    settings(configuration, files.identity(), timers),
                    files,
                    new AcceptingApplication(application, watch.autoAccept()::accepts),
                    watch,
                    crypto,
                    environment);
            watch.watch(hub);
            started = true;
            return new HubParts(directory, files, hub, discovery(configuration, files.identity(), hub));
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
            HubConfiguration configuration, HubProgram.Identity identity, ShipTimers timers) {
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
                new ConnectWaits(each, each, each));
    }

    private static ShipHub hub(
            HubSettings settings,
            HubFiles files,
            HubApplication application,
            HubWatch watch,
            CryptoProvider crypto,
            Environment environment)
            throws StartException {
        ShipCredentials credentials = ShipCredentials.of(files.identity().node(), crypto, environment.entropy());
        try {
            return ShipHub.start(settings, credentials, files.trust(), application, watch, environment);
        } catch (IOException e) {
            throw new StartException(
                    "port " + settings.listen().getPort() + " cannot be used: " + e.getMessage(),
                    "stop the program that uses it, or set another \"port\" (0 for any)",
                    e);
        }
    }

    /** Takes its time on threads of its own: the hub is there for those who know its address meanwhile. */
    private static Optional<HubDiscovery> discovery(
            HubConfiguration configuration, HubProgram.Identity identity, ShipHub hub) {
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

    /** After the hub has stopped: writes what is left, unlocks the folder. */
    void close() throws InterruptedException {
        files.close();
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
