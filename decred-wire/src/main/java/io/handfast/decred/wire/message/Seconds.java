// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.encoding.IllegalMessage;
import io.handfast.decred.wire.encoding.WireFault;

/** Times on the wire: seconds since 1970. */
final class Seconds {
    /** dcrd's time adds the seconds from year 1 to 1970, and must not overflow: 2^63-1-62135596800. */
    static final long MAX = Long.MAX_VALUE - 62_135_596_800L;

    private Seconds() {}

    static void require(long seconds) {
        if (seconds < 0 || seconds > MAX) {
            throw new IllegalMessage(
                    WireFault.INVALID_TIMESTAMP, "timestamp", "at most " + MAX, Long.toUnsignedString(seconds));
        }
    }
}
