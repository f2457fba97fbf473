// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.decred.json.FlatObject;
import io.handfast.decred.json.NotFlat;
import io.handfast.decred.wire.message.Services;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What a seeder's HTTP interface sends: a JSON object per line, such as
 * {@code {"host":"1.2.3.4:9108","services":1,"pver":11}}; no list around them.
 */
public final class SeederAnswer {
    private SeederAnswer() {}

    /**
     * A node as a seeder tells of it.
     *
     * @param address an IP address, never an onion service
     * @param services what the seeder saw it offer
     * @param protocolVersion the highest it speaks; 0 where the seeder does not say
     */
    public record Told(PeerAddress address, Services services, int protocolVersion) {
        /**
         * As a seeder writes it.
         *
         * @return a line without its line feed
         */
        public String line() {
            LinkedHashMap<String, Object> line = new LinkedHashMap<>();
            line.put("host", address.toString());
            line.put("services", new BigInteger(Long.toUnsignedString(services.bits())));
            line.put("pver", protocolVersion);
            return FlatObject.line(line);
        }
    }

    /**
     * Reads an answer as far as the limits allow; what comes after them is not looked at.
     *
     * @param body UTF-8
     * @param mostBytes of the body; a line they cut is left out
     * @param mostNodes how many lines to read
     * @return in the answer's order
     * @throws NotFlat when a line is something else
     */
    static List<Told> read(byte[] body, int mostBytes, int mostNodes) throws NotFlat {
        int length = Math.min(body.length, mostBytes);
        String text = new String(body, 0, length, StandardCharsets.UTF_8);
        if (body.length > mostBytes) {
            text = text.substring(0, text.lastIndexOf('\n') + 1);
        }
        List<Told> nodes = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (!line.isBlank() && nodes.size() < mostNodes) {
                nodes.add(node(line, number));
            }
        }
        return nodes;
    }

    private static Told node(String line, int number) throws NotFlat {
        try {
            FlatObject object = FlatObject.read(line);
            int version = object.has("pver") ? (int) object.number("pver", 0, Integer.MAX_VALUE) : 0;
            return new Told(address(object), new Services(object.bits("services")), version);
        } catch (NotFlat e) {
            throw e.inLine(number);
        }
    }

    private static PeerAddress address(FlatObject object) throws NotFlat {
        try {
            PeerAddress address = PeerAddress.parse(object.text("host"));
            if (!address.isOnion()) {
                return address;
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw object.wrong("host", "an IP address and a port");
    }
}
