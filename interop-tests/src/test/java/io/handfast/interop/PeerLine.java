// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One line of the control channel: a flat JSON object.
 *
 * @param fields in their order
 */
public record PeerLine(Map<String, Object> fields) {

    /** Of a line as it came. */
    public static PeerLine read(String line) {
        Map<String, Object> fields = new LinkedHashMap<>();
        try (JsonParser parser = JsonFactory.builder().build().createParser(ObjectReadContext.empty(), line)) {
            require(parser.nextToken() == JsonToken.START_OBJECT, line);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                Object value = switch (parser.nextToken()) {
                    case VALUE_STRING -> parser.getString();
                    case VALUE_NUMBER_INT -> parser.getLongValue();
                    case VALUE_TRUE -> true;
                    case VALUE_FALSE -> false;
                    default -> throw new IllegalArgumentException("not a flat object: " + line);
                };
                require(fields.put(name, value) == null, line);
            }
            require(parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null, line);
        }
        return new PeerLine(fields);
    }

    private static void require(boolean holds, String line) {
        if (!holds) {
            throw new IllegalArgumentException("not one flat JSON object: " + line);
        }
    }

    /** As a line, without its end. */
    public String write() {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator =
                JsonFactory.builder().build().createGenerator(ObjectWriteContext.empty(), text)) {
            generator.writeStartObject();
            fields.forEach((name, value) -> {
                generator.writeName(name);
                switch (value) {
                    case Boolean flag -> generator.writeBoolean(flag);
                    case Integer number -> generator.writeNumber(number);
                    case Long number -> generator.writeNumber(number);
                    default -> generator.writeString(value.toString());
                }
            });
            generator.writeEndObject();
        }
        return text.toString();
    }

    /** What it means when it comes from a SHIP node. */
    PeerEvent event() {
        return switch (text("event")) {
            case "ready" ->
                new PeerEvent.Ready(text("ski"), text("fingerprint"), number("port"), text("shipId"), text("version"));
            case "state" -> new PeerEvent.State(text("ski"), number("n"));
            case "connected" -> new PeerEvent.Connected(text("ski"));
            case "disconnected" -> new PeerEvent.Disconnected(text("ski"));
            case "setup" -> new PeerEvent.Setup(text("ski"));
            case "callback" -> new PeerEvent.Callback(text("ski"), text("name"));
            case "shipId" -> new PeerEvent.ShipId(text("ski"), text("shipId"));
            case "pairing" -> new PeerEvent.Pairing(text("ski"), number("state"), text("name"), text("message"));
            case "waiting" -> new PeerEvent.Waiting(text("name"), flag("allowed"));
            case "data" -> new PeerEvent.Data(text("ski"), number("length"), text("sha256"), optional("text"));
            case "frame" ->
                new PeerEvent.Message(text("ski"), text("direction").equals("out"), number("length"), optional("text"));
            case "done" -> new PeerEvent.Done(number("id"), text("cmd"), optionalNumber("length"), optional("sha256"));
            case "error" -> new PeerEvent.Failed(number("id"), text("cmd"), text("message"));
            case "visible" ->
                new PeerEvent.Visible(
                        text("name"),
                        text("ski"),
                        text("shipId"),
                        String.join("|", text("brand"), text("model"), text("type"), text("serial"), text("cat")));
            case "sight" -> new PeerEvent.Sight(number("count"));
            case "log" -> new PeerEvent.Log(text("level"), text("text"));
            case "closed" -> new PeerEvent.Closed();
            default -> throw new IllegalArgumentException("unknown event in " + fields);
        };
    }

    /** A text that has to be there. */
    public String text(String name) {
        return (String) value(name);
    }

    /** A number that has to be there. */
    public int number(String name) {
        return Math.toIntExact((Long) value(name));
    }

    /** A truth value that has to be there. */
    public boolean flag(String name) {
        return (Boolean) value(name);
    }

    private Optional<String> optional(String name) {
        return Optional.ofNullable((String) fields.get(name));
    }

    private OptionalInt optionalNumber(String name) {
        return fields.containsKey(name) ? OptionalInt.of(number(name)) : OptionalInt.empty();
    }

    private Object value(String name) {
        Object value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name + " in " + fields);
        }
        return value;
    }
}
