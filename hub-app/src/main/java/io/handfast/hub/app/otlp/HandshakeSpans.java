// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.otlp;

import io.handfast.engine.Entropy;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Role;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.hub.app.EventJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A handshake as OTLP wants it in JSON: a span for all of it, and below it one for each phase. */
final class HandshakeSpans {
    private static final String NAME = "ship handshake";
    private static final String SCOPE = "io.handfast.ship";
    private static final Pattern SKI = Pattern.compile("[0-9a-f]{40}");

    /** What OTLP calls them; in its JSON they are numbers. */
    private static final int INTERNAL = 1;

    private static final int SERVER = 2;
    private static final int CLIENT = 3;
    private static final int OK = 1;
    private static final int ERROR = 2;

    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    private final Entropy entropy;
    private final HandshakeReport report;
    private final Instant begin;
    private final String trace;

    private HandshakeSpans(Entropy entropy, HandshakeReport report, Instant end) {
        this.entropy = entropy;
        this.report = report;
        this.begin = end.minus(report.total());
        this.trace = id(TRACE_BYTES);
    }

    /**
     * The body of a request.
     *
     * @param resource who tells it
     * @param report what is told
     * @param end when the handshake ended
     * @param entropy for the spans' names
     * @return for JSON
     */
    static Map<String, Object> request(
            Map<String, String> resource, HandshakeReport report, Instant end, Entropy entropy) {
        List<Object> spans = new HandshakeSpans(entropy, report, end).spans();
        Map<String, Object> scoped = new LinkedHashMap<>();
        scoped.put("scope", Map.of("name", SCOPE));
        scoped.put("spans", spans);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("resource", Map.of("attributes", attributes(resource)));
        all.put("scopeSpans", List.of(scoped));
        return Map.of("resourceSpans", List.of(all));
    }

    private List<Object> spans() {
        Map<String, Object> root = span(NAME, report.role() == Role.CLIENT ? CLIENT : SERVER);
        times(root, Duration.ZERO, report.total());
        root.put("attributes", attributes(about()));
        root.put("status", status(report.failure()));
        List<Object> spans = new ArrayList<>(List.of(root));
        List<HandshakeReport.Step> steps = report.steps();
        for (int i = 0; i < steps.size(); i++) {
            HandshakeReport.Step step = steps.get(i);
            Map<String, Object> child = span(step.phase().phaseName(), INTERNAL);
            child.put("parentSpanId", root.get("spanId"));
            times(child, step.at(), step.at().plus(step.took()));
            if (i == steps.size() - 1 && report.failure().isPresent()) {
                child.put("status", status(report.failure()));
            }
            spans.add(child);
        }
        return spans;
    }

    private Map<String, Object> span(String name, int kind) {
        Map<String, Object> span = new LinkedHashMap<>();
        span.put("traceId", trace);
        span.put("spanId", id(SPAN_BYTES));
        span.put("name", name);
        span.put("kind", kind);
        return span;
    }

    private void times(Map<String, Object> span, Duration from, Duration to) {
        span.put("startTimeUnixNano", nanos(begin.plus(from)));
        span.put("endTimeUnixNano", nanos(begin.plus(to)));
    }

    /** A number of 64 bits is a text in this JSON. */
    private static String nanos(Instant at) {
        return Long.toString(Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano()));
    }

    private Map<String, String> about() {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("handfast.role", EventJson.word(report.role()));
        about.put(SKI.matcher(report.peer()).matches() ? "handfast.peer.ski" : "handfast.peer.address", report.peer());
        about.put(
                "handfast.outcome",
                report.failure()
                        .map(failure -> failure instanceof Cancelled ? "cancelled" : "failed")
                        .orElse("complete"));
        report.failure().ifPresent(failure -> {
            about.put("handfast.code", failure.code().code());
            about.put("handfast.blame", EventJson.word(failure.blame()));
        });
        return about;
    }

    private static Map<String, Object> status(Optional<HandshakeException> failure) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("code", failure.isPresent() ? ERROR : OK);
        failure.ifPresent(why -> status.put("message", why.code().code()));
        return status;
    }

    private static List<Object> attributes(Map<String, String> values) {
        List<Object> attributes = new ArrayList<>();
        values.forEach((key, value) -> {
            Map<String, Object> attribute = new LinkedHashMap<>();
            attribute.put("key", key);
            attribute.put("value", Map.of("stringValue", value));
            attributes.add(attribute);
        });
        return attributes;
    }

    private String id(int bytes) {
        byte[] id = new byte[bytes];
        entropy.fill(id);
        return HexFormat.of().formatHex(id);
    }
}
