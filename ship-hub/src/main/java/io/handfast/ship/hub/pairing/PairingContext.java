// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.ConnectionState;
import io.handfast.ship.hub.HubDiscovery;
import io.handfast.ship.hub.ShipHub;
import io.handfast.ship.hub.discovery.Discovery;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What the roles of a pairing service share; used by its thread alone. */
record PairingContext(
        ShipHub hub,
        PairedTrust trust,
        HubDiscovery discovery,
        PairingSettings settings,
        Environment environment,
        Consumer<PairingEvent> ear) {
    TimeSource time() {
        return environment.time();
    }

    Discovery network() {
        return discovery.network();
    }

    boolean isConnected(PairedDevice device) {
        return device.ski().flatMap(hub::device).stream()
                .anyMatch(status -> status.state() == ConnectionState.COMPLETED);
    }

    /** Trusts a device whose key is known, in the store that outlives pairings as well. */
    boolean trust(PairedDevice device, Ski ski) {
        try {
            hub.trust(device.trusted(ski));
            return true;
        } catch (IOException e) {
            failed(Optional.of(device), e);
            return false;
        }
    }

    /** Whether it could be stored. */
    boolean change(UnaryOperator<PairingState> change) {
        try {
            trust.change(change);
            return true;
        } catch (IOException e) {
            failed(Optional.empty(), e);
            return false;
        }
    }

    void failed(Optional<PairedDevice> device, IOException e) {
        tell(PairingEvent.Kind.FAILED, device, Optional.of(PairingFailure.NOT_STORED), "could not be stored: " + e);
    }

    void tell(PairingEvent.Kind kind, Optional<PairedDevice> device, String text) {
        tell(kind, device, Optional.empty(), text);
    }

    void tell(PairingEvent.Kind kind, Optional<PairedDevice> device, Optional<PairingFailure> failure, String text) {
        ear.accept(new PairingEvent(time().wallClock(), kind, device, failure, text));
    }
}
