// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.access;

import static io.handfast.engine.time.Deadline.earliest;

import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.LocalNode;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.ShipEvent;
import io.handfast.ship.ShipExchange;
import io.handfast.ship.ShipFailure;
import io.handfast.ship.ShipPhase;
import io.handfast.ship.message.AccessMethods;
import io.handfast.ship.message.AccessMethodsRequest;
import io.handfast.ship.message.Reserved;
import io.handfast.ship.message.UnknownControl;
import io.handfast.ship.pin.DataAllowed;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Access methods, SHIP 13.4.6: each side asks the other for its SHIP ID. Our request goes out before any answer
 * of ours, because a ship-go that has its answer stops listening to requests (quirk of all its generations); its
 * own request may come later, and is then answered while data flows. Data may flow already, so what belongs to no
 * phase is ignored here as it is there, and an optional PIN may still be given.
 */
public final class AccessPhase {
    private static final System.Logger LOG = System.getLogger(AccessPhase.class.getName());
    private static final String EXPECTED = "accessMethods with an id";

    private AccessPhase() {}

    /**
     * Blocks until the peer has told its SHIP ID; not at all for a side that does not ask.
     *
     * @param x the connection
     * @param allowed proof of the phase before
     * @param local who this side is
     * @param remote who the peer was so far
     * @return the proof that the end of the handshake wants
     * @throws HandshakeException {@code ship.access.*}, or the connection's end
     */
    public static IdentifiedPeer run(ShipExchange x, DataAllowed allowed, LocalNode local, RemoteNode remote)
            throws HandshakeException {
        if (!local.queriesAccessMethods()) { // the peer's own request is answered in data exchange
            x.enter(ShipPhase.APPROVED);
            return new IdentifiedPeer(AccessMethods.of(remote.knownShipId().orElse("")));
        }
        boolean done = false;
        try {
            IdentifiedPeer peer = awaitMethods(x, allowed, local, remote);
            done = true;
            return peer;
        } finally {
            if (!done) {
                allowed.wipe();
            }
        }
    }

    private static IdentifiedPeer awaitMethods(ShipExchange x, DataAllowed allowed, LocalNode local, RemoteNode remote)
            throws HandshakeException {
        x.enter(ShipPhase.ACCESS_METHODS_REQUEST);
        x.send(new AccessMethodsRequest());
        Deadline by = x.in(x.timers().access());
        while (true) {
            ShipEvent event = x.awaitOrPin(earliest(by, allowed.deadline()));
            switch (event) {
                case ShipEvent.Received(AccessMethodsRequest _) -> x.send(local.accessMethods());
                case ShipEvent.Received(AccessMethods methods) -> {
                    return require(x, methods, local, remote.knownShipId());
                }
                case ShipEvent.Received(UnknownControl _), ShipEvent.Received(Reserved _) ->
                    LOG.log(Level.DEBUG, () -> "ignored: " + event.words());
                default -> {
                    boolean ours = allowed.take(event) || event instanceof ShipEvent.Decided;
                    if (!ours) {
                        throw x.failure(event, ShipFailure.ACCESS_TIMEOUT, ShipFailure.ACCESS_MALFORMED, EXPECTED);
                    }
                }
            }
        }
    }

    private static IdentifiedPeer require(
            ShipExchange x, AccessMethods methods, LocalNode local, Optional<String> known) throws HandshakeException {
        String id = methods.id();
        // EEBUS.Net as a server echoes our own access methods: that tells nothing about the peer, and harms nobody.
        boolean echoed = id.equals(local.shipId());
        if (!echoed && known.isPresent() && !known.get().equals(id)) {
            throw x.declined(ShipFailure.ACCESS_ID_MISMATCH, "SHIP ID " + known.get(), "SHIP ID " + id);
        }
        x.enter(ShipPhase.APPROVED);
        Optional<String> dns = methods.dns().filter(AccessMethods::isReachable); // what nobody can dial is not kept
        return new IdentifiedPeer(
                echoed ? AccessMethods.of(known.orElse("")) : new AccessMethods(id, methods.dnsSdMdns(), dns));
    }
}
