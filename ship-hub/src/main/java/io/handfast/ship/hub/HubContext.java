// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.Dispatcher;
import io.handfast.engine.Environment;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Phase;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.net.Admission;
import io.handfast.ship.PinTerms;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.ShipPhase;
import io.handfast.ship.Trust;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What all actors of a hub share.
 *
 * @param own the hub's own SKI
 */
record HubContext(
        Ski own,
        HubSettings settings,
        Gateway gateway,
        AddressBook addresses,
        TrustStore trust,
        KnownPins pins,
        HubApplication application,
        Admission<Ski> admission,
        ActorTable table,
        Dispatcher<Consumer<HubListener>> listener,
        Environment environment) {
    private static final Set<ShipPhase> LEFT_BEHIND = EnumSet.of(
            ShipPhase.ERROR,
            ShipPhase.HELLO_ABORT,
            ShipPhase.HELLO_ABORT_DONE,
            ShipPhase.HELLO_REMOTE_ABORT_DONE,
            ShipPhase.HELLO_REJECTED);

    /** What this hub knows of a device when a connection with it begins; a PIN to give is given by its actor. */
    RemoteNode remote(Ski ski, Trust decided) {
        Optional<String> shipId = trust.find(ski).flatMap(TrustStore.TrustedDevice::shipId);
        PinTerms terms = new PinTerms(trust.pins(ski).demand(), Optional.empty(), this::pinWanted);
        return new RemoteNode(ski, decided, shipId, terms);
    }

    /** A wrong PIN is forgotten before anybody is asked for another one: each reconnect would earn a penalty. */
    private void pinWanted(Ski ski, PinTerms.Wish wish) {
        if (wish.refused()) {
            pins.wrong(ski);
        }
        table.postIfPresent(ski, new DeviceEvent.PinWanted(wish));
    }

    void tell(
            HubEvent.Kind kind,
            Optional<Ski> ski,
            String name,
            String stage,
            String text,
            Optional<HandshakeException> failure,
            Optional<Duration> nextAttempt) {
        tell(new HubEvent(environment.time().wallClock(), kind, ski, name, stage, text, failure, nextAttempt));
    }

    void tell(HubEvent event) {
        listener.dispatch(to -> to.told(event));
    }

    void measured(Measurement what) {
        listener.dispatch(to -> to.measured(what));
    }

    void changed(DeviceStatus before, DeviceStatus after) {
        listener.dispatch(to -> to.connectionStateChanged(before, after));
    }

    /** How far an attempt got, in the word of an event: the phase that failed, not the state it left behind. */
    static String stage(HandshakeReport report) {
        Optional<String> blamed =
                report.failure().map(HandshakeException::phase).filter(ConnectPhase::isOne);
        if (blamed.isPresent()) {
            return blamed.get(); // of several addresses another one than the last may be told of
        }
        return report.entries().reversed().stream()
                .map(Trace.Entry::phase)
                .filter(phase -> !(phase instanceof ShipPhase ship && LEFT_BEHIND.contains(ship)))
                .findFirst()
                .map(Phase::phaseName)
                .orElse(ConnectPhase.TCP.phaseName());
    }
}
