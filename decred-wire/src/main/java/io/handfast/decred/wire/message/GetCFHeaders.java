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
 * {@code getcfheaders}: asks for version 1 filter headers. Banned by today's nodes.
 *
 * @param locators up to 500 block hashes, from the tip backwards
 * @param stop the last block wanted
 * @param filterType 0 regular, 1 extended
 */
public record GetCFHeaders(List<Hash> locators, Hash stop, int filterType) implements Message {
    /** Rejects what the message may not have. */
    public GetCFHeaders {
        locators = Locators.checked(locators);
        WireFault.INVALID_MSG.unless(filterType >= 0 && filterType <= 0xFF, "filter type", "0 to 255", filterType);
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static GetCFHeaders read(WireReader in) throws MalformedMessage {
        return new GetCFHeaders(Locators.read(in), in.hash("stop hash"), in.uint8("filter type"));
    }

    @Override
    public Command command() {
        return Command.GETCFHEADERS;
    }

    @Override
    public void write(WireWriter out) {
        out.hashes(locators).hash(stop).uint8(filterType);
    }
}
