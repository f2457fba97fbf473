// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.Optional;

/**
 * {@code reject}: a refusal, up to version 8. To be written only: no node decodes it, and at version 9 it makes dcrd
 * ban.
 *
 * @param rejected the command of the refused message
 * @param code 01 malformed, 10 invalid, 11 obsolete, 12 duplicate, 40 nonstandard, 41 dust, 42 fee, 43 checkpoint
 * @param reason for people
 * @param hash of the refused block or transaction, for those two only
 */
public record Reject(String rejected, int code, String reason, Optional<Hash> hash) implements Message {
    /** Rejects what the message may not have. */
    public Reject {
        WireFault.INVALID_MSG.unless(code >= 0 && code <= 0xFF, "code", "0 to 255", code);
        boolean named = rejected.equals(Command.BLOCK.text()) || rejected.equals(Command.TX.text());
        WireFault.INVALID_MSG.unless(
                named == hash.isPresent(), "hash", "one for block and tx, else none", hash.isPresent() ? 1 : 0);
    }

    @Override
    public Command command() {
        return Command.REJECT;
    }

    @Override
    public void write(WireWriter out) {
        out.varString(rejected).uint8(code).varString(reason);
        hash.ifPresent(out::hash);
    }
}
