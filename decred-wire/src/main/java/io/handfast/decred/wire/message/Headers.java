// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.List;

/**
 * {@code headers}: up to 2 000 headers. A node that has none to give sends an empty one.
 *
 * @param headers in the order of the chain
 */
public record Headers(List<BlockHeader> headers) implements Message {
    /** How many go into a message. */
    public static final int MAX_HEADERS = 2_000;
    /** A header, and the number of its transactions, which is always 0. */
    private static final int HEADER_BYTES = BlockHeader.SIZE_BYTES + 1;

    /** Rejects what the message may not have. */
    public Headers {
        headers = List.copyOf(headers);
        WireFault.TOO_MANY_HEADERS.unless(headers.size() <= MAX_HEADERS, "headers", "at most 2000", headers.size());
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static Headers read(WireReader in) throws MalformedMessage {
        return new Headers(in.list("headers", MAX_HEADERS, WireFault.TOO_MANY_HEADERS, HEADER_BYTES, Headers::header));
    }

    private static BlockHeader header(WireReader in) throws MalformedMessage {
        BlockHeader header = BlockHeader.read(in);
        long transactions = in.varInt("transaction count");
        if (transactions != 0) {
            throw in.malformed(
                    WireFault.HEADER_CONTAINS_TXS, "transaction count", "0", Long.toUnsignedString(transactions));
        }
        return header;
    }

    @Override
    public Command command() {
        return Command.HEADERS;
    }

    @Override
    public void write(WireWriter out) {
        out.list(headers, HEADER_BYTES, (header, to) -> {
            header.write(to);
            to.varInt(0);
        });
    }
}
