// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.List;

/**
 * {@code cfheaders}: version 1 filter headers.
 *
 * @param stop the last block
 * @param filterType 0 regular, 1 extended
 * @param filterHeaders up to 2 000
 */
public record CFHeaders(Hash stop, int filterType, List<Hash> filterHeaders) implements Message {
    private static final int MAX_HEADERS = 2_000;

    /** Rejects what the message may not have. */
    public CFHeaders {
        WireFault.INVALID_MSG.unless(filterType >= 0 && filterType <= 0xFF, "filter type", "0 to 255", filterType);
        filterHeaders = List.copyOf(filterHeaders);
        WireFault.TOO_MANY_FILTER_HEADERS.unless(
                filterHeaders.size() <= MAX_HEADERS, "filter headers", "at most 2000", filterHeaders.size());
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static CFHeaders read(WireReader in) throws MalformedMessage {
        return new CFHeaders(
                in.hash("stop hash"),
                in.uint8("filter type"),
                in.hashes("filter headers", MAX_HEADERS, WireFault.TOO_MANY_FILTER_HEADERS));
    }

    @Override
    public Command command() {
        return Command.CFHEADERS;
    }

    @Override
    public void write(WireWriter out) {
        out.hash(stop).uint8(filterType).hashes(filterHeaders);
    }
}
