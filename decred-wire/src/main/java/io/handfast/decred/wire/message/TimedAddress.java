// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.Uint32;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/**
 * An address in {@code addr}: 30 bytes.
 *
 * @param timestampSeconds when it was last seen, since 1970; four bytes here, eight in {@code addrv2}
 * @param address what was seen
 */
public record TimedAddress(long timestampSeconds, NetAddress address) {
    static final int SIZE_BYTES = 30;

    /** Rejects times that four bytes cannot hold. */
    public TimedAddress {
        Uint32.require("timestamp", timestampSeconds);
    }

    static TimedAddress read(WireReader in) throws MalformedMessage {
        return new TimedAddress(in.uint32("timestamp"), NetAddress.read(in));
    }

    void write(WireWriter out) {
        out.uint32(timestampSeconds);
        address.write(out);
    }
}
