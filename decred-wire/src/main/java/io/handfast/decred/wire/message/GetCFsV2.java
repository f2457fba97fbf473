// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/**
 * {@code getcfsv2}: asks for the filters of up to 100 blocks in a row. A range that is reversed, too long or unknown
 * gets no answer at all: set a deadline.
 *
 * @param start the first block, an ancestor of the last
 * @param end the last block
 */
public record GetCFsV2(Hash start, Hash end) implements Message {

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static GetCFsV2 read(WireReader in) throws MalformedMessage {
        return new GetCFsV2(in.hash("start hash"), in.hash("end hash"));
    }

    @Override
    public Command command() {
        return Command.GETCFSV2;
    }

    @Override
    public void write(WireWriter out) {
        out.hash(start).hash(end);
    }
}
