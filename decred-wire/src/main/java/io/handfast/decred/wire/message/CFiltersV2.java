// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.List;

/**
 * {@code cfiltersv2}: the filters of up to 100 blocks in a row.
 *
 * @param filters in the order of the chain
 */
public record CFiltersV2(List<CFilterV2> filters) implements Message {
    /** Block hash and the length of the data: where there is no more, that length is what dcrd complains of. */
    private static final int LEAST_BYTES = 33;

    /** Rejects what the message may not have. */
    public CFiltersV2 {
        filters = List.copyOf(filters);
        WireFault.TOO_MANY_C_FILTERS.unless(
                filters.size() <= FilterLimits.MAX_FILTERS, "filters", "at most 100", filters.size());
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static CFiltersV2 read(WireReader in) throws MalformedMessage {
        return new CFiltersV2(in.list(
                "filters", FilterLimits.MAX_FILTERS, WireFault.TOO_MANY_C_FILTERS, LEAST_BYTES, CFilterV2::read));
    }

    @Override
    public Command command() {
        return Command.CFILTERSV2;
    }

    @Override
    public void write(WireWriter out) {
        out.list(filters, LEAST_BYTES, CFilterV2::write);
    }
}
