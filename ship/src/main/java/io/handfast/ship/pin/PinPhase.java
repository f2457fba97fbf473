// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.pin;

import io.handfast.engine.failure.HandshakeException;
import io.handfast.ship.ShipEvent;
import io.handfast.ship.ShipExchange;
import io.handfast.ship.ShipFailure;
import io.handfast.ship.ShipPhase;
import io.handfast.ship.message.PinRequirement;
import io.handfast.ship.message.PinState;
import io.handfast.ship.protocol.AgreedVersion;

/**
 * PIN verification, SHIP 13.4.4.3, for a side that neither demands a PIN nor has one to give: it says
 * {@code none} at once and accepts every state of the peer that lets it pass without.
 */
public final class PinPhase {
    private static final String EXPECTED = "connectionPinState none or pinOk";

    private PinPhase() {}

    /**
     * Blocks until the peer has said what it wants.
     *
     * @param x the connection
     * @param version proof of the phase before
     * @return the proof that the next phase wants
     * @throws HandshakeException {@code ship.pin.*}, or the connection's end
     */
    public static DataAllowed run(ShipExchange x, AgreedVersion version) throws HandshakeException {
        x.enter(ShipPhase.PIN_CHECK_INIT);
        x.send(PinState.none());
        x.enter(ShipPhase.PIN_CHECK_LISTEN);
        ShipEvent event = x.await(x.in(x.timers().pin()));
        if (!(event instanceof ShipEvent.Received(PinState state))) {
            throw x.failure(event, ShipFailure.PIN_TIMEOUT, ShipFailure.PIN_UNEXPECTED, EXPECTED);
        }
        if (state.pinState() == PinRequirement.REQUIRED) {
            throw x.refused(ShipFailure.PIN_WANTED, EXPECTED, event);
        }
        x.enter(ShipPhase.PIN_CHECK_OK);
        return new DataAllowed();
    }
}
