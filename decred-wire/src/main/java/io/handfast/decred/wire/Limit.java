// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

/**
 * How long a payload may be. Some commands are held to nothing at versions that do not have them, others are not: both
 * as dcrd does it.
 *
 * @param since below it the limit is 0
 * @param until above it the limit is 0, and the command not spoken
 * @param most bytes
 * @param mostBefore bytes before version 4, when blocks were smaller
 */
record Limit(int since, int until, int most, int mostBefore) {
    private static final int MAX_BLOCK_BYTES = 1_310_720;
    private static final int MAX_BLOCK_BYTES_BEFORE = 1_000_000;

    static Limit fixed(int most) {
        return new Limit(0, Integer.MAX_VALUE, most, most);
    }

    static Limit since(int version, int most) {
        return new Limit(version, Integer.MAX_VALUE, most, most);
    }

    static Limit until(int version, int most) {
        return new Limit(0, version, most, most);
    }

    static Limit block() {
        return new Limit(0, Integer.MAX_VALUE, MAX_BLOCK_BYTES, MAX_BLOCK_BYTES_BEFORE);
    }

    int bytes(int protocolVersion) {
        if (protocolVersion < since || protocolVersion > until) {
            return 0;
        }
        return protocolVersion < ProtocolVersion.MAX_BLOCK_SIZE ? mostBefore : most;
    }

    /** At the version that allows most. */
    int loosest() {
        return most;
    }
}
