// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.cmi;

import io.handfast.engine.failure.HandshakeException;
import io.handfast.ship.ShipEvent;
import io.handfast.ship.ShipExchange;
import io.handfast.ship.ShipFailure;
import io.handfast.ship.ShipPhase;
import io.handfast.ship.message.Init;

/** Connection mode initialisation, SHIP 13.4.3: each side says {@code 00 00}, the client first. */
public final class Cmi {
    private static final String EXPECTED = "connection mode 00 00";

    private Cmi() {}

    /**
     * The client's half; blocks until the server answered.
     *
     * @param x the connection
     * @return the proof that the next phase wants
     * @throws HandshakeException {@code ship.cmi.timeout}, {@code ship.cmi.invalid}, or the connection's end
     */
    public static CmiDone client(ShipExchange x) throws HandshakeException {
        x.settle();
        x.enter(ShipPhase.CMI_CLIENT_SEND);
        x.send(new Init());
        x.enter(ShipPhase.CMI_CLIENT_WAIT);
        ShipEvent answer = awaitMessage(x);
        x.enter(ShipPhase.CMI_CLIENT_EVALUATE);
        return require(x, answer);
    }

    /**
     * The server's half; blocks until the client spoke. A wrong connection mode is answered with ours before it
     * is refused (official cases CMI_001 and CMI_005).
     *
     * @param x the connection
     * @return the proof that the next phase wants
     * @throws HandshakeException {@code ship.cmi.timeout}, {@code ship.cmi.invalid}, or the connection's end
     */
    public static CmiDone server(ShipExchange x) throws HandshakeException {
        x.enter(ShipPhase.CMI_SERVER_WAIT);
        ShipEvent first = awaitMessage(x);
        x.enter(ShipPhase.CMI_SERVER_EVALUATE);
        x.settle();
        x.send(new Init());
        return require(x, first);
    }

    private static ShipEvent awaitMessage(ShipExchange x) throws HandshakeException {
        ShipEvent event = x.awaitFirst(x.in(x.timers().cmi()));
        if (event instanceof ShipEvent.Received || event instanceof ShipEvent.Malformed) {
            return event;
        }
        throw x.failure(event, ShipFailure.CMI_TIMEOUT, ShipFailure.CMI_INVALID, EXPECTED);
    }

    private static CmiDone require(ShipExchange x, ShipEvent event) throws HandshakeException {
        if (event instanceof ShipEvent.Received(Init _)) {
            return new CmiDone();
        }
        throw x.failure(event, ShipFailure.CMI_TIMEOUT, ShipFailure.CMI_INVALID, EXPECTED);
    }
}
