// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.decred.json.FlatObject;
import io.handfast.decred.json.NotFlat;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.message.Services;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A book as text: a line that says what it is, a line per address, a line with their number, so that a file which lost
 * its end does not pass for a smaller one.
 */
final class BookText {
    static final int VERSION = 1;
    private static final String FORMAT = "handfast-decred-addresses";

    private BookText() {}

    /** What the first line says. */
    record Header(long version, String network) {
        static Header read(String line) throws NotFlat {
            FlatObject object = FlatObject.read(line);
            if (!object.text("format").equals(FORMAT)) {
                throw object.wrong("format", FORMAT);
            }
            return new Header(object.number("version", 1, Integer.MAX_VALUE), object.text("network"));
        }
    }

    static String name(Network network) {
        return network.name().toLowerCase(Locale.ROOT);
    }

    static String write(Network network, List<AddressEntry> entries) {
        StringBuilder text = new StringBuilder();
        LinkedHashMap<String, Object> header = new LinkedHashMap<>();
        header.put("format", FORMAT);
        header.put("version", VERSION);
        header.put("network", name(network));
        text.append(FlatObject.line(header)).append('\n');
        entries.forEach(entry -> text.append(line(entry)).append('\n'));
        LinkedHashMap<String, Object> end = new LinkedHashMap<>();
        end.put("addresses", entries.size());
        return text.append(FlatObject.line(end)).append('\n').toString();
    }

    private static String line(AddressEntry entry) {
        LinkedHashMap<String, Object> line = new LinkedHashMap<>();
        line.put("address", entry.address().toString());
        line.put("source", entry.source());
        line.put("services", unsigned(entry.node().services().bits()));
        if (entry.node().protocolVersion() > 0) {
            line.put("protocolVersion", entry.node().protocolVersion());
            line.put("userAgent", entry.node().userAgent());
        }
        line.put("lastSeen", text(entry.lastSeen()));
        entry.lastTried().ifPresent(at -> line.put("lastTried", text(at)));
        entry.lastSuccess().ifPresent(at -> line.put("lastSuccess", text(at)));
        if (entry.failures() > 0) {
            line.put("failures", entry.failures());
        }
        entry.lastFailure().ifPresent(failure -> {
            line.put("code", failure.code());
            line.put("failedAt", text(failure.at()));
        });
        entry.notBefore().ifPresent(at -> line.put("notBefore", text(at)));
        entry.ban().ifPresent(ban -> {
            line.put("bannedUntil", text(ban.until()));
            line.put("banned", ban.why());
        });
        return FlatObject.line(line);
    }

    private static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** As JSON has it: 64 bits without a sign. */
    static BigInteger unsigned(long bits) {
        return new BigInteger(Long.toUnsignedString(bits));
    }

    /** All lines after the first. */
    static List<AddressEntry> read(List<String> lines) throws NotFlat {
        List<AddressEntry> entries = new ArrayList<>();
        if (lines.size() < 2) {
            throw new NotFlat("the end is missing");
        }
        for (int i = 1; i < lines.size() - 1; i++) {
            entries.add(entry(lines.get(i), i + 1));
        }
        FlatObject end = FlatObject.read(lines.getLast());
        if (end.number("addresses", 0, Integer.MAX_VALUE) != entries.size()) {
            throw end.wrong("addresses", Integer.toString(entries.size()));
        }
        return entries;
    }

    private static AddressEntry entry(String line, int number) throws NotFlat {
        try {
            return entry(FlatObject.read(line));
        } catch (NotFlat e) {
            throw e.inLine(number);
        }
    }

    private static AddressEntry entry(FlatObject line) throws NotFlat {
        boolean asked = line.has("protocolVersion");
        AddressEntry.Node node = new AddressEntry.Node(
                new Services(line.bits("services")),
                asked ? (int) line.number("protocolVersion", 1, Integer.MAX_VALUE) : 0,
                asked ? line.text("userAgent") : "");
        Optional<Instant> failedAt = line.instant("failedAt");
        Optional<Instant> bannedUntil = line.instant("bannedUntil");
        return new AddressEntry(
                address(line),
                line.text("source"),
                node,
                line.instant("lastSeen").orElseThrow(() -> line.wrong("lastSeen", "a time")),
                line.instant("lastTried"),
                line.instant("lastSuccess"),
                line.has("failures") ? (int) line.number("failures", 0, Integer.MAX_VALUE) : 0,
                failedAt.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new AddressEntry.LastFailure(line.text("code"), failedAt.get())),
                line.instant("notBefore"),
                bannedUntil.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new AddressEntry.Ban(bannedUntil.get(), line.text("banned"))));
    }

    private static PeerAddress address(FlatObject line) throws NotFlat {
        try {
            return PeerAddress.parse(line.text("address"));
        } catch (IllegalArgumentException e) {
            throw line.wrong("address", String.valueOf(e.getMessage()));
        }
    }
}
