// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.chain;

import io.handfast.decred.wire.encoding.Blake256;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.ArrayList;
import java.util.List;

/** Hashes of hashes, pairwise, up to one. */
public final class MerkleTree {
    private MerkleTree() {}

    /**
     * The root over some leaves. A node without a right neighbour is paired with itself.
     *
     * @param leaves in order
     * @return zeros for none
     */
    public static Hash root(List<Hash> leaves) {
        if (leaves.isEmpty()) {
            return Hash.ZERO;
        }
        List<Hash> level = leaves;
        while (level.size() > 1) {
            level = above(level);
        }
        return level.getFirst();
    }

    private static List<Hash> above(List<Hash> level) {
        List<Bytes> pairs = new ArrayList<>((level.size() + 1) / 2);
        for (int i = 0; i < level.size(); i += 2) {
            pairs.add(pair(level.get(i), level.get(Math.min(i + 1, level.size() - 1))));
        }
        return Blake256.hashAll(pairs);
    }

    /**
     * Whether a leaf is under a root.
     *
     * @param root the root
     * @param leaf the leaf
     * @param index of the leaf
     * @param siblings from the leaf's neighbour upwards
     * @return whether they lead to the root
     */
    public static boolean proves(Hash root, Hash leaf, long index, List<Hash> siblings) {
        if (index >>> siblings.size() != 0) {
            return false;
        }
        Hash node = leaf;
        for (int i = 0; i < siblings.size(); i++) {
            boolean right = ((index >>> i) & 1) == 1;
            node = right ? parent(siblings.get(i), node) : parent(node, siblings.get(i));
        }
        return node.equals(root);
    }

    private static Hash parent(Hash left, Hash right) {
        return Blake256.hash(pair(left, right));
    }

    static Bytes pair(Hash left, Hash right) {
        return new WireWriter(2 * Hash.SIZE_BYTES).hash(left).hash(right).written();
    }
}
