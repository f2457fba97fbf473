// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.log;

import io.handfast.hub.app.JsonTree;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a SHIP message may stand in a trace: never a PIN, and payloads only when that is asked for. What cannot be read
 * as JSON is left out, since nobody knows what is in it.
 *
 * @param payloads whether payloads may
 */
record Redaction(boolean payloads) {
    private static final String PIN = "pin";
    private static final String PAYLOAD = "payload";
    /** Of the form of a PIN, so that a replay takes it for one. */
    private static final String NO_PIN = "00000000";

    /** The text of a message, without what may not stand there; empty when it is no JSON. */
    Optional<String> text(byte[] message) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(message, 1, message.length - 1))
                    .toString()
                    .replaceAll("\0+$", "");
            JsonTree.Node tree = JsonTree.read(text);
            Object redacted = redacted(tree);
            return Optional.of(JsonTree.line(tree).equals(JsonTree.line(redacted)) ? text : JsonTree.line(redacted));
        } catch (CharacterCodingException | JsonTree.NotJson | IndexOutOfBoundsException _) {
            return Optional.empty();
        }
    }

    private @Nullable Object redacted(JsonTree.Node node) {
        return switch (node.value()) {
            case Map<?, ?> _ -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                node.members().forEach((name, member) -> members.put(name, member(name, member)));
                yield members;
            }
            case List<?> _ -> {
                List<@Nullable Object> items = new ArrayList<>();
                node.items().forEach(item -> items.add(redacted(item)));
                yield items;
            }
            case null, default -> node.value();
        };
    }

    private @Nullable Object member(String name, JsonTree.Node member) {
        if (name.equals(PIN) && member.value() instanceof String) {
            return NO_PIN;
        }
        if (name.equals(PAYLOAD) && !payloads) {
            return Map.of("redacted", JsonTree.line(member).length() + " characters");
        }
        return payloads && name.equals(PAYLOAD) ? member.value() : redacted(member);
    }
}
