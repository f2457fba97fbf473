// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/** {@code getcftypes}: asks for the kinds of version 1 filters. Banned by today's nodes. */
public record GetCFTypes() implements Message {
    /**
     * Reads a payload, of which there is none.
     *
     * @param in stands at its end
     * @return the message
     */
    public static GetCFTypes read(WireReader in) {
        return new GetCFTypes();
    }

    @Override
    public Command command() {
        return Command.GETCFTYPES;
    }

    @Override
    public void write(WireWriter out) {
        // nothing to say
    }
}
