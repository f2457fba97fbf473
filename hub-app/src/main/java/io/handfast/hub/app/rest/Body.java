// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import com.sun.net.httpserver.HttpExchange;
import io.handfast.hub.app.JsonTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/** The body of a request: a JSON object of at most 64 KiB, or nothing. */
final class Body {
    static final int LIMIT_BYTES = 64 * 1024;
    private static final Pattern JSON = Pattern.compile("application/json( *; *charset=\"?utf-8\"?)?");

    private Body() {}

    /**
     * Reads it whole; blocks until it is there or the server's limit of time is over.
     *
     * @param allowed what it may say; empty when there may be none
     */
    static Map<String, JsonTree.Node> read(HttpExchange exchange, Set<String> allowed) throws Problem, IOException {
        String announced = exchange.getRequestHeaders().getFirst("Content-Length");
        if (announced != null && (announced.length() > 9 || Long.parseLong(announced) > LIMIT_BYTES)) {
            throw tooLarge();
        }
        byte[] bytes = exchange.getRequestBody().readNBytes(LIMIT_BYTES + 1);
        if (bytes.length > LIMIT_BYTES) {
            throw tooLarge();
        }
        if (bytes.length == 0) {
            return Map.of();
        }
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || !JSON.matcher(type.toLowerCase(Locale.ROOT)).matches()) {
            throw new Problem(RestFailure.CONTENT_TYPE, "only application/json is read, in UTF-8");
        }
        return members(text(bytes), allowed);
    }

    private static Problem tooLarge() {
        return new Problem(RestFailure.TOO_LARGE, "more than " + LIMIT_BYTES + " bytes")
                .withHeader("Connection", "close");
    }

    private static String text(byte[] bytes) throws Problem {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new Problem(RestFailure.BODY, "it is not UTF-8");
        }
    }

    private static Map<String, JsonTree.Node> members(String text, Set<String> allowed) throws Problem {
        JsonTree.Node root;
        try {
            root = JsonTree.read(text);
        } catch (JsonTree.NotJson | JacksonException _) { // their texts may repeat what was sent
            throw new Problem(RestFailure.BODY, "it is not JSON, or not of a form that is accepted");
        }
        if (!(root.value() instanceof Map)) {
            throw new Problem(RestFailure.BODY, root.kind() + " instead of an object");
        }
        Set<String> unknown = new TreeSet<>(root.members().keySet());
        unknown.removeAll(allowed);
        if (!unknown.isEmpty()) {
            String known = allowed.isEmpty() ? "nothing" : String.join(", ", new TreeSet<>(allowed));
            throw new Problem(RestFailure.BODY, "it says what means nothing here; allowed is " + known);
        }
        return root.members();
    }
}
