// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.HandshakeException;

/**
 * A hub dials a node that it does not trust, only to have it prove its key: the trust store is told of the certificate
 * ({@link TrustStore#proven}), then the connection ends, before anything of SHIP is said.
 */
public final class Introduction {
    private Introduction() {}

    /**
     * Dials once; blocks through TCP and TLS, each as long as the hub waits for it.
     *
     * @param hub who dials, running
     * @param at where the node says it listens
     * @param claimed the key it says it has; with another one this fails
     * @param scope whose cancellation ends it at once
     * @throws HandshakeException {@code net.*}, {@code tls.*}
     */
    public static void dial(ShipHub hub, Address at, Ski claimed, Scope scope) throws HandshakeException {
        hub.context().gateway().introduce(at, claimed, scope);
    }
}
