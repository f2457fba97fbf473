// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

/**
 * Ordinary JSON to the EEBUS form: each object below the root gets brackets around itself and braces around each of its
 * members. One pass over the bytes of a text that was checked before; of the result only the depth is new.
 */
final class EebusUnfolding {
    /** What is open: the root, an object below it, a list. */
    private enum Open {
        ROOT("", "}", 1),
        OBJECT("},{", "}]", 2),
        LIST(",", "]", 1);

        final String between;
        final String end;
        final int levels;

        Open(String between, String end, int levels) {
            this.between = between;
            this.end = end;
            this.levels = levels;
        }
    }

    private final JsonScan in;
    private final JsonWriter out;
    private final Open[] open = new Open[ShipCodec.MAX_DEPTH];
    private int opened;
    private int depth;

    EebusUnfolding(RawJson standard) {
        in = new JsonScan(standard);
        out = new JsonWriter(standard.length() + standard.length() / 2);
    }

    RawJson unfold() throws MalformedMessage {
        in.requireObject();
        in.next();
        out.octet('{');
        open(Open.ROOT);
        if (in.here() == '}') {
            throw in.badRoot();
        }
        while (opened > 0) {
            step(in.here());
        }
        return out.toVouchedJson();
    }

    private void step(byte here) throws MalformedMessage {
        switch (here) {
            case '"' -> {
                string();
                return;
            }
            case '{' -> {
                object();
                return;
            }
            case '[' -> {
                open(Open.LIST);
                out.octet('[');
            }
            case '}', ']' -> {
                Open closed = open[--opened];
                depth -= closed.levels;
                out.ascii(closed.end);
            }
            case ',' -> {
                if (open[opened - 1] == Open.ROOT) {
                    throw in.badRoot();
                }
                out.ascii(open[opened - 1].between);
            }
            default -> out.octet(here);
        }
        in.next();
    }

    private void object() throws MalformedMessage {
        in.next();
        if (in.here() == '}') {
            requireDepth(depth + 1);
            out.ascii("[]");
            in.next();
        } else {
            open(Open.OBJECT);
            out.ascii("[{");
        }
    }

    private void open(Open kind) throws MalformedMessage {
        depth += kind.levels;
        requireDepth(depth);
        open[opened++] = kind;
    }

    private void requireDepth(int levels) throws MalformedMessage {
        if (levels > ShipCodec.MAX_DEPTH) {
            throw in.fault(MessageFault.TOO_DEEP, ShipCodec.MAX_DEPTH + " levels", "more");
        }
    }

    private void string() throws MalformedMessage {
        int end = in.endOfString();
        if (in.isStringWithoutEscapesOrBrackets(end)) {
            in.copyTo(end, out);
        } else {
            out.string(in.text(end));
        }
        in.moveTo(end);
    }
}
