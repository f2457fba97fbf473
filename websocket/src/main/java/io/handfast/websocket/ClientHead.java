// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.PeerMisbehaved;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A client's request as the server judges it (RFC 6455 section 4.2.1).
 *
 * @param offer what the decision sees
 * @param key to be answered
 */
record ClientHead(UpgradeOffer offer, UpgradeKey key) {
    private static final Pattern REQUEST_LINE = Pattern.compile("([!-~]+) ([!-~]+) HTTP/(\\d\\.\\d)");

    /** Blocks until a whole request is there; judges it. */
    static ClientHead read(WireInput input, String subprotocol) throws RejectedUpgrade, ConnectionLost, IOException {
        try {
            HttpHead head = HttpHead.read(input, "", REQUEST_LINE);
            MatchResult line = head.startLine();
            requireGet(line.group(1), line.group(3));
            requireNoBody(head);
            requireUpgrade(head);
            String host = head.single("host")
                    .orElseThrow(() -> misbehaved(WebSocketFailure.MALFORMED_HEAD, "a header Host", "none"));
            requireVersion(head);
            UpgradeKey key = requireKey(head);
            requireSubprotocol(head, subprotocol);
            String path = line.group(2);
            return new ClientHead(new UpgradeOffer(path, host, head.list("sec-websocket-protocol")), key);
        } catch (ConnectionLost e) {
            throw e;
        } catch (HandshakeException e) {
            throw RejectedUpgrade.badRequest(e);
        }
    }

    private static void requireGet(String method, String version) throws PeerMisbehaved {
        if (!"GET".equals(method) || !"1.1".equals(version)) {
            throw misbehaved(WebSocketFailure.MALFORMED_HEAD, "GET with HTTP/1.1", method + " with HTTP/" + version);
        }
    }

    private static void requireNoBody(HttpHead head) throws PeerMisbehaved {
        String length = head.single("content-length").orElse("0");
        if (!"0".equals(length) || !head.list("transfer-encoding").isEmpty()) {
            throw misbehaved(WebSocketFailure.MALFORMED_HEAD, "no body", "a body");
        }
    }

    private static void requireUpgrade(HttpHead head) throws RejectedUpgrade {
        if (!head.lists("upgrade", "websocket") || !head.lists("connection", "upgrade")) {
            throw upgradeRequired(misbehaved(
                    WebSocketFailure.NOT_UPGRADED,
                    "Upgrade: websocket and Connection: Upgrade",
                    "Upgrade: " + head.list("upgrade") + " and Connection: " + head.list("connection")));
        }
    }

    private static void requireVersion(HttpHead head) throws RejectedUpgrade, PeerMisbehaved {
        String version = head.single("sec-websocket-version").orElse("none");
        if (!"13".equals(version)) {
            throw upgradeRequired(
                    UpgradeFailures.incompatible(WebSocketFailure.VERSION, "WebSocket version 13", version));
        }
    }

    private static UpgradeKey requireKey(HttpHead head) throws PeerMisbehaved {
        Optional<String> text = head.single("sec-websocket-key");
        return text.flatMap(UpgradeKey::parse)
                .orElseThrow(() -> misbehaved(
                        WebSocketFailure.KEY, "a Sec-WebSocket-Key of 16 bytes in base64", text.orElse("none")));
    }

    private static void requireSubprotocol(HttpHead head, String subprotocol) throws HandshakeException {
        if (!head.list("sec-websocket-protocol").contains(subprotocol)) {
            throw UpgradeFailures.incompatible(
                    WebSocketFailure.SUBPROTOCOL,
                    "Sec-WebSocket-Protocol: " + subprotocol,
                    head.list("sec-websocket-protocol").toString());
        }
    }

    private static RejectedUpgrade upgradeRequired(HandshakeException failure) {
        return new RejectedUpgrade(HttpAnswer.upgradeRequired("expected " + failure.expected()), failure);
    }

    private static PeerMisbehaved misbehaved(WebSocketFailure code, String expected, String got) {
        return UpgradeFailures.misbehaved(code, expected, got);
    }
}
