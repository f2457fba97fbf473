// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Fingerprint;
import io.handfast.crypto.Ski;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.ShipHandshake;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A way into a network in memory that tells a trust store which certificates were shown, as TLS does. Each node's
 * certificate follows from its SKI.
 */
record ProvingGateway(Gateway below, TrustStore trust) implements Gateway {
    /** The certificate of a node. */
    static Fingerprint certificate(Ski ski) {
        return new Fingerprint((ski.hex() + ski.hex()).substring(0, 64).toUpperCase(Locale.ROOT));
    }

    private void proven(Ski ski) {
        trust.proven(ski, certificate(ski).hex());
    }

    @Override
    public void open(Scope scope, Consumer<Arrival> visitor) throws IOException {
        below.open(scope, arrival -> visitor.accept(new Proven(arrival, this)));
    }

    @Override
    public int port() {
        return below.port();
    }

    @Override
    public void close() {
        below.close();
    }

    @Override
    public void introduce(Address at, Ski expected, Scope scope) throws HandshakeException {
        below.introduce(at, expected, scope);
        proven(expected);
    }

    @Override
    public ShipHandshake dial(Address at, Ski expected, Function<Ski, RemoteNode> whoIs, Trace trace, Scope scope)
            throws HandshakeException {
        return below.dial(
                at,
                expected,
                ski -> {
                    proven(ski);
                    return whoIs.apply(ski);
                },
                trace,
                scope);
    }

    private record Proven(Arrival below, ProvingGateway gateway) implements Arrival {
        @Override
        public String from() {
            return below.from();
        }

        @Override
        public ShipHandshake accept(ShipEndpoint.Reception reception, Trace trace, Scope scope)
                throws HandshakeException {
            return below.accept(
                    ski -> {
                        gateway.proven(ski);
                        return reception.receive(ski);
                    },
                    trace,
                    scope);
        }

        @Override
        public void known() {
            below.known();
        }

        @Override
        public boolean crowdedOut() {
            return below.crowdedOut();
        }
    }
}
