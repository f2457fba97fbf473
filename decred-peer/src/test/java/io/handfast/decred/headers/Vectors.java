// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.headers;

import io.handfast.decred.wire.encoding.Bytes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The files below {@code chain/} in the test resources. */
public final class Vectors {
    private Vectors() {}

    /** One object of a file. */
    public record Case(Map<String, Object> members) {
        public String text(String name) {
            return (String) Objects.requireNonNull(members.get(name), name);
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
        List<Case> cases = new ArrayList<>();
        for (Object each : (List<?>) tree(file)) {
            cases.add(new Case(object(each)));
        }
        return cases;
    }

    @SuppressWarnings("unchecked") // the tree's objects are such maps
    static Map<String, Object> object(Object tree) {
        return (Map<String, Object>) tree;
    }

    static Object tree(String file) {
        try (JsonParser in = new JsonFactory().createParser(ObjectReadContext.empty(), text(file))) {
            in.nextToken();
            return read(in);
        }
    }

    private static String text(String file) {
        try (InputStream in = Vectors.class.getResourceAsStream("/chain/" + file)) {
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
