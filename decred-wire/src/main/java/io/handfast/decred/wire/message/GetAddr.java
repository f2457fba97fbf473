// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/** {@code getaddr}: asks for addresses of other nodes. Answered once a connection, and only to who dialled. */
public record GetAddr() implements Message {
    /**
     * Reads a payload, of which there is none.
     *
     * @param in stands at its end
     * @return the message
     */
    public static GetAddr read(WireReader in) {
        return new GetAddr();
    }

    @Override
    public Command command() {
        return Command.GETADDR;
    }

    @Override
    public void write(WireWriter out) {
        // nothing to say
    }
}
