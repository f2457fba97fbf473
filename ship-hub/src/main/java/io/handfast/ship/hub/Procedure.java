// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.ship.Established;
import io.handfast.ship.ShipHandshake;
import io.handfast.ship.Trust;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What an attempt does on a thread of its own, from the dial or the knock to a complete handshake; it reports to its
 * device's actor.
 *
 * @param actor where events go
 */
record Procedure(Ski ski, HubContext hub, Consumer<DeviceEvent> actor) {
    /** How an attempt gets a handshake to run. */
    private interface Opening {
        ShipHandshake open() throws HandshakeException;
    }

    void dial(Contender contender, PhaseRelay relay, Candidates candidates) {
        Trace trace = new Trace(hub.environment().time(), relay);
        run(contender, trace, () -> {
            Candidates.Opened opened = candidates.open(
                    trace,
                    at -> hub.gateway()
                            .dial(
                                    at,
                                    ski,
                                    _ -> hub.remote(ski, Trust.TRUSTED),
                                    trace,
                                    contender.attempt().scope()));
            hub.pins().give(ski, opened.handshake()::enterPin);
            actor.accept(new DeviceEvent.Opened(contender, opened));
            return opened.handshake();
        });
    }

    void receive(Contender contender, DeviceEvent.Knocked knocked) {
        run(contender, knocked.trace(), knocked::handshake);
    }

    private void run(Contender contender, Trace trace, Opening opening) {
        try {
            Established established = opening.open().run();
            hub.measured(new Measurement.HandshakeEnded(established.report()));
            actor.accept(new DeviceEvent.Completed(contender, established));
        } catch (HandshakeException e) {
            contender.attempt().end();
            HandshakeReport report = new HandshakeReport(
                    ski.toString(), contender.role(), trace.entries(), trace.elapsed(), Optional.of(e));
            hub.measured(new Measurement.HandshakeEnded(report));
            actor.accept(new DeviceEvent.Failed(contender, e, report));
        }
    }
}
