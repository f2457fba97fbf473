// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.log;

import io.handfast.hub.app.JsonTree;
import io.handfast.ship.message.EebusJson;
import io.handfast.ship.message.MalformedMessage;
import io.handfast.ship.message.RawJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A trace as EEBusTracer keeps its own, version 1.0 of {@code .eet}: one JSON object, the messages in ordinary JSON, and
 * what their SPINE headers say beside them, since the analyser does not look for that again when it reads such a file.
 */
final class EetFile {
    private static final String VERSION = "1.0";
    private static final String NAME = "Handfast hub";
    private static final String UNKNOWN = "unknown";
    private static final JsonTree.Node NOTHING = new JsonTree.Node(null, 0);

    private static final Map<String, String> TYPES = Map.of(
            "connectionHello", "connectionHello",
            "messageProtocolHandshake", "messageProtocolHandshake",
            "connectionPinState", "connectionPinState",
            "accessMethods", "accessMethods",
            "accessMethodsRequest", "accessMethods",
            "data", "data",
            "connectionClose", "connectionClose");

    /** What stands in a SPINE command besides its function. */
    private static final Set<String> OPTIONS =
            Set.of("function", "filter", "manufacturerSpecificExtension", "lastUpdateAt");

    private EetFile() {}

    /** The file's lines without their ends, a message each; frames that are no messages are left out. */
    static List<String> lines(List<Map<String, JsonTree.Node>> frames) {
        List<Map<String, Object>> messages = new ArrayList<>();
        for (Map<String, JsonTree.Node> frame : frames) {
            message(frame, messages.size() + 1).ifPresent(messages::add);
        }
        Map<String, Object> trace = new LinkedHashMap<>();
        trace.put("name", NAME);
        if (!messages.isEmpty()) {
            trace.put("startedAt", messages.getFirst().get("timestamp"));
            trace.put("stoppedAt", messages.getLast().get("timestamp"));
        }
        List<String> lines = new ArrayList<>();
        lines.add("{\"version\":\"" + VERSION + "\",\"trace\":" + JsonTree.line(trace) + ",\"messages\":[");
        for (Map<String, Object> message : messages) {
            lines.add(JsonTree.line(message) + (lines.size() < messages.size() ? "," : ""));
        }
        lines.add("]}");
        return lines;
    }

    private static Optional<Map<String, Object>> message(Map<String, JsonTree.Node> frame, int number) {
        String text = TraceFile.text(frame, "text");
        String hex = TraceFile.text(frame, "hex");
        if (text.isEmpty() && hex.isEmpty()) {
            return Optional.empty();
        }
        boolean sent = TraceFile.isSent(frame);
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("sequenceNum", number);
        object.put("timestamp", TraceFile.text(frame, "at"));
        object.put("direction", sent ? "outgoing" : "incoming");
        if (text.isEmpty()) {
            object.put("rawHex", hex);
            object.put("shipMsgType", "init");
        } else {
            object.put("rawHex", raw(Integer.parseInt(TraceFile.number(frame, "type")), text));
            content(text, object);
        }
        object.putIfAbsent(sent ? "deviceDest" : "deviceSource", TraceFile.text(frame, "ski"));
        return Optional.of(object);
    }

    /** As the trace has it: without what may not stand there. */
    private static String raw(int type, String text) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits((byte) type) + hex.formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void content(String text, Map<String, Object> object) {
        try {
            JsonTree.Node message =
                    JsonTree.read(EebusJson.toStandard(RawJson.parse(text)).text());
            String name = String.join("", message.members().keySet());
            object.put("normalizedJson", message);
            object.put("shipMsgType", TYPES.getOrDefault(name, UNKNOWN));
            object.put("shipPayload", message);
            spine(member(member(message, "data"), "payload"), object);
        } catch (MalformedMessage | JsonTree.NotJson e) {
            object.put("shipMsgType", UNKNOWN);
            object.put("parseError", String.valueOf(e.getMessage()));
        }
    }

    /** A payload that was left out of the trace is no datagram. */
    private static void spine(JsonTree.Node payload, Map<String, Object> object) {
        if (!payload.members().containsKey("datagram")) {
            return;
        }
        JsonTree.Node datagram = member(payload, "datagram");
        JsonTree.Node header = member(datagram, "header");
        JsonTree.Node source = member(header, "addressSource");
        JsonTree.Node destination = member(header, "addressDestination");
        object.put("spinePayload", payload);
        put(object, "cmdClassifier", said(member(header, "cmdClassifier")));
        put(object, "functionSet", function(member(member(datagram, "payload"), "cmd")));
        put(object, "msgCounter", said(member(header, "msgCounter")));
        put(object, "msgCounterRef", said(member(header, "msgCounterReference")));
        put(object, "deviceSource", said(member(source, "device")));
        put(object, "deviceDest", said(member(destination, "device")));
        put(object, "entitySource", said(member(source, "entity")));
        put(object, "entityDest", said(member(destination, "entity")));
        put(object, "featureSource", said(member(source, "feature")));
        put(object, "featureDest", said(member(destination, "feature")));
    }

    /** {@code MeasurementListData} for a first command with {@code measurementListData}. */
    private static String function(JsonTree.Node commands) {
        JsonTree.Node first =
                commands.items().isEmpty() ? commands : commands.items().getFirst();
        return first.members().keySet().stream()
                .filter(name -> !name.isEmpty() && !OPTIONS.contains(name))
                .map(name -> Character.toUpperCase(name.charAt(0)) + name.substring(1))
                .findFirst()
                .orElse(UNKNOWN);
    }

    private static JsonTree.Node member(JsonTree.Node object, String name) {
        return object.members().getOrDefault(name, NOTHING);
    }

    private static void put(Map<String, Object> object, String name, String said) {
        if (!said.isEmpty()) {
            object.put(name, said);
        }
    }

    /** A text, a number, or several with dots between them; empty for anything else. */
    private static String said(JsonTree.Node node) {
        return switch (node.value()) {
            case String text -> text;
            case BigDecimal number -> number.toPlainString();
            case List<?> _ -> node.items().stream().map(EetFile::said).collect(Collectors.joining("."));
            case null, default -> "";
        };
    }
}
