// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.scan;

import io.handfast.decred.wire.encoding.Hash;

/**
 * A block that probably spends or pays one of the scripts: of 784 931 scripts that a block does not have, one matches
 * nevertheless.
 *
 * @param height of the block
 * @param block its name
 */
public record FilterMatch(long height, Hash block) {
    /** Rejects what is no height. */
    public FilterMatch {
        if (height < 0) {
            throw new IllegalArgumentException("no height: " + height);
        }
    }
}
