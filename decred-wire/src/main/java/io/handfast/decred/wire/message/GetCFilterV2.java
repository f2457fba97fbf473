// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/**
 * {@code getcfilterv2}: asks for the filter of a block of the main chain.
 *
 * @param block whose
 */
public record GetCFilterV2(Hash block) implements Message {

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static GetCFilterV2 read(WireReader in) throws MalformedMessage {
        return new GetCFilterV2(in.hash("block hash"));
    }

    @Override
    public Command command() {
        return Command.GETCFILTERV2;
    }

    @Override
    public void write(WireWriter out) {
        out.hash(block);
    }
}
