// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.protocol;

import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.PeerIncompatible;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.ShipEvent;
import io.handfast.ship.ShipExchange;
import io.handfast.ship.ShipFailure;
import io.handfast.ship.ShipPhase;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.hello.TrustedPeer;
import io.handfast.ship.message.ConnectionHello;
import io.handfast.ship.message.HandshakeType;
import io.handfast.ship.message.HelloPhase;
import io.handfast.ship.message.ProtocolHandshake;
import io.handfast.ship.message.ProtocolHandshakeError;

/**
 * Protocol handshake, SHIP 13.4.4.2: the client announces its highest version and its formats, the server
 * selects, the client echoes. Always 1.0 with JSON-UTF8: a ship-go client rejects every other selection, an
 * openeebus server every higher announcement.
 */
public final class ProtocolPhase {
    private static final ProtocolHandshake ANNOUNCED = ProtocolHandshake.announceMax(1, 0);
    private static final ProtocolHandshake SELECTED = ProtocolHandshake.select(1, 0);

    private static final String ANNOUNCEMENT = "messageProtocolHandshake announceMax";

    private ProtocolPhase() {}

    /**
     * The client's half; blocks until the server has selected.
     *
     * @param x the connection
     * @param peer proof of the phase before
     * @return the proof that the next phase wants
     * @throws HandshakeException {@code ship.protocol.*}, or the connection's end
     */
    public static AgreedVersion client(ShipExchange x, TrustedPeer peer) throws HandshakeException {
        x.enter(ShipPhase.PROTOCOL_CLIENT_INIT);
        x.send(ANNOUNCED);
        x.enter(ShipPhase.PROTOCOL_CLIENT_LISTEN_CHOICE);
        requireSelection(
                receive(x, "messageProtocolHandshake select", peer.helloMayCross()),
                ShipPhase.PROTOCOL_CLIENT_LISTEN_CHOICE);
        x.send(SELECTED);
        x.enter(ShipPhase.PROTOCOL_CLIENT_OK);
        return new AgreedVersion(SELECTED.major(), SELECTED.minor());
    }

    /**
     * The server's half; blocks until the client has confirmed.
     *
     * @param x the connection
     * @param peer proof of the phase before
     * @return the proof that the next phase wants
     * @throws HandshakeException {@code ship.protocol.*}, or the connection's end
     */
    public static AgreedVersion server(ShipExchange x, TrustedPeer peer) throws HandshakeException {
        x.enter(ShipPhase.PROTOCOL_SERVER_INIT);
        x.enter(ShipPhase.PROTOCOL_SERVER_LISTEN_PROPOSAL);
        requireProposal(
                x,
                peer.announced().isPresent() ? peer.announced().get() : receive(x, ANNOUNCEMENT, peer.helloMayCross()));
        x.send(SELECTED);
        x.enter(ShipPhase.PROTOCOL_SERVER_LISTEN_CONFIRM);
        requireSelection(
                receive(x, "messageProtocolHandshake select, the same again", false),
                ShipPhase.PROTOCOL_SERVER_LISTEN_CONFIRM);
        x.enter(ShipPhase.PROTOCOL_SERVER_OK);
        return new AgreedVersion(SELECTED.major(), SELECTED.minor());
    }

    /** One hello that was under way when this side left the hello phase is forgiven, before anything else came. */
    private static ProtocolHandshake receive(ShipExchange x, String expected, boolean helloMayCross)
            throws HandshakeException {
        Deadline by = x.in(x.timers().protocol());
        Deadline forgivenUntil = x.in(ShipTimers.LATE_HELLO);
        ShipEvent event = x.await(by);
        if (helloMayCross && isUpdate(event) && x.remaining(forgivenUntil).isPositive()) {
            event = x.await(by);
        }
        return switch (event) {
            case ShipEvent.Received(ProtocolHandshake handshake) -> handshake;
            case ShipEvent.Received(ProtocolHandshakeError _) ->
                throw x.refused(ShipFailure.PROTOCOL_REMOTE_ERROR, expected, event);
            default -> throw x.failure(event, ShipFailure.PROTOCOL_TIMEOUT, ShipFailure.PROTOCOL_UNEXPECTED, expected);
        };
    }

    private static boolean isUpdate(ShipEvent event) {
        return event instanceof ShipEvent.Received(ConnectionHello hello) && hello.phase() != HelloPhase.ABORTED;
    }

    private static void requireProposal(ShipExchange x, ProtocolHandshake proposal) throws HandshakeException {
        if (proposal.handshakeType() != HandshakeType.ANNOUNCE_MAX) {
            ShipEvent event = new ShipEvent.Received(proposal);
            throw x.failure(event, ShipFailure.PROTOCOL_TIMEOUT, ShipFailure.PROTOCOL_UNEXPECTED, ANNOUNCEMENT);
        }
        if (proposal.major() < 1 || !proposal.formats().contains(ProtocolHandshake.JSON_UTF8)) {
            throw mismatch(ShipPhase.PROTOCOL_SERVER_LISTEN_PROPOSAL, "at least 1.0 with JSON-UTF8", proposal);
        }
    }

    private static void requireSelection(ProtocolHandshake selection, ShipPhase phase) throws HandshakeException {
        if (!selection.equals(SELECTED)) {
            throw mismatch(phase, "select 1.0 with JSON-UTF8 alone", selection);
        }
    }

    private static PeerIncompatible mismatch(ShipPhase phase, String expected, ProtocolHandshake got) {
        return new PeerIncompatible(
                ShipFailure.PROTOCOL_MISMATCH, phase.phaseName(), expected, new ShipEvent.Received(got).words());
    }
}
