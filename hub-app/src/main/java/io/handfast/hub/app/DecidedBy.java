// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import java.util.Locale;

/** Who decided something about a device's trust; stands in the audit log and in the trust file. */
public enum DecidedBy {
    /** A person at the hub's terminal. */
    TERMINAL,
    /** Somebody who edited the trust file. */
    FILE,
    /** The hub, because it was told to accept everybody: {@code auto_accept_pairing}. */
    AUTO_ACCEPT,
    /** A person or a program through the hub's web interface. */
    REST,
    /** The hub, because a control unit has proven that it saw this hub's QR code: {@code pairing_service}. */
    PAIRING_SERVICE,
    /** The program that the hub is part of. */
    PROGRAM,
    /** The hub by its rules: nobody trusts the device. */
    POLICY;

    /**
     * The stable word.
     *
     * @return lower case with hyphens
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
