// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.Uint32;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.List;

/**
 * Names a thing that can be sent: an inventory vector.
 *
 * @param type what it is; numbers without a constant here are let through, as dcrd does
 * @param hash which one: a transaction's hash, a block's, a mixing message's
 */
public record InvVect(long type, Hash hash) {
    /** Nothing: never sent. */
    public static final long ERROR = 0;
    /** A transaction. */
    public static final long TX = 1;
    /** A block. */
    public static final long BLOCK = 2;
    /** A filtered block: never sent. */
    public static final long FILTERED_BLOCK = 3;
    /** A mixing message, since version 10. */
    public static final long MIX = 4;
    /** How many go into a message. */
    public static final int MAX_PER_MESSAGE = 50_000;

    private static final int SIZE_BYTES = 36;

    /** Rejects a type of more than four bytes. */
    public InvVect {
        Uint32.require("inventory type", type);
    }

    static void requireLimit(int count) {
        WireFault.TOO_MANY_VECTORS.unless(count <= MAX_PER_MESSAGE, "inventory", "at most 50000", count);
    }

    static List<InvVect> readAll(WireReader in) throws MalformedMessage {
        return in.list(
                "inventory",
                MAX_PER_MESSAGE,
                WireFault.TOO_MANY_VECTORS,
                SIZE_BYTES,
                item -> new InvVect(item.uint32("inventory type"), item.hash("inventory hash")));
    }

    static void writeAll(List<InvVect> inventory, WireWriter out) {
        out.list(inventory, SIZE_BYTES, (vector, to) -> to.uint32(vector.type).hash(vector.hash));
    }
}
