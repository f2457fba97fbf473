// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.StrictAscii;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.List;

/**
 * {@code getinitstate}: asks what a node has to know that begins. dcrd hangs up 30 to 45 seconds later without an
 * answer, and bans who asks twice.
 *
 * @param types up to 32 of up to 32 characters, such as the constants here; unknown ones are let through
 */
public record GetInitState(List<String> types) implements Message {
    /** Asks for the blocks at the chain's end. */
    public static final String HEAD_BLOCKS = "headblocks";
    /** Asks for the votes for them. */
    public static final String HEAD_BLOCK_VOTES = "headblockvotes";
    /** Asks for treasury spends. */
    public static final String T_SPENDS = "tspends";

    private static final int MAX_TYPES = 32;
    private static final int MAX_TYPE_BYTES = 32;

    /** Rejects what the message may not have. */
    public GetInitState {
        types = List.copyOf(types);
        WireFault.TOO_MANY_INIT_STATE_TYPES.unless(
                types.size() <= MAX_TYPES, "state types", "at most 32", types.size());
        for (String type : types) {
            WireFault.INIT_STATE_TYPE_TOO_LONG.unless(
                    type.length() <= MAX_TYPE_BYTES, "state type", "at most 32 bytes", type.length());
            StrictAscii.require("state type", type);
        }
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static GetInitState read(WireReader in) throws MalformedMessage {
        return new GetInitState(in.list(
                "state types",
                MAX_TYPES,
                WireFault.TOO_MANY_INIT_STATE_TYPES,
                1,
                item -> item.asciiVarString("state type", MAX_TYPE_BYTES)));
    }

    @Override
    public Command command() {
        return Command.GETINITSTATE;
    }

    @Override
    public void write(WireWriter out) {
        out.list(types, 1 + MAX_TYPE_BYTES, (type, to) -> to.varString(type));
    }
}
