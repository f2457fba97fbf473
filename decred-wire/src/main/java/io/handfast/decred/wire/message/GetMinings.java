// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/** {@code getminings}: asks for {@code miningstate}. Banned where there is {@code getinitstate}. */
public record GetMinings() implements Message {
    /**
     * Reads a payload, of which there is none.
     *
     * @param in stands at its end
     * @return the message
     */
    public static GetMinings read(WireReader in) {
        return new GetMinings();
    }

    @Override
    public Command command() {
        return Command.GETMININGS;
    }

    @Override
    public void write(WireWriter out) {
        // nothing to say
    }
}
