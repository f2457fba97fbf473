// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.Uint32;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.List;

/**
 * {@code getheaders}: asks for up to 2 000 headers after the first locator that the other side has; without a
 * locator for the header of {@code stop} alone.
 *
 * @param version ignored; dcrd writes 0 into getheaders
 * @param locators up to 500 block hashes, from the tip backwards
 * @param stop the last block wanted; zeros for as many as possible
 */
public record GetHeaders(long version, List<Hash> locators, Hash stop) implements Message {
    /** Rejects what the message may not have. */
    public GetHeaders {
        Uint32.require("version", version);
        locators = Locators.checked(locators);
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static GetHeaders read(WireReader in) throws MalformedMessage {
        return new GetHeaders(in.uint32("version"), Locators.read(in), in.hash("stop hash"));
    }

    @Override
    public Command command() {
        return Command.GETHEADERS;
    }

    @Override
    public void write(WireWriter out) {
        out.uint32(version).hashes(locators).hash(stop);
    }
}
