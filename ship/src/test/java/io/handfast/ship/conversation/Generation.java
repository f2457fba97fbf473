// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conversation;

import java.time.Duration;

/** The generations of ship-go, as far as a conversation shows which one it is. */
enum Generation {
    /** Release of September 2024. */
    A,
    /** Development line of mid 2025. */
    B,
    /** Development line of July 2026, which evcc ships: still speaks like A. */
    C7,
    /** The line after August 2026, made for the official test catalogue. */
    C;

    /** What is announced after a request for more time was granted. */
    Duration announced(Duration left) {
        return this == C ? left : Duration.ofSeconds(60);
    }

    /** How long it waits for an answer to its request for more time. */
    Duration replyTime(Duration granted) {
        return this == C ? granted : Duration.ofSeconds(60);
    }

    /** Whether it leaves out the states 7 and 14, in which nothing happens, after a decision. */
    boolean skipsMomentaryStates() {
        return this == C7 || this == C;
    }

    /** Whether its application may send as soon as no PIN stands in the way, and is asked for its SHIP ID later too. */
    boolean accessBesideData() {
        return this == C;
    }

    /** Whether it says error 1 when nothing comes in the protocol handshake; the others just end. */
    boolean namesTimeouts() {
        return this == C;
    }

    /** Whether it looks at the type byte; the others look for the word datagram. */
    boolean routesByType() {
        return this == C;
    }
}
