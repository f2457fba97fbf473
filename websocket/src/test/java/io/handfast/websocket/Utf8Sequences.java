// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The byte sequences of Autobahn 6.5 to 6.23, after Markus Kuhn's UTF-8 decoder test. */
final class Utf8Sequences {
    private static final String GREEK = "cebae1bdb9cf83cebcceb5";

    private Utf8Sequences() {}

    /**
     * One group of the suite, in its order.
     *
     * @param what in words
     * @param sequences the texts
     * @param invalid the places of those that are no UTF-8
     */
    record Group(String what, List<byte[]> sequences, Set<Integer> invalid) {
        boolean valid(int place) {
            return !invalid.contains(place);
        }
    }

    /** 6.5 first. */
    static List<Group> groups() {
        return List.of(
                valid(
                        "valid sequences",
                        "68656c6c6f24776f726c64",
                        "68656c6c6fc2a2776f726c64",
                        "68656c6c6fe282ac776f726c64",
                        "68656c6c6ff0a4ada2776f726c64",
                        GREEK),
                prefixes(),
                valid("first of each length", "00", "c280", "e0a080", "f0908080"),
                invalid("first of length 5 and 6", "f888808080", "fc8480808080"),
                valid("last of each length", "7f", "dfbf", "efbfbf", "f48fbfbf"),
                invalid("last of length 4, 5, 6", "f7bfbfbf", "fbbfbfbfbf", "fdbfbfbfbfbf"),
                new Group("boundaries", parse("ed9fbf", "ee8080", "efbfbd", "f48fbfbf", "f4908080"), Set.of(4)),
                invalid(
                        "unexpected continuation bytes",
                        "80",
                        "bf",
                        "80bf",
                        "80bf80",
                        "80bf80bf",
                        "80bf80bf80",
                        "80bf80bf80bf",
                        octets(0x80, 0xBF, "")),
                invalid(
                        "lonely start bytes",
                        octets(0xC0, 0xDF, "20"),
                        octets(0xE0, 0xEF, "20"),
                        octets(0xF0, 0xF7, "20"),
                        octets(0xF8, 0xFB, "20"),
                        octets(0xFC, 0xFD, "20")),
                invalid("last continuation byte missing", INCOMPLETE),
                invalid("incomplete sequences in a row", String.join("", INCOMPLETE)),
                invalid("impossible bytes", "fe", "ff", "fefeffff"),
                invalid("overlong slash", "c0af", "e080af", "f08080af", "f8808080af", "fc80808080af"),
                invalid("longest overlong", "c1bf", "e09fbf", "f08fbfbf", "f887bfbfbf", "fc83bfbfbfbf"),
                invalid("overlong NUL", "c080", "e08080", "f0808080", "f880808080", "fc8080808080"),
                invalid("single surrogates", "eda080", "edadbf", "edae80", "edafbf", "edb080", "edbe80", "edbfbf"),
                invalid(
                        "paired surrogates",
                        "eda080edb080",
                        "eda080edbfbf",
                        "edadbfedb080",
                        "edadbfedbfbf",
                        "edae80edb080",
                        "edae80edbfbf",
                        "edafbfedb080",
                        "edafbfedbfbf"),
                new Group("non-characters", nonCharacters(), Set.of()),
                valid("specials", "efbfb9", "efbfba", "efbfbb", "efbfbc", "efbfbd", "efbfbe", "efbfbf"));
    }

    private static final String[] INCOMPLETE = {
        "c0", "e080", "f08080", "f8808080", "fc80808080", "df", "efbf", "f7bfbf", "fbbfbfbf", "fdbfbfbfbf"
    };

    /** Valid where a character ends. */
    private static Group prefixes() {
        byte[] greek = Wire.hex(GREEK);
        List<byte[]> prefixes = new ArrayList<>();
        for (int length = 1; length <= greek.length; length++) {
            prefixes.add(Arrays.copyOf(greek, length));
        }
        return new Group("prefixes of a valid text", prefixes, Set.of(0, 2, 3, 5, 7, 9));
    }

    private static List<byte[]> nonCharacters() {
        List<byte[]> all = new ArrayList<>(parse("efbfbe", "efbfbf"));
        for (String first : List.of("f0", "f1", "f2", "f3", "f4")) {
            for (String second : List.of("8f", "9f", "af", "bf")) {
                boolean overlong = first.equals("f0") && second.equals("8f");
                boolean beyond = first.equals("f4") && !second.equals("8f");
                if (!overlong && !beyond) {
                    all.addAll(parse(first + second + "bfbe", first + second + "bfbf"));
                }
            }
        }
        return all;
    }

    private static Group valid(String what, String... hex) {
        return new Group(what, parse(hex), Set.of());
    }

    private static Group invalid(String what, String... hex) {
        Set<Integer> all =
                Set.copyOf(Stream.iterate(0, i -> i < hex.length, i -> i + 1).toList());
        return new Group(what, parse(hex), all);
    }

    private static List<byte[]> parse(String... hex) {
        return Arrays.stream(hex).map(Wire::hex).toList();
    }

    /** Octets from one up to, not including, another, each followed by the same. */
    private static String octets(int from, int to, String after) {
        StringBuilder hex = new StringBuilder();
        for (int octet = from; octet < to; octet++) {
            hex.append(String.format("%02x", octet)).append(after);
        }
        return hex.toString();
    }
}
