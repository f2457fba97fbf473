// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.protocol;

/** Proof that both sides agreed on a version of the protocol, always with JSON-UTF8. */
public final class AgreedVersion {
    private final int major;
    private final int minor;

    AgreedVersion(int major, int minor) {
        this.major = major;
        this.minor = minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
