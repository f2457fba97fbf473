// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Files of JSON lines from beside the test classes, each line as maps, lists and texts; numbers are texts too. */
public final class Vectors {
    private final String text;
    private int at;

    private Vectors(String text) {
        this.text = text;
    }

    public static List<Map<String, Object>> read(String file) throws IOException {
        try (InputStream stream = Objects.requireNonNull(Vectors.class.getResourceAsStream(file));
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines().map(line -> map(new Vectors(line).value())).toList();
        }
    }

    /** The lines of one kind. */
    public static List<Map<String, Object>> read(String file, String kind) throws IOException {
        return read(file).stream().filter(line -> kind.equals(line.get("kind"))).toList();
    }

    /** A member that is a map. */
    public static Map<String, Object> child(Map<String, Object> members, String name) {
        return map(Objects.requireNonNull(members.get(name)));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    public static String text(Map<String, Object> members, String name) {
        return members.getOrDefault(name, "") instanceof String text ? text : "";
    }

    private Object value() {
        return switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> list();
            case '"' -> string();
            default -> word();
        };
    }

    private Object object() {
        Map<String, Object> members = new LinkedHashMap<>();
        for (boolean more = open('}'); more; more = next('}')) {
            String name = string();
            at += 2; // colon and blank
            members.put(name, value());
        }
        return members;
    }

    private Object list() {
        List<Object> items = new ArrayList<>();
        for (boolean more = open(']'); more; more = next(']')) {
            items.add(value());
        }
        return items;
    }

    private boolean open(char end) {
        at++;
        boolean more = text.charAt(at) != end;
        at += more ? 0 : 1;
        return more;
    }

    private boolean next(char end) {
        boolean more = text.charAt(at) != end;
        at += more ? 2 : 1; // comma and blank
        return more;
    }

    private String string() {
        StringBuilder result = new StringBuilder();
        at++;
        while (text.charAt(at) != '"') {
            result.append(text.charAt(at) == '\\' ? escaped() : text.charAt(at));
            at++;
        }
        at++;
        return result.toString();
    }

    /** Ends on the last character of the escape. */
    private char escaped() {
        at++;
        return switch (text.charAt(at)) {
            case 'n' -> '\n';
            case 'u' -> {
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
            }
            default -> text.charAt(at);
        };
    }

    private String word() {
        int start = at;
        while (at < text.length() && ",]} ".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }
}
