// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/** {@code sendheaders}: asks for headers instead of {@code inv} when there are new blocks. */
public record SendHeaders() implements Message {
    /**
     * Reads a payload, of which there is none.
     *
     * @param in stands at its end
     * @return the message
     */
    public static SendHeaders read(WireReader in) {
        return new SendHeaders();
    }

    @Override
    public Command command() {
        return Command.SENDHEADERS;
    }

    @Override
    public void write(WireWriter out) {
        // nothing to say
    }
}
