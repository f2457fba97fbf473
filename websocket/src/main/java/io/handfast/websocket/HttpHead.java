// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.PeerMisbehaved;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The start line and the header fields of an HTTP/1.1 message (RFC 9112 sections 2 to 5), read up to the empty
 * line and not a byte further. A bare line feed ends a line too; folded fields are refused.
 *
 * @param startLine the parts of the first line
 * @param fields in the order of the wire
 */
record HttpHead(MatchResult startLine, List<Field> fields) {
    static final int MAX_BYTES = 8 * 1024;
    static final int MAX_FIELDS = 64;

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    /**
     * One header line.
     *
     * @param name in lower case
     * @param value without the white space around it
     */
    record Field(String name, String value) {}

    /**
     * Blocks until the head is complete or wrong. What cannot be HTTP is refused at its first byte that shows it.
     *
     * @param prefix what the first line has to begin with; may be empty
     * @param form of the first line
     */
    static HttpHead read(WireInput input, String prefix, Pattern form) throws HandshakeException, IOException {
        Lines lines = new Lines(input);
        String first = lines.first(prefix);
        Matcher startLine = form.matcher(first);
        if (!startLine.matches()) {
            throw UpgradeFailures.misbehaved(WebSocketFailure.NOT_HTTP, "a first line of HTTP", first);
        }
        List<Field> fields = new ArrayList<>();
        for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
            if (fields.size() == MAX_FIELDS) {
                throw tooLarge("at most " + MAX_FIELDS + " header lines");
            }
            fields.add(parse(line));
        }
        return new HttpHead(startLine.toMatchResult(), List.copyOf(fields));
    }

    /** The value of a field that may occur once. */
    Optional<String> single(String name) throws PeerMisbehaved {
        List<String> values = values(name);
        if (values.size() > 1) {
            throw malformed("one header " + name, Integer.toString(values.size()));
        }
        return values.stream().findFirst();
    }

    /** The elements of a field that is a list, over all its lines; in the letter case of the wire. */
    List<String> list(String name) {
        return values(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .toList();
    }

    /** Whether a list has an element, in any letter case. */
    boolean lists(String name, String element) {
        return list(name).stream().anyMatch(element::equalsIgnoreCase);
    }

    static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || TOKEN_MARKS.indexOf(c) >= 0));
    }

    private List<String> values(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .toList();
    }

    private static Field parse(String line) throws PeerMisbehaved {
        int colon = line.indexOf(':');
        if (colon < 0 || !isToken(line.substring(0, colon))) {
            throw malformed("a header line", line);
        }
        String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        return new Field(name, line.substring(colon + 1).strip());
    }

    private static PeerMisbehaved malformed(String expected, String got) {
        return UpgradeFailures.misbehaved(WebSocketFailure.MALFORMED_HEAD, expected, got);
    }

    private static PeerMisbehaved tooLarge(String expected) {
        return UpgradeFailures.misbehaved(WebSocketFailure.HEAD_TOO_LARGE, expected, "more");
    }

    /** Lines with the limit over all of them. */
    private static final class Lines {
        private final WireInput input;
        private int bytes;

        Lines(WireInput input) {
            this.input = input;
        }

        String first(String prefix) throws HandshakeException, IOException {
            return line(WebSocketFailure.NOT_HTTP, prefix);
        }

        String next() throws HandshakeException, IOException {
            return line(WebSocketFailure.MALFORMED_HEAD, "");
        }

        private String line(WebSocketFailure fault, String prefix) throws HandshakeException, IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int octet = octet(); octet != '\n'; octet = octet()) {
                boolean returned = octet == '\r';
                if (returned && octet() == '\n') {
                    break;
                }
                boolean strange = returned || octet == 0x7F || (octet < ' ' && octet != '\t');
                int at = line.size();
                if (strange || (at < prefix.length() && octet != prefix.charAt(at))) {
                    throw UpgradeFailures.misbehaved(fault, "a line of HTTP", line.toString(ISO_8859_1) + (char) octet);
                }
                line.write(octet);
            }
            return line.toString(ISO_8859_1);
        }

        private int octet() throws HandshakeException, IOException {
            int octet = input.read();
            if (octet < 0) {
                throw UpgradeFailures.cutOff(bytes);
            }
            if (++bytes > MAX_BYTES) {
                throw tooLarge("at most " + MAX_BYTES + " bytes of HTTP head");
            }
            return octet;
        }
    }
}
