// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * JSON files of a hub as maps, lists and values that know their line, so that members nobody understands survive
 * a rewrite and every complaint can name its place.
 */
public final class JsonTree {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonTree() {}

    /**
     * A value and where it stood.
     *
     * @param value {@code Map<String, Node>}, {@code List<Node>}, String, BigDecimal, Boolean or null
     * @param line in its file, from 1
     */
    public record Node(@Nullable Object value, int line) {
        /**
         * The members, if it is an object.
         *
         * @return members in order; empty when it is something else
         */
        @SuppressWarnings("unchecked") // this class alone makes nodes
        public Map<String, Node> members() {
            return value instanceof Map<?, ?> map ? (Map<String, Node>) map : Map.of();
        }

        /**
         * The items, if it is a list.
         *
         * @return items in order; empty when it is something else
         */
        @SuppressWarnings("unchecked") // this class alone makes nodes
        public List<Node> items() {
            return value instanceof List<?> list ? (List<Node>) list : List.of();
        }

        /**
         * What kind of value it is, for complaints.
         *
         * @return one word
         */
        public String kind() {
            return switch (value) {
                case null -> "null";
                case Map<?, ?> _ -> "an object";
                case List<?> _ -> "a list";
                case String _ -> "a text";
                case Boolean _ -> "true or false";
                default -> "a number";
            };
        }
    }

    /** Text that is no JSON. */
    public static final class NotJson extends Exception {
        private static final long serialVersionUID = 1;

        NotJson(int line, String why) {
            super("line " + line + ": " + why);
        }
    }

    /**
     * Reads one value and nothing after it.
     *
     * @param text JSON
     * @return the value
     * @throws NotJson when it is none, or a member stands twice
     */
    public static Node read(String text) throws NotJson {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            Node root = node(parser);
            if (parser.nextToken() != null) {
                throw new NotJson(parser.currentTokenLocation().getLineNr(), "something follows the end");
            }
            return root;
        } catch (StreamReadException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new NotJson(line, String.valueOf(e.getOriginalMessage()));
        }
    }

    private static Node node(JsonParser parser) throws NotJson {
        int line = parser.currentTokenLocation().getLineNr();
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Node> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, node(parser));
                }
                yield new Node(members, line);
            }
            case START_ARRAY -> {
                List<Node> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(node(parser));
                }
                yield new Node(items, line);
            }
            case VALUE_STRING -> new Node(parser.getString(), line);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Node(parser.getDecimalValue(), line);
            case VALUE_TRUE -> new Node(true, line);
            case VALUE_FALSE -> new Node(false, line);
            case VALUE_NULL -> new Node(null, line);
            case null, default -> throw new NotJson(line, "a value is missing");
        };
    }

    /**
     * Writes a value for people: two spaces of indentation, a line feed at the end.
     *
     * @param value maps, lists, nodes and values as {@link Node} has them
     * @return JSON
     */
    public static String pretty(@Nullable Object value) {
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(indent);
        printer.indentArraysWith(indent);
        return write(value, new ObjectWriteContext.Base() {
                    @Override
                    public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
                        return printer;
                    }
                })
                + "\n";
    }

    /**
     * Writes a value on one line.
     *
     * @param value maps, lists, nodes and values as {@link Node} has them
     * @return JSON without a line feed
     */
    public static String line(@Nullable Object value) {
        return write(value, ObjectWriteContext.empty());
    }

    private static String write(@Nullable Object value, ObjectWriteContext context) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(context, text)) {
            write(generator, value);
        }
        return text.toString();
    }

    private static void write(JsonGenerator generator, @Nullable Object value) {
        switch (value) {
            case null -> generator.writeNull();
            case Node node -> write(generator, node.value());
            case Map<?, ?> map -> {
                generator.writeStartObject();
                map.forEach((name, member) -> {
                    generator.writeName(String.valueOf(name));
                    write(generator, member);
                });
                generator.writeEndObject();
            }
            case List<?> list -> {
                generator.writeStartArray();
                list.forEach(item -> write(generator, item));
                generator.writeEndArray();
            }
            case String string -> generator.writeString(string);
            case Boolean bool -> generator.writeBoolean(bool);
            case BigDecimal number -> generator.writeNumber(number);
            case Integer number -> generator.writeNumber(number);
            case Long number -> generator.writeNumber(number);
            default -> throw new IllegalArgumentException("not a JSON value: " + value.getClass());
        }
    }
}
