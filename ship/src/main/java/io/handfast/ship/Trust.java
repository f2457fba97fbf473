// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import java.util.function.BooleanSupplier;

/** What this side has decided about a peer when the connection begins. */
public sealed interface Trust {
    /** The peer is trusted: ready at once. */
    Trust TRUSTED = new Trusted();
    /** Nobody has decided: pending, until a user does. */
    Trust UNDECIDED = new Undecided(() -> true);
    /** The peer is refused: aborted at once. */
    Trust REFUSED = new Refused();

    /** See {@link Trust#TRUSTED}. */
    record Trusted() implements Trust {}

    /** See {@link Trust#REFUSED}. */
    record Refused() implements Trust {}

    /**
     * Nobody has decided yet. May the peer wait until somebody has? That is another question than whether it is
     * trusted; ship-go's {@code AllowWaitingForTrust} asks it.
     *
     * @param allowWaiting asked when the peer would begin to wait, and each time before more time is asked of it:
     *     {@code false} ends the hello with aborted. Asked on the handshake's thread: has to answer at once
     */
    record Undecided(BooleanSupplier allowWaiting) implements Trust {}
}
