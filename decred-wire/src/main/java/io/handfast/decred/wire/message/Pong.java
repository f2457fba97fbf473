// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/**
 * {@code pong}: the answer to {@code ping}.
 *
 * @param nonce any number; the answer repeats it
 */
public record Pong(long nonce) implements Message {

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static Pong read(WireReader in) throws MalformedMessage {
        return new Pong(in.int64("nonce"));
    }

    @Override
    public Command command() {
        return Command.PONG;
    }

    @Override
    public void write(WireWriter out) {
        out.int64(nonce);
    }
}
