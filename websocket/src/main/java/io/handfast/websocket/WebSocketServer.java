// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.net.Duplex;
import java.io.IOException;
import java.util.Optional;

/** Opens WebSockets as the side that was dialled. */
public final class WebSocketServer {
    private WebSocketServer() {}

    /**
     * Waits for a client's request, lets the caller decide and answers (RFC 6455 section 4.2). Any path is taken,
     * the origin is not looked at, no extension is accepted. Blocks without a deadline; closing the duplex frees it.
     *
     * <p>A request that gets no upgrade is answered (400, 426 or the decision's own status), the output is ended,
     * and then the failure is thrown; the caller closes the duplex.
     *
     * @param duplex a fresh connection, with TLS already on it where it belongs
     * @param subprotocol the one that the client has to offer and that is selected
     * @param settings what is taken from the client afterwards
     * @param decision asked before the answer; what it throws is passed on, with nothing answered
     * @return the channel, which owns the connection from now on
     * @throws HandshakeException {@code ws.declined} when the decision was a refusal; {@code ws.not-upgraded} for
     *     plain HTTP; {@code ws.subprotocol}, {@code ws.version}, {@code ws.key}, {@code ws.malformed-head},
     *     {@code ws.head-too-large}, {@code ws.not-http}; {@code ws.cut-off} when the client hung up
     * @throws IOException when the connection was lost or closed
     */
    public static WebSocketChannel accept(
            Duplex duplex, String subprotocol, WebSocketSettings settings, UpgradeDecision decision)
            throws HandshakeException, IOException {
        WireInput input = new WireInput(duplex.input());
        try {
            ClientHead head = ClientHead.read(input, subprotocol);
            require(decision.decide(head.offer()));
            duplex.output().write(switchingProtocols(head.key(), subprotocol).getBytes(US_ASCII));
            duplex.output().flush();
        } catch (RejectedUpgrade e) {
            throw answered(e, duplex);
        }
        return new WebSocketChannel(duplex, input, Optional.empty(), settings);
    }

    private static void require(UpgradeVerdict verdict) throws RejectedUpgrade {
        if (verdict instanceof UpgradeVerdict.Refuse refusal) {
            String got = refusal.status() + ": " + refusal.body().strip();
            throw new RejectedUpgrade(
                    HttpAnswer.of(refusal),
                    new LocallyRefused(
                            WebSocketFailure.DECLINED, WebSocketPhase.UPGRADE.phaseName(), "our consent", got));
        }
    }

    /** An answer that cannot be delivered does not hide why it was given. */
    private static HandshakeException answered(RejectedUpgrade rejected, Duplex duplex) {
        HandshakeException failure = rejected.failure();
        try {
            rejected.answer().write(duplex.output());
            duplex.endOutput();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private static String switchingProtocols(UpgradeKey key, String subprotocol) {
        return "HTTP/1.1 101 Switching Protocols\r\n"
                + "Upgrade: websocket\r\n"
                + "Connection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + key.accept() + "\r\n"
                + "Sec-WebSocket-Protocol: " + subprotocol + "\r\n\r\n";
    }
}
