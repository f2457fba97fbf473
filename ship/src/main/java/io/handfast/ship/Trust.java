// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

/** What this side has decided about a peer when the connection begins. */
public enum Trust {
    /** The peer is trusted: ready at once. */
    TRUSTED,
    /** Nobody has decided: pending, until a user does. */
    UNDECIDED,
    /** The peer is refused: aborted at once. */
    REFUSED
}
