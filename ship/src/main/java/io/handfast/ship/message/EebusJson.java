// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonToken;

/**
 * Between the EEBUS form of JSON (chapter 11) and the ordinary one, for an application's payloads. In the EEBUS form
 * every object below the root is an array of objects with one member each, in the schema's order:
 *
 * <pre>{@code
 * ordinary  {"datagram":{"header":{"msgCounter":1},"cmd":[{"a":{"x":1}},{"b":{}}]}}
 * EEBUS     {"datagram":[{"header":[{"msgCounter":1}]},{"cmd":[[{"a":[{"x":1}]}],[{"b":[]}]]}]}
 * }</pre>
 *
 * <p>The way to the ordinary form has to guess, since only a data model knows whether {@code [{"a":1}]} is an object
 * or a list of one object, and whether {@code []} is an empty object or an empty list: both are taken for objects.
 * An application with a model reads the EEBUS form itself. Numbers keep their text, members their order. No state;
 * any thread.
 */
public final class EebusJson {
    private EebusJson() {}

    /**
     * Folds arrays of one-member objects into objects.
     *
     * @param eebus an object with one member, as in {@link Data#payload}; parts that are ordinary JSON already stay
     * @return the ordinary form without white space
     * @throws MalformedMessage when the root is something else ({@link MessageFault#BAD_ROOT}), or an array would
     *     fold into an object with a member twice ({@link MessageFault#DUPLICATE_MEMBER})
     */
    public static RawJson toStandard(RawJson eebus) throws MalformedMessage {
        JsonWriter out = new JsonWriter(eebus.length());
        try (JsonReader in = eebus.reader()) {
            standard(root(in), "", out);
        }
        return written(out);
    }

    /**
     * Unfolds objects into arrays of one-member objects.
     *
     * @param standard an object with one member
     * @return the EEBUS form without white space, with the brackets inside texts escaped so that stacks that replace
     *     brackets in the text do not harm them
     * @throws MalformedMessage when the root is something else ({@link MessageFault#BAD_ROOT}), or the result would be
     *     nested too deeply ({@link MessageFault#TOO_DEEP})
     */
    public static RawJson fromStandard(RawJson standard) throws MalformedMessage {
        JsonWriter out = new JsonWriter(standard.length() + standard.length() / 4);
        try (JsonReader in = standard.reader()) {
            Map.Entry<String, Node> only =
                    root(in).members().entrySet().iterator().next();
            out.octet('{').string(only.getKey()).octet(':');
            eebus(only.getValue(), out);
            out.octet('}');
        }
        return written(out);
    }

    /** Read once more, since unfolding may have made it too deep. */
    private static RawJson written(JsonWriter out) throws MalformedMessage {
        return RawJson.parse(out.toBytes());
    }

    private sealed interface Node permits ObjectNode, ListNode, TextNode, LiteralNode {}

    private record ObjectNode(Map<String, Node> members) implements Node {
        boolean single() {
            return members.size() == 1;
        }
    }

    private record ListNode(List<Node> items) implements Node {
        boolean foldable() {
            return items.stream().allMatch(item -> item instanceof ObjectNode object && object.single());
        }
    }

    private record TextNode(String text) implements Node {}

    /** A number as it was written, a truth value or null. */
    private record LiteralNode(String text) implements Node {}

    private static ObjectNode root(JsonReader in) throws MalformedMessage {
        in.next();
        if (read(in) instanceof ObjectNode root && root.single()) {
            return root;
        }
        throw in.fault(MessageFault.BAD_ROOT, "frame", "an object with one member", "something else");
    }

    /** As deep as the tokenizer lets it. */
    private static Node read(JsonReader in) throws MalformedMessage {
        return switch (in.token()) {
            case START_OBJECT -> {
                Map<String, Node> members = new LinkedHashMap<>();
                while (in.next() != JsonToken.END_OBJECT) {
                    String name = in.name();
                    in.next();
                    members.put(name, read(in));
                }
                yield new ObjectNode(members);
            }
            case START_ARRAY -> {
                List<Node> items = new ArrayList<>();
                while (in.next() != JsonToken.END_ARRAY) {
                    items.add(read(in));
                }
                yield new ListNode(items);
            }
            case VALUE_STRING -> new TextNode(in.text());
            default -> new LiteralNode(in.text());
        };
    }

    private static void standard(Node node, String field, JsonWriter out) throws MalformedMessage {
        switch (node) {
            case ObjectNode object -> standardObject(object.members(), field, out);
            case ListNode list when list.foldable() -> standardObject(folded(list, field), field, out);
            case ListNode list -> {
                out.octet('[');
                for (int i = 0; i < list.items().size(); i++) {
                    comma(i, out);
                    standard(list.items().get(i), field, out);
                }
                out.octet(']');
            }
            case TextNode it -> out.plainString(it.text());
            case LiteralNode it -> out.ascii(it.text());
        }
    }

    private static void standardObject(Map<String, Node> members, String field, JsonWriter out)
            throws MalformedMessage {
        out.octet('{');
        int count = 0;
        for (Map.Entry<String, Node> member : members.entrySet()) {
            comma(count++, out);
            out.plainString(member.getKey()).octet(':');
            String inner = field.isEmpty() ? member.getKey() : field + "." + member.getKey();
            standard(member.getValue(), inner, out);
        }
        out.octet('}');
    }

    private static Map<String, Node> folded(ListNode list, String field) throws MalformedMessage {
        Map<String, Node> members = new LinkedHashMap<>();
        for (Node item : list.items()) {
            Map.Entry<String, Node> only =
                    ((ObjectNode) item).members().entrySet().iterator().next();
            if (members.put(only.getKey(), only.getValue()) != null) {
                throw new MalformedMessage(
                        MessageFault.DUPLICATE_MEMBER, field, 0, "each member once", Printable.quote(only.getKey()));
            }
        }
        return members;
    }

    private static void eebus(Node node, JsonWriter out) {
        switch (node) {
            case ObjectNode object -> {
                out.octet('[');
                int count = 0;
                for (Map.Entry<String, Node> member : object.members().entrySet()) {
                    comma(count++, out);
                    out.octet('{').string(member.getKey()).octet(':');
                    eebus(member.getValue(), out);
                    out.octet('}');
                }
                out.octet(']');
            }
            case ListNode list -> {
                out.octet('[');
                for (int i = 0; i < list.items().size(); i++) {
                    comma(i, out);
                    eebus(list.items().get(i), out);
                }
                out.octet(']');
            }
            case TextNode it -> out.string(it.text());
            case LiteralNode it -> out.ascii(it.text());
        }
    }

    private static void comma(int count, JsonWriter out) {
        if (count > 0) {
            out.octet(',');
        }
    }
}
