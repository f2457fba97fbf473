// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.log;

import io.handfast.hub.app.JsonTree;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@link Recorder} wrote, in the forms that others read.
 *
 * @param frames in order; lines that are no frames are left out
 */
public record TraceFile(List<Map<String, JsonTree.Node>> frames) {
    /** The forms there are. */
    public static final List<String> FORMS = List.of("transcript", "eebus-hub", "eebus-go", "eet");

    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Set<String> OF_A_TRANSCRIPT = Set.of("dir", "t", "type", "text", "hex", "what");

    /** Copies the list. */
    public TraceFile {
        frames = List.copyOf(frames);
    }

    /**
     * Reads a file.
     *
     * @param file of a recorder
     * @return its frames
     * @throws IOException when it cannot be read
     */
    public static TraceFile read(Path file) throws IOException {
        List<Map<String, JsonTree.Node>> frames = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            try {
                Map<String, JsonTree.Node> frame = JsonTree.read(line).members();
                if (frame.containsKey("dir")) {
                    frames.add(frame);
                }
            } catch (JsonTree.NotJson _) {
                // cut off by a crash, or a remark that something is missing
            }
        }
        return new TraceFile(frames);
    }

    /**
     * The same in another form.
     *
     * @param form {@code transcript}: a line for each connection, which the test kit replays; {@code eebus-hub}: lines
     *     {@code 2026-11-21 12:00:00    [Send] SKI{…}} with all messages; {@code eebus-go}: lines {@code 1
     *     [12:00:00.123] SEND to ship_SKI_0x1 MSG: {…}} with the payloads of data alone; {@code eet}: one JSON object
     *     with all messages, as EEBusTracer stores its own traces. EEBusTracer reads the last three
     * @return lines without their ends, times in UTC
     * @throws IllegalArgumentException when there is no such form
     */
    public List<String> as(String form) {
        return switch (form) {
            case "transcript" -> transcripts();
            case "eebus-hub" ->
                frames.stream().flatMap(frame -> hubLine(frame).stream()).toList();
            case "eebus-go" -> goLines();
            case "eet" -> EetFile.lines(frames);
            default -> throw new IllegalArgumentException("unknown form " + form + "; there are " + FORMS);
        };
    }

    private List<String> transcripts() {
        Map<String, List<Object>> connections = new LinkedHashMap<>();
        for (Map<String, JsonTree.Node> frame : frames) {
            Map<String, Object> event = new LinkedHashMap<>(frame);
            event.keySet().retainAll(OF_A_TRANSCRIPT);
            String id = text(frame, "ski") + " " + text(frame, "role") + " " + number(frame, "conn");
            connections.computeIfAbsent(id, _ -> new ArrayList<>()).add(event);
        }
        List<String> lines = new ArrayList<>();
        connections.forEach((id, events) -> {
            Map<String, Object> transcript = new LinkedHashMap<>();
            transcript.put("id", id);
            transcript.put("events", events);
            lines.add(JsonTree.line(transcript));
        });
        return lines;
    }

    private static Optional<String> hubLine(Map<String, JsonTree.Node> frame) {
        return message(frame)
                .map(text -> DAY_AND_TIME.format(at(frame)) + "    [" + (isSent(frame) ? "Send" : "Recv") + "] "
                        + text(frame, "ski") + text);
    }

    private List<String> goLines() {
        List<String> lines = new ArrayList<>();
        for (Map<String, JsonTree.Node> frame : frames) {
            message(frame).flatMap(TraceFile::payload).ifPresent(payload -> {
                String peer = "ship_" + text(frame, "ski") + "_0x" + number(frame, "conn");
                lines.add((lines.size() + 1) + " [" + MILLIS.format(at(frame)) + "] "
                        + (isSent(frame) ? "SEND to " : "RECV from ") + peer + " MSG: " + payload);
            });
        }
        return lines;
    }

    /** In EEBUS form, {@code {"data":[{"header":…},{"payload":…}]}}, or with a plain object. */
    private static Optional<String> payload(String text) {
        try {
            JsonTree.Node data = JsonTree.read(text).members().getOrDefault("data", new JsonTree.Node(null, 0));
            List<JsonTree.Node> members = new ArrayList<>(data.items());
            members.add(data);
            return members.stream()
                    .flatMap(member -> Optional.ofNullable(member.members().get("payload")).stream())
                    .findFirst()
                    .map(JsonTree::line);
        } catch (JsonTree.NotJson e) {
            throw new IllegalStateException("the recorder wrote JSON only", e);
        }
    }

    private static Optional<String> message(Map<String, JsonTree.Node> frame) {
        return Optional.of(text(frame, "text")).filter(text -> !text.isEmpty());
    }

    static boolean isSent(Map<String, JsonTree.Node> frame) {
        return text(frame, "dir").equals("send");
    }

    private static Instant at(Map<String, JsonTree.Node> frame) {
        return Instant.parse(text(frame, "at"));
    }

    static String text(Map<String, JsonTree.Node> frame, String name) {
        JsonTree.Node node = frame.get(name);
        return node != null && node.value() instanceof String text ? text : "";
    }

    static String number(Map<String, JsonTree.Node> frame, String name) {
        JsonTree.Node node = frame.get(name);
        return node != null && node.value() instanceof BigDecimal number ? number.toPlainString() : "0";
    }
}
