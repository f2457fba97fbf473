// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import io.handfast.engine.Frame;
import io.handfast.ship.message.ConnectionClose;
import io.handfast.ship.message.ConnectionHello;
import io.handfast.ship.message.KnownMessage;
import io.handfast.ship.message.ProtocolHandshakeError;
import java.time.Duration;
import java.util.Optional;

/**
 * What is said to a peer when a handshake fails: a last message, a pause, a close frame. One place for all
 * phases; the phases only throw.
 *
 * @param lastMessage said before the end, if any
 * @param pause between the message and the close frame
 * @param close WebSocket close frame; empty when the connection just ends
 */
public record Farewell(Optional<KnownMessage> lastMessage, Duration pause, Optional<Frame.Close> close) {
    /** Close code of a normal end and of ship-go's handshake errors. */
    public static final int CLOSE_NORMAL = 4001;
    /** Close code after an aborted hello. */
    public static final int CLOSE_REJECTED = 4452;
    /** Close code of devices that meet another SHIP ID than they stored. */
    public static final int CLOSE_ID_MISMATCH = 4450;

    /** Between {@code aborted} and the close frame, SHIP 13.4.4.1.3 as ship-go keeps it. */
    private static final Duration ABORT_DELAY = Duration.ofSeconds(1);

    private static final Frame.Close REJECTED = new Frame.Close(CLOSE_REJECTED, "Node rejected by application");

    /** The connection ends without a word: the peer is gone, or could not understand any. */
    public static final Farewell NONE = new Farewell(Optional.empty(), Duration.ZERO, Optional.empty());

    /** Hello aborted by this side: {@code aborted}, a second, close 4452. */
    public static final Farewell ABORT =
            new Farewell(Optional.of(ConnectionHello.aborted()), ABORT_DELAY, Optional.of(REJECTED));

    /** Hello aborted by the peer: nothing is said, a second, close 4452. */
    public static final Farewell ABORTED_BY_PEER = new Farewell(Optional.empty(), ABORT_DELAY, Optional.of(REJECTED));

    /** Timeout in the protocol handshake. */
    public static final Farewell PROTOCOL_TIMEOUT = protocolError(ProtocolHandshakeError.TIMEOUT);

    /** A foreign message in the protocol handshake. */
    public static final Farewell PROTOCOL_UNEXPECTED = protocolError(ProtocolHandshakeError.UNEXPECTED_MESSAGE);

    /** A selection that does not fit in the protocol handshake. */
    public static final Farewell PROTOCOL_MISMATCH = protocolError(ProtocolHandshakeError.SELECTION_MISMATCH);

    /** The peer announced the end: it is confirmed, and may close first. */
    public static final Farewell CONFIRM = new Farewell(
            Optional.of(ConnectionClose.confirm()),
            ShipTimers.CLOSE_GRACE,
            Optional.of(new Frame.Close(CLOSE_NORMAL, "close")));

    /** A close frame at once with the reason, which the peer's log may show. */
    static Farewell closing(int code, String reason) {
        return new Farewell(Optional.empty(), Duration.ZERO, Optional.of(new Frame.Close(code, reason)));
    }

    private static Farewell protocolError(int error) {
        return new Farewell(
                Optional.of(new ProtocolHandshakeError(error)),
                Duration.ZERO,
                Optional.of(new Frame.Close(CLOSE_NORMAL, "protocol handshake error " + error)));
    }
}
