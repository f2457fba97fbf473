// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** As much of JSON Schema as ours uses; a keyword that it does not know fails the test. */
final class SchemaCheck {
    private SchemaCheck() {}

    static boolean accepts(String schema, String json) {
        try {
            return fits(JsonTree.read(schema).members(), JsonTree.read(json));
        } catch (JsonTree.NotJson e) {
            throw new AssertionError(e);
        }
    }

    private static boolean fits(Map<String, JsonTree.Node> schema, JsonTree.Node node) {
        return schema.entrySet().stream().allMatch(rule -> obeys(rule.getKey(), rule.getValue(), schema, node));
    }

    private static boolean obeys(
            String keyword, JsonTree.Node rule, Map<String, JsonTree.Node> schema, JsonTree.Node node) {
        return switch (keyword) {
            case "$schema", "title", "description", "default" -> true;
            case "type" -> isOfType(String.valueOf(rule.value()), node.value());
            case "minimum" -> !(node.value() instanceof BigDecimal number) || number.compareTo(number(rule)) >= 0;
            case "maximum" -> !(node.value() instanceof BigDecimal number) || number.compareTo(number(rule)) <= 0;
            case "maxLength" ->
                !(node.value() instanceof String text)
                        || text.length() <= number(rule).intValue();
            case "pattern" ->
                !(node.value() instanceof String text)
                        || Pattern.compile(String.valueOf(rule.value()))
                                .matcher(text)
                                .find();
            case "items" -> node.items().stream().allMatch(item -> fits(rule.members(), item));
            case "required" ->
                !(node.value() instanceof Map)
                        || rule.items().stream()
                                .allMatch(name -> node.members().containsKey(String.valueOf(name.value())));
            case "properties" ->
                rule.members().entrySet().stream()
                        .filter(member -> node.members().containsKey(member.getKey()))
                        .allMatch(member ->
                                fits(member.getValue().members(), node.members().getOrDefault(member.getKey(), node)));
            case "additionalProperties" -> {
                Map<String, JsonTree.Node> known = schema.getOrDefault("properties", new JsonTree.Node(Map.of(), 0))
                        .members();
                yield known.keySet().containsAll(node.members().keySet());
            }
            default -> throw new AssertionError("a keyword of the schema that nobody checks: " + keyword);
        };
    }

    private static BigDecimal number(JsonTree.Node rule) {
        return new BigDecimal(String.valueOf(rule.value()));
    }

    private static boolean isOfType(String type, @org.jspecify.annotations.Nullable Object value) {
        return switch (type) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "integer" ->
                value instanceof BigDecimal number
                        && number.stripTrailingZeros().scale() <= 0;
            default -> throw new AssertionError("a type that nobody checks: " + type);
        };
    }
}
