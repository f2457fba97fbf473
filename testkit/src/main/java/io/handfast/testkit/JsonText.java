// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much JSON as files of test data need: trees of {@link Map}, {@link List}, {@link String}, {@link BigDecimal},
 * {@link Boolean} and {@link #NULL}. Here by hand, because the test kit depends on nothing but the engine.
 */
final class JsonText {
    /** The value null. */
    static final Object NULL = new Object();

    private static final int MAX_DEPTH = 100;
    private static final Pattern SCALAR =
            Pattern.compile("true|false|null|-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?");
    private static final String ESCAPED = "\"\\/bfnrt";
    private static final String MEANT = "\"\\/\b\f\n\r\t";

    private final String text;
    private int at;
    private int depth;

    private JsonText(String text) {
        this.text = text;
    }

    static Object parse(String text) {
        JsonText json = new JsonText(text);
        Object value = json.value();
        if (json.peek() != 0) {
            throw json.wrong("the end");
        }
        return value;
    }

    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int escape = MEANT.indexOf(c);
            if (c != '/' && escape >= 0) {
                out.append('\\').append(ESCAPED.charAt(escape));
            } else if (c < ' ' || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private Object value() {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> list();
            case '"' -> string();
            default -> scalar();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        begin('{');
        while (goesOn('}', members.isEmpty())) {
            peek();
            String name = string();
            expect(':');
            members.put(name, value());
        }
        return members;
    }

    private List<Object> list() {
        List<Object> items = new ArrayList<>();
        begin('[');
        while (goesOn(']', items.isEmpty())) {
            items.add(value());
        }
        return items;
    }

    private void begin(char bracket) {
        expect(bracket);
        if (++depth > MAX_DEPTH) {
            throw wrong("at most " + MAX_DEPTH + " levels");
        }
    }

    private boolean goesOn(char end, boolean first) {
        if (peek() == end) {
            at++;
            depth--;
            return false;
        }
        if (!first) {
            expect(',');
        }
        return true;
    }

    private Object scalar() {
        Matcher scalar = SCALAR.matcher(text).region(at, text.length());
        if (!scalar.lookingAt()) {
            throw wrong("a value");
        }
        at = scalar.end();
        return switch (scalar.group()) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> NULL;
            case String number -> new BigDecimal(number);
        };
    }

    private String string() {
        expect('"');
        StringBuilder out = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                throw wrong("no control character");
            }
            out.append(c == '\\' ? escaped() : c);
        }
        return out.toString();
    }

    private char escaped() {
        char c = next();
        if (c != 'u') {
            int escape = ESCAPED.indexOf(c);
            if (escape < 0) {
                throw wrong("an escape");
            }
            return MEANT.charAt(escape);
        }
        String digits = text.substring(at, Math.min(text.length(), at + 4));
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw wrong("four hexadecimal digits");
        }
        at += 4;
        return (char) Integer.parseInt(digits, 16);
    }

    private char next() {
        if (at == text.length()) {
            throw wrong("more");
        }
        return text.charAt(at++);
    }

    /** The next character that is no white space; 0 at the end. */
    private char peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void expect(char c) {
        if (peek() != c) {
            throw wrong("'" + c + "'");
        }
        at++;
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("not JSON: expected " + expected + " at character " + at);
    }
}
