// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.vectors;

import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.encoding.Bytes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The files below {@code vectors/} in the test resources; their README says where each is from. */
public final class Vectors {
    private Vectors() {}

    /** One object of a file; its numbers and flags are the text they are. */
    public record Case(Map<String, Object> members) {
        public String text(String name) {
            return (String) Objects.requireNonNull(members.get(name), name);
        }

        /** Whether there is a text, and not an empty one. */
        public boolean has(String name) {
            return members.get(name) instanceof String text && !text.isEmpty();
        }

        public int number(String name) {
            return Integer.parseInt(text(name));
        }

        public Bytes bytes(String name) {
            return Bytes.ofHex(text(name));
        }

        public List<Bytes> list(String name) {
            return ((List<?>) Objects.requireNonNull(members.get(name), name))
                    .stream().map(hex -> Bytes.ofHex((String) hex)).toList();
        }

        /** Empty when it is missing or null. */
        public List<String> texts(String name) {
            return members.get(name) instanceof List<?> items
                    ? items.stream().map(String.class::cast).toList()
                    : List.of();
        }

        @Override
        public String toString() {
            return members.values().stream()
                    .map(Object::toString)
                    .filter(text -> text.length() < 60)
                    .toList()
                    .toString();
        }
    }

    /** A file that is a list of objects. */
    public static List<Case> cases(String file) {
        return casesOf(tree(file));
    }

    /** A file that is an object of such lists, in the file's order. */
    public static Map<String, List<Case>> groups(String file) {
        Map<String, List<Case>> groups = new LinkedHashMap<>();
        object(file).members().forEach((name, list) -> groups.put(name, casesOf(list)));
        return groups;
    }

    /** A file that is one object. */
    public static Case object(String file) {
        return caseOf(tree(file));
    }

    /** A file of hexadecimal digits. */
    public static Bytes hex(String file) {
        return Bytes.ofHex(text(file).strip());
    }

    /** As the files spell it. */
    public static Network network(String name) {
        return Network.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static List<Case> casesOf(Object list) {
        return ((List<?>) list).stream().map(Vectors::caseOf).toList();
    }

    @SuppressWarnings("unchecked") // the tree's objects are such maps
    private static Case caseOf(Object tree) {
        return new Case((Map<String, Object>) tree);
    }

    private static Object tree(String file) {
        try (JsonParser in = new JsonFactory().createParser(ObjectReadContext.empty(), text(file))) {
            in.nextToken();
            return read(in);
        }
    }

    private static String text(String file) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + file)) {
            if (in == null) {
                throw new FileNotFoundException(file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Numbers stay the text they are. */
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
            default -> in.getString();
        };
    }
}
