// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conversation;

import static io.handfast.ship.conversation.Decision.approves;
import static io.handfast.ship.conversation.Decision.refuses;
import static io.handfast.ship.conversation.Decision.trusts;

import io.handfast.engine.Role;

/** What the two users do. */
enum Story {
    BOTH_TRUST(trusts(), trusts()),
    THEY_ASK(trusts(), approves(5)),
    WE_ASK(approves(5), trusts()),
    BOTH_ASK_WE_FIRST(approves(5), approves(10)),
    BOTH_ASK_THEY_FIRST(approves(10), approves(5)),
    THEY_REFUSE(trusts(), refuses(5)),
    WE_REFUSE(refuses(5), trusts()),
    THEY_ASK_LONG(trusts(), approves(125)),
    WE_ASK_LONG(approves(125), trusts()),
    BOTH_ASK_LONG(approves(125), approves(130));

    /** Decides when it is all over. */
    private static final Decision TOO_LATE = approves(140);

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
    private final Decision ours;

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
    private final Decision theirs;

    Story(Decision ours, Decision theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    /** What our user does; a ship-go that dials refuses us while we ask. */
    Decision ours(Role role) {
        return this == THEY_REFUSE && role == Role.SERVER ? TOO_LATE : ours;
    }

    Decision theirs() {
        return theirs;
    }

    boolean succeeds() {
        return this != THEY_REFUSE && this != WE_REFUSE;
    }

    /** Whether it exists with a ship-go in the opposite role: one that dials is never pending. */
    boolean fits(Role ours) {
        return ours == Role.CLIENT || !(theirs instanceof Decision.Approves);
    }
}
