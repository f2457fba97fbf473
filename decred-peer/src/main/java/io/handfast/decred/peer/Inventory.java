// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.chain.Block;
import io.handfast.decred.wire.chain.Transaction;
import io.handfast.decred.wire.message.InvVect;
import io.handfast.decred.wire.mix.MixMessage;
import java.util.Optional;

/** How inventory and messages belong together. */
final class Inventory {
    private Inventory() {}

    /** Under which name a message is announced and asked for; computes its hash. */
    static Optional<InvVect> of(Message message) {
        return switch (message) {
            case Block block ->
                Optional.of(new InvVect(InvVect.BLOCK, block.header().hash()));
            case Transaction transaction -> // a witness alone has no name
                transaction.prefix().map(_ -> new InvVect(InvVect.TX, transaction.hash()));
            case MixMessage mix -> Optional.of(new InvVect(InvVect.MIX, mix.hash()));
            default -> Optional.empty();
        };
    }

    static String words(InvVect vector) {
        String type = switch ((int) vector.type()) {
            case (int) InvVect.TX -> "transaction";
            case (int) InvVect.BLOCK -> "block";
            case (int) InvVect.MIX -> "mixing message";
            default -> "inventory of type " + vector.type();
        };
        return type + " " + vector.hash();
    }
}
