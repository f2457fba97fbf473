// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.PeerRefused;
import java.io.IOException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A server's answer as the client judges it.
 *
 * @param head of the answer
 * @param version of HTTP, such as {@code 1.1}
 * @param status from 100 to 999
 * @param reason the words after it, maybe none
 */
record UpgradeAnswer(HttpHead head, String version, int status, String reason) {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/(\\d\\.\\d) ([1-9]\\d\\d)(?: (.*))?");
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int MAX_WORDS_BYTES = 256;

    static UpgradeAnswer read(WireInput input) throws HandshakeException, IOException {
        HttpHead head = HttpHead.read(input, "HTTP/", STATUS_LINE);
        MatchResult line = head.startLine();
        String reason = line.group(3) == null ? "" : line.group(3);
        return new UpgradeAnswer(head, line.group(1), Integer.parseInt(line.group(2)), reason);
    }

    /** RFC 6455 section 4.1, the list of what a client has to check. */
    void require(UpgradeKey key, String subprotocol, WireInput input) throws HandshakeException {
        if (status != SWITCHING_PROTOCOLS) {
            throw refusal(input);
        }
        if (!"1.1".equals(version) || !head.lists("upgrade", "websocket") || !head.lists("connection", "upgrade")) {
            throw UpgradeFailures.misbehaved(
                    WebSocketFailure.NOT_UPGRADED,
                    "HTTP/1.1 with Upgrade: websocket and Connection: Upgrade",
                    "HTTP/" + version + " with Upgrade: " + head.list("upgrade") + " and Connection: "
                            + head.list("connection"));
        }
        String accept = head.single("sec-websocket-accept").orElse("none");
        if (!accept.equals(key.accept())) {
            throw UpgradeFailures.misbehaved(WebSocketFailure.ACCEPT, key.accept(), accept);
        }
        if (!head.list("sec-websocket-extensions").isEmpty()) {
            throw UpgradeFailures.misbehaved(
                    WebSocketFailure.EXTENSION,
                    "no extension",
                    head.list("sec-websocket-extensions").toString());
        }
        requireSubprotocol(subprotocol, head.single("sec-websocket-protocol").orElse("none"));
    }

    private static void requireSubprotocol(String expected, String got) throws HandshakeException {
        if (!got.equals(expected)) {
            throw UpgradeFailures.incompatible(WebSocketFailure.SUBPROTOCOL, "sub-protocol " + expected, got);
        }
    }

    private PeerRefused refusal(WireInput input) {
        WebSocketFailure code = status == SERVICE_UNAVAILABLE ? WebSocketFailure.BUSY : WebSocketFailure.REFUSED;
        String words = bodyWords(input);
        String got = status + (reason.isEmpty() ? "" : " " + reason) + (words.isEmpty() ? "" : ": " + words);
        return new PeerRefused(
                code, WebSocketPhase.UPGRADE.phaseName(), "101 Switching Protocols", UpgradeFailures.excerpt(got));
    }

    /** The first line of the body, as far as it comes: the status is known, so its loss is no failure. */
    private String bodyWords(WireInput input) {
        StringBuilder words = new StringBuilder();
        try {
            if (head.lists("transfer-encoding", "chunked")) {
                readLine(input, MAX_WORDS_BYTES, new StringBuilder());
            }
            readLine(input, bodyBytes(), words);
        } catch (IOException e) {
            return words.toString().strip();
        }
        return words.toString().strip();
    }

    private int bodyBytes() {
        String length = String.join("", head.list("content-length"));
        return length.matches("\\d{1,9}") ? Math.min(Integer.parseInt(length), MAX_WORDS_BYTES) : MAX_WORDS_BYTES;
    }

    private static void readLine(WireInput input, int limit, StringBuilder line) throws IOException {
        for (int i = 0; i < limit; i++) {
            int octet = input.read();
            if (octet < 0 || octet == '\n') {
                return;
            }
            line.append((char) octet);
        }
    }
}
