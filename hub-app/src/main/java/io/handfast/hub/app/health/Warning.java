// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.health;

import java.util.Locale;

/** What can be wrong with a hub. */
public enum Warning {
    /** Nobody is connected, though somebody was once. */
    IDLE,
    /** Too many attempts fail. */
    SUCCESS,
    /** Nearly all places are taken. */
    LIMIT,
    /** More threads than a hub has any use for. */
    THREADS,
    /** Its certificate ends soon, or has ended. */
    CERTIFICATE,
    /** Its files cannot be written. */
    FILES,
    /** Somebody whom nobody trusts comes again and again. */
    KNOCKING,
    /** A trusted device comes and goes. */
    FLAPPING;

    /**
     * The stable word.
     *
     * @return lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
