// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

/** What this hub holds of a device. */
public enum Standing {
    /** Trusted: dialled when its address is known, ready when it comes. */
    TRUSTED,
    /** It asks to be trusted and waits for somebody to decide. */
    PENDING,
    /** Nobody knows it. */
    UNKNOWN
}
