// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/** {@code verack}: the sender knows the other side's version. Nothing else may come before it at version 12. */
public record VerAck() implements Message {
    /**
     * Reads a payload, of which there is none.
     *
     * @param in stands at its end
     * @return the message
     */
    public static VerAck read(WireReader in) {
        return new VerAck();
    }

    @Override
    public Command command() {
        return Command.VERACK;
    }

    @Override
    public void write(WireWriter out) {
        // nothing to say
    }
}
