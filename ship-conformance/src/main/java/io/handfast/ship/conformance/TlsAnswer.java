// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

/** How a TLS handshake with a device ended. */
public sealed interface TlsAnswer {
    /** Both sides finished it. */
    record Completed() implements TlsAnswer {}

    /**
     * The device did not let it come to an end.
     *
     * @param how its alert, or how the connection ended
     */
    record Refused(String how) implements TlsAnswer {}
}
