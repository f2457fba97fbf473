// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conversation;

import java.time.Duration;

/** What a user does about the other side. */
sealed interface Decision {
    /** Has decided before, in favour. */
    record Trusts() implements Decision {}

    /** Approves so long after the beginning. */
    record Approves(Duration after) implements Decision {}

    /** Refuses so long after the beginning. */
    record Refuses(Duration after) implements Decision {}

    static Decision trusts() {
        return new Trusts();
    }

    static Decision approves(int afterSeconds) {
        return new Approves(Duration.ofSeconds(afterSeconds));
    }

    static Decision refuses(int afterSeconds) {
        return new Refuses(Duration.ofSeconds(afterSeconds));
    }
}
