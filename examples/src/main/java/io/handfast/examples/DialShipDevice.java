// SPDX-License-Identifier: Apache-2.0
package io.handfast.examples;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.crypto.Subject;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.ship.CloseReason;
import io.handfast.ship.Established;
import io.handfast.ship.LocalNode;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.ShipConnection;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.Trust;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.ShipEndpoint;
import io.handfast.ship.message.ConnectionClose;
import io.handfast.ship.message.MalformedMessage;
import io.handfast.ship.message.RawJson;
import io.handfast.tls.ShipCredentials;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Dials a SHIP device, asks one question, prints the answer and takes leave. */
public final class DialShipDevice implements ShipConnection.Handler {
    private static final String READ_DISCOVERY = """
            {"datagram":[{"header":[{"specificationVersion":"1.3.0"},{"addressSource":[{"device":"d:_i:example"},\
            {"entity":[0]},{"feature":0}]},{"addressDestination":[{"entity":[0]},{"feature":0}]},{"msgCounter":1},\
            {"cmdClassifier":"read"}]},{"payload":[{"cmd":[[{"nodeManagementDetailedDiscoveryData":[]}]]}]}]}""";

    private final CountDownLatch ended = new CountDownLatch(1);

    private DialShipDevice() {}

    /** Runs with three arguments: host, port and SKI of the device. */
    public static void main(String[] arguments) throws HandshakeException, MalformedMessage, InterruptedException {
        Address at = Address.of(arguments[0], Integer.parseInt(arguments[1]));
        Ski device = Ski.parse(arguments[2]);
        try (Environment environment = Environment.system()) {
            NodeIdentity identity = NodeIdentity.create(
                    new Subject("", "Example", "", "dial"),
                    environment.time().wallClock(),
                    environment.entropy()::fill);
            ShipEndpoint endpoint = new ShipEndpoint(
                    ShipCredentials.of(identity, CryptoProvider.detect(), environment.entropy()),
                    new LocalNode("i:example-dial"),
                    ShipTimers.usual(),
                    environment);
            Scope scope = new Scope("example", environment.time());
            RemoteNode remote = new RemoteNode(device, Trust.TRUSTED, Optional.empty());
            Established established = endpoint.dial(
                            at, Optional.of(device), _ -> remote, new Trace(environment.time()), scope)
                    .run();
            System.out.println("connected with " + established.shipId());
            DialShipDevice application = new DialShipDevice();
            established.start(scope, application).send(RawJson.parse(READ_DISCOVERY), Duration.ofSeconds(5));
            application.ended.await();
        }
    }

    @Override
    public void received(ShipConnection connection, RawJson payload) {
        System.out.println("answer: " + payload.text());
        connection.close(ConnectionClose.UNSPECIFIC);
    }

    @Override
    public void closed(ShipConnection connection, CloseReason reason) {
        System.out.println("ended: " + reason.kind() + ", " + reason.detail());
        ended.countDown();
    }
}
