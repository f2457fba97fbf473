// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.vectors;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One record of a vector file, or one event of a dialogue in it.
 *
 * @param members as {@link JsonTree} has them
 */
public record VectorRecord(Map<String, Object> members) {
    static VectorRecord of(Object tree) {
        if (tree instanceof Map<?, ?> map) {
            Map<String, Object> members = new LinkedHashMap<>();
            map.forEach((name, value) -> members.put((String) name, value));
            return new VectorRecord(members);
        }
        throw new IllegalArgumentException("no object: " + tree);
    }

    /**
     * A text that has to be there.
     *
     * @param name member
     * @return its value
     */
    public String text(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("no " + name + " in " + members));
    }

    /**
     * A text that may be there.
     *
     * @param name member
     * @return its value
     */
    public Optional<String> find(String name) {
        return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /**
     * A number that may be there.
     *
     * @param name member
     * @return its value
     */
    public Optional<Integer> number(String name) {
        return members.get(name) instanceof BigDecimal number ? Optional.of(number.intValueExact()) : Optional.empty();
    }

    /**
     * The numbers of a list.
     *
     * @param name member
     * @return empty when there is no such member
     */
    public List<Integer> numbers(String name) {
        return members.get(name) instanceof List<?> items
                ? items.stream()
                        .map(item -> ((BigDecimal) item).intValueExact())
                        .toList()
                : List.of();
    }

    /**
     * The objects of a list.
     *
     * @param name member
     * @return empty when there is no such member
     */
    public List<VectorRecord> list(String name) {
        return members.get(name) instanceof List<?> items
                ? items.stream().map(VectorRecord::of).toList()
                : List.of();
    }

    /**
     * The frame this record is about: {@code hex} as a whole, else the byte {@code type} before {@code text}.
     *
     * @return empty for a record that is about something else
     */
    public Optional<byte[]> frame() {
        Optional<String> hex = find("hex");
        if (hex.isPresent()) {
            return Optional.of(HexFormat.of().parseHex(hex.get()));
        }
        return number("type").flatMap(type -> find("text").map(text -> frame(type, text)));
    }

    /**
     * A frame.
     *
     * @param type its first byte
     * @param text the rest
     * @return its bytes
     */
    public static byte[] frame(int type, String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(type);
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
