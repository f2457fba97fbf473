// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.filter;

import io.handfast.decred.wire.chain.BlockHeader;

/**
 * What a block's filter is hashed with: the first 16 bytes of its header's merkle root.
 *
 * @param k0 the first eight, little endian
 * @param k1 the others
 */
public record FilterKey(long k0, long k1) {
    /**
     * The key of a block's filter.
     *
     * @param header of the block
     * @return its key
     */
    public static FilterKey of(BlockHeader header) {
        return new FilterKey(header.merkleRoot().word0(), header.merkleRoot().word1());
    }
}
