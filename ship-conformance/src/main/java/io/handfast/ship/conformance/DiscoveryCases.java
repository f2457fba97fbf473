// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.handfast.crypto.Ski;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** TC_SHIP_MDNS_*: the announced TXT record. */
final class DiscoveryCases {
    private static final int RECORD_LIMIT_BYTES = 400;
    private static final int SHIP_ID_LIMIT_BYTES = 63;
    private static final int VALUE_LIMIT_BYTES = 32;
    private static final Pattern SKI = Pattern.compile("[0-9a-fA-F]{40}");
    private static final Pattern CATEGORIES = Pattern.compile("[0-9]+(,[0-9]+)*");

    private DiscoveryCases() {}

    /** MDNS_001. */
    static void txtRecord(Bench bench) throws Stopped {
        DeviceFacts facts = bench.facts();
        List<String> items = facts.txt().orElseThrow(() -> Stopped.needsOperator("tell the device's TXT record"));
        bench.note("TXT " + items);
        Map<String, String> txt = parsed(items);
        require(items.getFirst().equals("txtvers=1"), "txtvers=1 as the first item", items.getFirst());
        requireMatch(txt, "ski", SKI, "40 hexadecimal digits");
        requireMatch(txt, "register", Pattern.compile("true|false"), "true or false");
        requireMatch(txt, "cat", CATEGORIES, "category numbers with commas");
        String id = required(txt, "id");
        require(!id.isEmpty() && bytes(id) <= SHIP_ID_LIMIT_BYTES, "id of 1 to 63 bytes", "id=" + id);
        require(required(txt, "path").contains("/"), "a path with a slash", "path=" + txt.get("path"));
        for (String key : List.of("path", "brand", "model", "type", "serial")) {
            String value = txt.getOrDefault(key, "");
            require(bytes(value) <= VALUE_LIMIT_BYTES, key + " of at most 32 bytes", bytes(value) + " bytes");
        }
        requireSame("id", facts.shipId(), id);
        requireSame(
                "ski",
                facts.ski().map(Ski::hex),
                Ski.parse(required(txt, "ski")).hex());
    }

    /** Each item is preceded by its length; keys are not case-sensitive (RFC 6763), and the first of two counts. */
    private static Map<String, String> parsed(List<String> items) throws Stopped {
        require(!items.isEmpty(), "a TXT record", "an empty one");
        int size = items.stream().mapToInt(item -> 1 + bytes(item)).sum();
        require(size <= RECORD_LIMIT_BYTES, "a TXT record of at most 400 bytes", size + " bytes");
        Map<String, String> txt = new LinkedHashMap<>();
        for (String item : items) {
            int equals = item.indexOf('=');
            require(equals > 0, "items of the form key=value", item);
            txt.putIfAbsent(item.substring(0, equals).toLowerCase(Locale.ROOT), item.substring(equals + 1));
        }
        return txt;
    }

    private static void requireMatch(Map<String, String> txt, String key, Pattern form, String words) throws Stopped {
        String value = required(txt, key);
        require(form.matcher(value).matches(), key + " with " + words, key + "=" + value);
    }

    private static String required(Map<String, String> txt, String key) throws Stopped {
        String value = txt.get(key);
        if (value == null) {
            throw Stopped.failed("the key " + key, "keys " + txt.keySet());
        }
        return value;
    }

    private static void requireSame(String key, Optional<String> known, String announced) throws Stopped {
        if (known.isPresent()) {
            require(known.get().equals(announced), key + "=" + known.get(), key + "=" + announced);
        }
    }

    private static void require(boolean holds, String expected, String got) throws Stopped {
        if (!holds) {
            throw Stopped.failed(expected, got);
        }
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }
}
