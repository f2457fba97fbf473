// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.engine.Environment;
import io.handfast.engine.file.DurableFiles;
import io.handfast.hub.app.pairing.PairingRole;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a running hub reads and writes.
 *
 * @param identity who it is, with what is to be said about all files
 * @param state SHIP ID, wrong PINs, totals
 * @param audit who decided what
 * @param trust whom it trusts
 * @param pairings whom it trusts by a certificate's fingerprint
 * @param secret of its QR code
 * @param storage writes them
 */
record HubFiles(
        HubProgram.Identity identity,
        StateFile state,
        AuditLog audit,
        TrustFile trust,
        PairingFile pairings,
        PairingSecretFile secret,
        Storage storage) {
    private static final System.Logger LOG = System.getLogger(HubFiles.class.getName());

    /** Opens all and notes the start; a full disk is no reason not to start, as long as there is an identity. */
    static HubFiles open(HubConfiguration configuration, Path base, Storage storage, Environment environment)
            throws StartException {
        HubProgram.Identity identity = HubIdentity.loadOrCreate(configuration, base, storage, environment);
        StateFile state =
                StateFile.open(base.resolve(configuration.stateFile()), identity.shipId(), storage, environment);
        AuditLog audit = new AuditLog(base.resolve(AuditLog.FILE), storage, environment.time());
        PairingFile pairings = PairingFile.open(base, storage, audit, environment.time());
        TrustFile trust = TrustFile.open(
                base.resolve(configuration.trustedDevicesFile()),
                state.penalties(),
                storage,
                Optional.of(audit),
                environment);
        LOG.log(
                Level.INFO,
                "Loaded " + trust.size() + " trusted devices from " + base.resolve(configuration.trustedDevicesFile()));
        List<String> remarks = new ArrayList<>(trust.remarks());
        if (state.crashed()) {
            remarks.add("the hub did not stop in good order the last time: power cut, crash or kill");
        }
        if (configuration.pairingRole() != PairingRole.OFF
                && !configuration.presence().enabled()) {
            remarks.add("pairing_service has no effect without multicast DNS: mdns_enabled is off");
        }
        if (configuration.value(HubKeys.AUTO_ACCEPT_PAIRING)) {
            remarks.add("auto_accept_pairing is on: every device that asks is trusted");
        }
        noteQuietly(state::begin);
        PairingSecretFile secret = new PairingSecretFile(base, storage, audit, environment);
        return new HubFiles(identity.with(remarks), state, audit, trust, pairings, secret, storage);
    }

    /** Writes what is left and notes the end, which has taken so long. */
    void close(Duration took) throws InterruptedException {
        trust.close();
        noteQuietly(() -> state.end(took));
    }

    /** The same for a hub that did not start; waits for nothing. */
    void abandon() {
        trust.end();
        noteQuietly(() -> state.end(Duration.ZERO));
    }

    /** Start or end of a run. */
    @FunctionalInterface
    private interface Mark {
        void set() throws IOException;
    }

    private static void noteQuietly(Mark mark) {
        try {
            mark.set();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "start or end could not be noted: " + DurableFiles.reason(e));
        }
    }
}
