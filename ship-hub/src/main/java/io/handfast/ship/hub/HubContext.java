// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.failure.HandshakeException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** What all actors of a hub share; nothing in here changes but the number of free permits. */
record HubContext(
        ShipEndpoint endpoint,
        TrustStore trust,
        HubApplication application,
        Admission admission,
        Consumer<HubEvent> events,
        Environment environment) {
    void tell(
            HubEvent.Kind kind,
            Optional<Ski> ski,
            String name,
            String stage,
            String text,
            Optional<HandshakeException> failure,
            Optional<Duration> nextAttempt) {
        events.accept(new HubEvent(environment.time().wallClock(), kind, ski, name, stage, text, failure, nextAttempt));
    }

    /** How far an attempt got, in the word of an event. */
    static String stage(HandshakeReport report) {
        return report.entries().isEmpty()
                ? ConnectPhase.TCP.phaseName()
                : report.entries().getLast().phase().phaseName();
    }
}
