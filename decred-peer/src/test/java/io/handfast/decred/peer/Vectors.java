// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The files below {@code vectors/} in the test resources: what dcrd did. */
final class Vectors {
    private Vectors() {}

    /** One object of a file; numbers and flags are the text they are. */
    record Case(Map<String, Object> members) {
        String text(String name) {
            return (String) Objects.requireNonNull(members.get(name), name);
        }

        boolean has(String name) {
            return members.get(name) instanceof String text && !text.isEmpty();
        }

        int number(String name) {
            return Integer.parseInt(text(name));
        }

        byte[] bytes(String name) {
            return HexFormat.of().parseHex(text(name));
        }

        /** Empty when it is missing or null. */
        List<String> list(String name) {
            return members.get(name) instanceof List<?> items
                    ? items.stream().map(String.class::cast).toList()
                    : List.of();
        }

        @Override
        public String toString() {
            return members.getOrDefault("name", "") + " " + members.getOrDefault("dcrd_role", "");
        }
    }

    static List<Case> cases(String file) {
        return cases(tree(file));
    }

    static List<Case> cases(Object tree) {
        List<Case> cases = new ArrayList<>();
        for (Object each : (List<?>) tree) {
            cases.add(new Case(object(each)));
        }
        return cases;
    }

    @SuppressWarnings("unchecked") // the tree's objects are such maps
    static Map<String, Object> object(Object tree) {
        return (Map<String, Object>) tree;
    }

    static Object tree(String file) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + file)) {
            if (in == null) {
                throw new FileNotFoundException(file);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
                json.nextToken();
                return read(json);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object read(JsonParser in) {
        return switch (in.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    String name = in.currentName();
                    in.nextToken();
                    members.put(name, read(in));
                }
                yield members;
            }
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    items.add(read(in));
                }
                yield items;
            }
            default -> String.valueOf(in.getString());
        };
    }
}
