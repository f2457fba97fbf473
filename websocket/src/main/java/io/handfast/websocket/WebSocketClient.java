// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.handfast.engine.Entropy;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.net.Duplex;
import java.io.IOException;
import java.util.Optional;

/** Opens WebSockets as the side that dialled. */
public final class WebSocketClient {
    private WebSocketClient() {}

    /**
     * Asks for the upgrade and judges the answer (RFC 6455 section 4.1). Offers one sub-protocol and no extension.
     * Blocks without a deadline; closing the duplex frees it. After a failure the caller closes the duplex.
     *
     * @param duplex a fresh connection, with TLS already on it where it belongs
     * @param request what to ask for
     * @param entropy the source of the key and of all masks
     * @param settings what is taken from the server afterwards
     * @return the channel, which owns the connection from now on
     * @throws HandshakeException {@code ws.busy} for status 503 and {@code ws.refused} for any other but 101, both
     *     with the body's first line; {@code ws.subprotocol}; {@code ws.not-http}, {@code ws.malformed-head},
     *     {@code ws.head-too-large}, {@code ws.not-upgraded}, {@code ws.accept}, {@code ws.extension} for a broken
     *     server; {@code ws.cut-off} when it hung up
     * @throws IOException when the connection was lost or closed
     */
    public static WebSocketChannel open(
            Duplex duplex, UpgradeRequest request, Entropy entropy, WebSocketSettings settings)
            throws HandshakeException, IOException {
        UpgradeKey key = UpgradeKey.random(entropy);
        duplex.output().write(request.head(key).getBytes(US_ASCII));
        duplex.output().flush();
        WireInput input = new WireInput(duplex.input());
        UpgradeAnswer.read(input).require(key, request.subprotocol(), input);
        return new WebSocketChannel(duplex, input, Optional.of(entropy), settings);
    }
}
