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

    /** The value as JSON, for {@link JsonTree}. */
    Object json(T value);

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
        return mapped(text(4096), Path::of, Path::toString);
    }

    /** A value that is often left out. */
    static <T> KeyType<Optional<T>> optional(KeyType<T> type) {
        return new KeyType<>() {
            @Override
            public Optional<Optional<T>> read(JsonTree.Node node, Complaints complaints) {
                Optional<T> value = type.read(node, complaints);
                return value.isPresent() ? Optional.of(value) : Optional.empty();
            }

            @Override
            public Object json(Optional<T> value) {
                return value.map(type::json).orElse("");
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
        };
    }

    private static <A, B> KeyType<B> mapped(KeyType<A> type, Function<A, B> to, Function<B, A> back) {
        return new KeyType<>() {
            @Override
            public Optional<B> read(JsonTree.Node node, Complaints complaints) {
                return type.read(node, complaints).map(to);
            }

            @Override
            public Object json(B value) {
                return type.json(back.apply(value));
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
        };
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
                complaints.wrong("", node.line(), node.kind(), allowed());
                return Optional.empty();
            }
            int bytes = text.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > limitBytes) {
                complaints.wrong("", node.line(), bytes + " bytes", allowed());
                return Optional.empty();
            }
            if (!Pattern.compile(pattern).matcher(text).find()) {
                complaints.wrong("", node.line(), JsonTree.line(text), allowed());
                return Optional.empty();
            }
            return Optional.of(text);
        }

        @Override
        public Object json(String value) {
            return value;
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
                complaints.wrong("", node.line(), node.kind(), allowed());
                return Optional.empty();
            }
            boolean inRange =
                    number.compareTo(BigDecimal.valueOf(from)) >= 0 && number.compareTo(BigDecimal.valueOf(to)) <= 0;
            if (!inRange || number.stripTrailingZeros().scale() > 0) {
                complaints.wrong("", node.line(), shown(number), allowed());
                return Optional.empty();
            }
            return Optional.of(number.intValue());
        }

        /** Without a million zeros. */
        private static String shown(BigDecimal number) {
            return Math.abs((long) number.scale()) > 20 ? number.toString() : number.toPlainString();
        }

        @Override
        public Object json(Integer value) {
            return value;
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
            complaints.wrong("", node.line(), node.kind(), allowed());
            return Optional.empty();
        }

        @Override
        public Object json(Boolean value) {
            return value;
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
                complaints.wrong("", node.line(), node.kind(), allowed());
                return Optional.empty();
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
