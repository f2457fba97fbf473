// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a server answers in place of the upgrade: plain text, and the connection ends.
 *
 * @param status of HTTP
 * @param fields header lines of its own
 * @param body plain text
 */
record HttpAnswer(int status, List<String> fields, String body) {
    static final int BAD_REQUEST = 400;
    static final int UPGRADE_REQUIRED = 426;
    static final int SERVICE_UNAVAILABLE = 503;

    private static final Map<Integer, String> REASONS = Map.of(
            BAD_REQUEST,
            "Bad Request",
            403,
            "Forbidden",
            404,
            "Not Found",
            UPGRADE_REQUIRED,
            "Upgrade Required",
            429,
            "Too Many Requests",
            SERVICE_UNAVAILABLE,
            "Service Unavailable");

    static HttpAnswer badRequest(String body) {
        return new HttpAnswer(BAD_REQUEST, List.of(), body + "\n");
    }

    /** RFC 9110 section 15.5.22 wants the Upgrade header, RFC 6455 section 4.4 the version. */
    static HttpAnswer upgradeRequired(String body) {
        return new HttpAnswer(
                UPGRADE_REQUIRED, List.of("Upgrade: websocket", "Sec-WebSocket-Version: 13"), body + "\n");
    }

    static HttpAnswer of(UpgradeVerdict.Refuse refusal) {
        Optional<String> retry = refusal.retryAfter().map(time -> "Retry-After: " + time.toSeconds());
        return new HttpAnswer(refusal.status(), retry.stream().toList(), refusal.body());
    }

    void write(OutputStream output) throws IOException {
        byte[] content = body.getBytes(UTF_8);
        List<String> lines = new ArrayList<>();
        lines.add("HTTP/1.1 " + status + " " + REASONS.getOrDefault(status, "Refused"));
        lines.addAll(fields);
        lines.add("Content-Type: text/plain; charset=utf-8");
        lines.add("Content-Length: " + content.length);
        lines.add(status == UPGRADE_REQUIRED ? "Connection: Upgrade, close" : "Connection: close");
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes((String.join("\r\n", lines) + "\r\n\r\n").getBytes(UTF_8));
        whole.writeBytes(content);
        output.write(whole.toByteArray());
        output.flush();
    }
}
