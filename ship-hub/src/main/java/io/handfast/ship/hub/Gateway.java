// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.ShipHandshake;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Function;

/** How a hub's connections begin. A hub does not know what it stands on: TCP and TLS, or a network in memory. */
interface Gateway {
    /** One accepted connection, before anything was said on it. */
    interface Arrival {
        /** Where it comes from, for people. */
        String from();

        /** As {@link ShipEndpoint#accept}. */
        ShipHandshake accept(ShipEndpoint.Reception reception, Trace trace, Scope scope) throws HandshakeException;

        /** The peer is no stranger any more: its place among strangers is free. */
        void known();

        /** Whether it was ended to let another stranger in. */
        boolean crowdedOut();
    }

    /**
     * Accepts from now on, each connection on a thread of its own in the scope.
     *
     * @throws IOException when the port cannot be bound
     */
    void open(Scope scope, Consumer<Arrival> visitor) throws IOException;

    /** The port it accepts at. */
    int port();

    /** Accepts nothing more. Never blocks, any number of times. */
    void close();

    /** As {@link ShipEndpoint#introduce}; what the certificate is, the trust store is told. */
    void introduce(Address at, Ski expected, Scope scope) throws HandshakeException;

    /** As {@link ShipEndpoint#dial}. */
    ShipHandshake dial(Address at, Ski expected, Function<Ski, RemoteNode> whoIs, Trace trace, Scope scope)
            throws HandshakeException;
}
