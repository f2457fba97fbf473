// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.headers;

import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import java.math.BigInteger;

/** A header whose proof of work was verified; only {@link HeaderRules#prove} makes one. Its place is not judged. */
public final class ProvenHeader {
    private final BlockHeader header;
    private final Bytes encoded;
    private final Hash hash;
    private final BigInteger work;

    ProvenHeader(BlockHeader header, Bytes encoded, Hash hash, BigInteger work) {
        this.header = header;
        this.encoded = encoded;
        this.hash = hash;
        this.work = work;
    }

    /**
     * The header.
     *
     * @return as it came
     */
    public BlockHeader header() {
        return header;
    }

    /**
     * Its name.
     *
     * @return the block's hash
     */
    public Hash hash() {
        return hash;
    }

    /** Its 180 bytes. */
    Bytes encoded() {
        return encoded;
    }

    /**
     * What it adds to its chain.
     *
     * @return hashes it takes on average
     */
    public BigInteger work() {
        return work;
    }
}
