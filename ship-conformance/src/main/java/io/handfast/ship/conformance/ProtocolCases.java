// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.engine.time.Deadline;
import io.handfast.ship.message.ConnectionHello;
import io.handfast.ship.message.PinState;
import io.handfast.ship.message.ProtocolHandshakeError;
import java.time.Duration;

/** TC_SHIP_PROT_*: protocol handshake, SHIP 13.4.4.2. */
final class ProtocolCases {
    private static final Duration ERROR_BY = Duration.ofSeconds(12);
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(2);

    private ProtocolCases() {}

    /** PROT_001. */
    static void serverSelects(Bench bench) throws Stopped, InterruptedException {
        Conversation c = bench.dialTrusted(TesterIdentity.FIRST);
        Walk.toPin(c);
        c.expect(PinState.class, Walk.ANSWER);
    }

    /** PROT_002. */
    static void clientConfirms(Bench bench) throws Stopped, InterruptedException {
        Conversation c = bench.receiveTrusted(TesterIdentity.FIRST);
        Walk.toPin(c);
        c.expect(PinState.class, Walk.ANSWER);
    }

    /** PROT_003: the tester's announcement never comes. */
    static void serverGetsNothing(Bench bench) throws Stopped, InterruptedException {
        Conversation c = bench.dialTrusted(TesterIdentity.FIRST);
        Walk.toProtocol(c);
        expectError(c, ProtocolHandshakeError.TIMEOUT, ERROR_BY, CLOSED_WITHIN);
    }

    /** PROT_004: the tester's selection never comes. */
    static void clientGetsNothing(Bench bench) throws Stopped, InterruptedException {
        Conversation c = bench.receiveTrusted(TesterIdentity.FIRST);
        Walk.toProtocol(c);
        Walk.expectAnnouncement(c);
        expectError(c, ProtocolHandshakeError.TIMEOUT, ERROR_BY, CLOSED_WITHIN);
    }

    /** PROT_005. */
    static void serverGetsHello(Bench bench) throws Stopped, InterruptedException {
        Conversation c = bench.dialTrusted(TesterIdentity.FIRST);
        Walk.toProtocol(c);
        helloInstead(c);
    }

    /** PROT_006. */
    static void clientGetsHello(Bench bench) throws Stopped, InterruptedException {
        Conversation c = bench.receiveTrusted(TesterIdentity.FIRST);
        Walk.toProtocol(c);
        Walk.expectAnnouncement(c);
        helloInstead(c);
    }

    private static void helloInstead(Conversation c) throws Stopped, InterruptedException {
        c.send(ConnectionHello.ready(Walk.WAITING));
        Deadline by = c.in(CLOSED_WITHIN);
        expectError(c, ProtocolHandshakeError.UNEXPECTED_MESSAGE, CLOSED_WITHIN, c.until(by));
    }

    private static void expectError(Conversation c, int error, Duration within, Duration closedWithin)
            throws Stopped, InterruptedException {
        ProtocolHandshakeError got = c.expect(ProtocolHandshakeError.class, within);
        if (got.error() != error) {
            throw Stopped.failed("messageProtocolHandshakeError " + error, "error " + got.error());
        }
        c.expectClosed(closedWithin);
    }
}
