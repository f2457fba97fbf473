// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.chain;

import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.Uint32;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/**
 * An output of an earlier transaction: 37 bytes.
 *
 * @param hash of that transaction
 * @param index of the output; 2^32-1 where there is none, as in a coinbase
 * @param tree 0 regular, 1 stake, -1 unknown
 */
public record OutPoint(Hash hash, long index, int tree) {
    /** Its length. */
    public static final int SIZE_BYTES = 37;

    /** Rejects what does not fit into the bytes there are. */
    public OutPoint {
        Uint32.require("output index", index);
        WireFault.INVALID_MSG.unless(tree == (byte) tree, "output tree", "-128 to 127", tree);
    }

    /**
     * Reads one.
     *
     * @param in stands at its first byte
     * @return the outpoint
     * @throws MalformedMessage when it is not there
     */
    public static OutPoint read(WireReader in) throws MalformedMessage {
        return new OutPoint(in.hash("output hash"), in.uint32("output index"), (byte) in.uint8("output tree"));
    }

    /**
     * Writes it.
     *
     * @param out takes 37 bytes
     */
    public void write(WireWriter out) {
        out.hash(hash).uint32(index).uint8(tree);
    }
}
