// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.WireFault;

/** What committed filters are held to. */
final class FilterLimits {
    static final int MAX_DATA_BYTES = 262_144;
    static final int MAX_PROOF_HASHES = 32;
    static final int MAX_FILTERS = 100;

    private FilterLimits() {}

    static void requireSize(Bytes data) {
        WireFault.FILTER_TOO_LARGE.unless(
                data.length() <= MAX_DATA_BYTES, "filter", "at most 262144 bytes", data.length());
    }
}
