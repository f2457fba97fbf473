// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a configuration's value may be: how it is read, written and described. Reading reports every mistake, not only
 * the first, and returns nothing then.
 *
 * @param <T> the value as the program uses it
 */
interface KeyType<T> {
    /** Hears of mistakes. */
    @FunctionalInterface
    interface Complaints {
        /**
         * A mistake.
         *
         * @param member what is wrong within the value, such as {@code .ski}; empty for all of it
         * @param line where
         * @param got what stands there
         * @param allowed what may
         */
        void wrong(String member, int line, String got, String allowed);
    }

    /** The value; empty when there was a mistake, which was reported. */
    Optional<T> read(JsonTree.Node node, Complaints complaints);

    /** Reports all of a value as a mistake; returns what {@link #read} then does. */
    default <V> Optional<V> refused(JsonTree.Node node, String got, Complaints complaints) {
        complaints.wrong("", node.line(), got, allowed());
        return Optional.empty();
    }

    /** The value as JSON, for {@link JsonTree}. */
    default Object json(T value) {
        return value;
    }

    /** The value in a JSON Schema, for {@link JsonTree}. */
    Map<String, Object> schema();

    /** What may stand there, for people. */
    String allowed();

    /** Whether a text needs no quotation marks where there can be nothing else, as in a variable of the environment. */
    default boolean isText() {
        return false;
    }

    /** A text of one line with something in it. */
    static KeyType<String> text(int limitBytes) {
        return new Text(limitBytes, "^(?=.*\\S)[^\\x00-\\x1f\\x7f-\\x9f]*$", "");
    }

    /** A text that fits a pattern, which Java and JSON Schema understand alike. */
    static KeyType<String> text(int limitBytes, String pattern, String allowed) {
        return new Text(limitBytes, pattern, allowed);
    }

    /** One of a few words. */
    static KeyType<String> word(List<String> words) {
        return new Text(32, "^(" + String.join("|", words) + ")$", String.join(", ", words));
    }

    /** A file's name. */
    static KeyType<Path> path() {
        return new Mapped<>(text(4096), Path::of, Path::toString);
    }

    /** A value that is often left out. */
    static <T> KeyType<Optional<T>> optional(KeyType<T> type) {
        return new Mapped<>(type, Optional::of, value -> value.map(type::json).orElse(""));
    }

    /**
     * A value that the program uses in another form than it is read in.
     *
     * @param type how it is read and described
     * @param to the form for the program
     * @param back that form as JSON
     */
    record Mapped<A, B>(KeyType<A> type, Function<A, B> to, Function<B, Object> back) implements KeyType<B> {
        @Override
        public Optional<B> read(JsonTree.Node node, Complaints complaints) {
            return type.read(node, complaints).map(to);
        }

        @Override
        public Object json(B value) {
            return back.apply(value);
        }

        @Override
        public Map<String, Object> schema() {
            return type.schema();
        }

        @Override
        public String allowed() {
            return type.allowed();
        }

        @Override
        public boolean isText() {
            return type.isText();
        }
    }

    /**
     * A text.
     *
     * @param limitBytes in UTF-8; a schema can only say as many characters
     * @param pattern what it looks like
     * @param words what it looks like, for people; empty for any text
     */
    record Text(int limitBytes, String pattern, String words) implements KeyType<String> {
        @Override
        public Optional<String> read(JsonTree.Node node, Complaints complaints) {
            if (!(node.value() instanceof String text)) {
                return refused(node, node.kind(), complaints);
            }
            int bytes = text.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > limitBytes) {
                return refused(node, bytes + " bytes", complaints);
            }
            if (!Pattern.compile(pattern).matcher(text).find()) {
                return refused(node, JsonTree.line(text), complaints);
            }
            return Optional.of(text);
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "string");
            schema.put("maxLength", limitBytes);
            schema.put("pattern", pattern);
            return schema;
        }

        @Override
        public String allowed() {
            return words.isEmpty() ? "a text of one line, 1 to " + limitBytes + " bytes" : words;
        }

        @Override
        public boolean isText() {
            return true;
        }
    }

    /**
     * A whole number.
     *
     * @param from the smallest
     * @param to the greatest
     */
    record Whole(int from, int to) implements KeyType<Integer> {
        @Override
        public Optional<Integer> read(JsonTree.Node node, Complaints complaints) {
            if (!(node.value() instanceof BigDecimal number)) {
                return refused(node, node.kind(), complaints);
            }
            boolean inRange =
                    number.compareTo(BigDecimal.valueOf(from)) >= 0 && number.compareTo(BigDecimal.valueOf(to)) <= 0;
            if (!inRange || number.stripTrailingZeros().scale() > 0) {
                return refused(node, shown(number), complaints);
            }
            return Optional.of(number.intValue());
        }

        /** Without a million zeros. */
        private static String shown(BigDecimal number) {
            return Math.abs((long) number.scale()) > 20 ? number.toString() : number.toPlainString();
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "integer");
            schema.put("minimum", from);
            schema.put("maximum", to);
            return schema;
        }

        @Override
        public String allowed() {
            return "a whole number from " + from + " to " + to;
        }
    }

    /** True or false. */
    record Flag() implements KeyType<Boolean> {
        @Override
        public Optional<Boolean> read(JsonTree.Node node, Complaints complaints) {
            if (node.value() instanceof Boolean flag) {
                return Optional.of(flag);
            }
            return refused(node, node.kind(), complaints);
        }

        @Override
        public Map<String, Object> schema() {
            return Map.of("type", "boolean");
        }

        @Override
        public String allowed() {
            return "true or false";
        }
    }

    /**
     * A list.
     *
     * @param item what it consists of
     * @param words what it is, for people
     */
    record Items<T>(KeyType<T> item, String words) implements KeyType<List<T>> {
        @Override
        public Optional<List<T>> read(JsonTree.Node node, Complaints complaints) {
            if (!(node.value() instanceof List)) {
                return refused(node, node.kind(), complaints);
            }
            List<T> items = new ArrayList<>();
            node.items().forEach(each -> item.read(each, complaints).ifPresent(items::add));
            return items.size() == node.items().size() ? Optional.of(items) : Optional.empty();
        }

        @Override
        public Object json(List<T> value) {
            return value.stream().map(item::json).toList();
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "array");
            schema.put("items", item.schema());
            return schema;
        }

        @Override
        public String allowed() {
            return words;
        }
    }
}
