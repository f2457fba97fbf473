// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.headers;

import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.engine.failure.LocallyRefused;

/** A chain from genesis to a tip, as the rules look at it. */
interface ChainView {
    /** That of the tip; 0 is genesis. */
    long height();

    /** The name of the tip. */
    Hash tip();

    /** One of its headers, 0 to {@link #height}. */
    BlockHeader header(long height) throws LocallyRefused;
}
