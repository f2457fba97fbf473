// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import io.handfast.decred.address.PeerAddress;
import io.handfast.decred.json.FlatObject;
import io.handfast.decred.json.NotFlat;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.message.Services;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The lines of a crawl's file. */
final class CrawlLines {
    static final int VERSION = 1;
    static final String FORMAT = "handfast-decred-crawl";

    private CrawlLines() {}

    static String name(Network network) {
        return network.name().toLowerCase(Locale.ROOT);
    }

    static String header(Network network) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("format", FORMAT);
        line.put("version", VERSION);
        line.put("network", name(network));
        return FlatObject.line(line) + "\n";
    }

    static String event(String event, Instant at) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", event);
        line.put("at", text(at));
        return FlatObject.line(line) + "\n";
    }

    static String found(PeerAddress address) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", "found");
        line.put("address", address.toString());
        return FlatObject.line(line) + "\n";
    }

    static String node(CrawledNode node) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", "node");
        line.put("address", node.address().toString());
        line.put("at", text(node.at()));
        node.node().ifPresent(said -> {
            line.put("protocolVersion", said.protocolVersion());
            line.put(
                    "services",
                    new BigInteger(Long.toUnsignedString(said.services().bits())));
            line.put("userAgent", said.userAgent());
            line.put("height", said.height());
        });
        node.failure().ifPresent(failure -> {
            line.put("code", failure.code());
            line.put("phase", failure.phase());
            line.put("expected", failure.expected());
            line.put("got", failure.got());
        });
        line.put("phases", node.phases());
        line.put("learnt", node.learnt());
        return FlatObject.line(line) + "\n";
    }

    private static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    static CrawledNode node(FlatObject line) throws NotFlat {
        Optional<CrawledNode.Said> said = Optional.empty();
        if (line.has("protocolVersion")) {
            said = Optional.of(new CrawledNode.Said(
                    (int) line.number("protocolVersion", Integer.MIN_VALUE, Integer.MAX_VALUE),
                    new Services(line.bits("services")),
                    line.text("userAgent"),
                    (int) line.number("height", Integer.MIN_VALUE, Integer.MAX_VALUE)));
        }
        Optional<CrawledNode.Failure> failure = Optional.empty();
        if (line.has("code")) {
            failure = Optional.of(new CrawledNode.Failure(
                    line.text("code"), line.text("phase"), line.text("expected"), line.text("got")));
        }
        return new CrawledNode(
                address(line),
                line.instant("at").orElseThrow(() -> line.wrong("at", "a time")),
                said,
                failure,
                line.text("phases"),
                (int) line.number("learnt", 0, Integer.MAX_VALUE));
    }

    static PeerAddress address(FlatObject line) throws NotFlat {
        try {
            return PeerAddress.parse(line.text("address"));
        } catch (IllegalArgumentException e) {
            throw line.wrong("address", String.valueOf(e.getMessage()));
        }
    }
}
