// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireReader;

/**
 * What a node offers.
 *
 * @param bits a bit each
 */
public record Services(long bits) {
    /** Nothing. dcrd drops such a node if dcrd dialled it. */
    public static final Services NONE = new Services(0);
    /** Serves the whole chain. */
    public static final Services NODE_NETWORK = new Services(1);
    /** Nobody uses it. */
    public static final Services NODE_BLOOM = new Services(2);
    /** Serves version 1 filters; no longer set. */
    public static final Services NODE_CF = new Services(4);

    /**
     * Whether all of these are offered.
     *
     * @param wanted some services
     * @return whether none of them is missing
     */
    public boolean has(Services wanted) {
        return (bits & wanted.bits) == wanted.bits;
    }

    static Services read(WireReader in) throws MalformedMessage {
        return new Services(in.int64("services"));
    }
}
