// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import io.handfast.hub.app.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer that is ready to be sent.
 *
 * @param status as in HTTP
 * @param type media type; empty when there is no body
 * @param body its bytes
 * @param headers besides those that every answer has
 */
record Answer(int status, String type, byte[] body, Map<String, String> headers) implements Reply {
    static final String JSON = "application/json";
    static final String PROBLEM = "application/problem+json";

    Answer {
        headers = Map.copyOf(headers);
    }

    static Answer json(Map<String, ?> object) {
        return json(200, JSON, object);
    }

    static Answer json(int status, String type, Map<String, ?> object) {
        return new Answer(status, type, JsonTree.line(object).getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Answer done() {
        return new Answer(204, "", new byte[0], Map.of());
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, type, body, more);
    }
}
