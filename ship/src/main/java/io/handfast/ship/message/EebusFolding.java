// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The EEBUS form to ordinary JSON, in two passes over the bytes of a text that was checked before: which arrays have
 * nothing but one-member objects, then the same text with these folded. Of the result only the names need a check.
 */
final class EebusFolding {
    private sealed interface Open permits Plain, Folded {
        String end();
    }

    /** What ends as it began, or, as an item of a folded array, without a trace. */
    private record Plain(String end) implements Open {}

    private static final Open OBJECT = new Plain("}");
    private static final Open LIST = new Plain("]");
    private static final Open ITEM = new Plain("");

    /** An array that becomes an object, and the names of its members so far. */
    private record Folded(Set<String> names) implements Open {
        @Override
        public String end() {
            return "}";
        }

        /** An item begins, with its only member's name. */
        void item(JsonScan in) throws MalformedMessage {
            String name = in.text(in.endOfString());
            if (!names.add(name)) {
                throw in.fault(MessageFault.DUPLICATE_MEMBER, "each member once", Printable.quote(name));
            }
        }
    }

    private static final int OBJECT_HERE = -1;

    private final RawJson eebus;
    /** By their order in the text. */
    private final BitSet foldable = new BitSet();

    EebusFolding(RawJson eebus) {
        this.eebus = eebus;
    }

    RawJson fold() throws MalformedMessage {
        findFoldable();
        return write();
    }

    // ---- first pass

    private void findFoldable() throws MalformedMessage {
        JsonScan in = new JsonScan(eebus);
        in.requireObject();
        int[] array = new int[ShipCodec.MAX_DEPTH]; // its number; OBJECT_HERE for an object
        int[] members = new int[ShipCodec.MAX_DEPTH]; // of an object
        int depth = 0;
        int arrays = 0;
        do {
            switch (in.here()) {
                case '{' -> {
                    array[depth] = OBJECT_HERE;
                    members[depth++] = 0;
                }
                case '[' -> {
                    holdsMoreThanObjects(array, depth);
                    foldable.set(arrays);
                    array[depth++] = arrays++;
                }
                case '}' -> {
                    depth--;
                    if (members[depth] != 1) {
                        if (depth == 0) {
                            throw in.badRoot();
                        }
                        holdsMoreThanObjects(array, depth);
                    }
                }
                case ']' -> depth--;
                case ':' -> members[depth - 1]++;
                case ',' -> {
                    // members are counted by their colons
                }
                default -> holdsMoreThanObjects(array, depth);
            }
            in.nextOrBehindString();
        } while (depth > 0);
    }

    /** Something stands in the innermost array, if it is one, that is no object with one member. */
    private void holdsMoreThanObjects(int[] array, int depth) {
        if (array[depth - 1] != OBJECT_HERE) {
            foldable.clear(array[depth - 1]);
        }
    }

    // ---- second pass

    private RawJson write() throws MalformedMessage {
        JsonScan in = new JsonScan(eebus);
        JsonWriter out = new JsonWriter(eebus.length());
        Deque<Open> open = new ArrayDeque<>();
        int arrays = 0;
        do {
            byte here = in.here();
            switch (here) {
                case '"' -> string(in, out);
                case '{' -> {
                    in.next();
                    if (open.peek() instanceof Folded around) {
                        around.item(in);
                        open.push(ITEM);
                    } else {
                        open.push(OBJECT);
                        out.octet('{');
                    }
                }
                case '[' -> {
                    in.next();
                    boolean folds = foldable.get(arrays++);
                    open.push(folds ? new Folded(new HashSet<>()) : LIST);
                    out.octet(folds ? '{' : '[');
                }
                case '}', ']' -> {
                    in.next();
                    out.ascii(open.pop().end());
                }
                default -> {
                    out.octet(here);
                    in.next();
                }
            }
        } while (!open.isEmpty());
        return out.toVouchedJson();
    }

    private static void string(JsonScan in, JsonWriter out) throws MalformedMessage {
        int end = in.endOfString();
        if (in.isStringWithoutEscapes(end)) {
            in.copyTo(end, out);
        } else {
            out.plainString(in.text(end));
        }
        in.moveTo(end);
    }
}
