// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.engine.Role;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.message.AccessMethods;
import io.handfast.ship.message.AccessMethodsRequest;
import io.handfast.ship.message.ConnectionHello;
import io.handfast.ship.message.HandshakeType;
import io.handfast.ship.message.HelloPhase;
import io.handfast.ship.message.Init;
import io.handfast.ship.message.PinRequirement;
import io.handfast.ship.message.PinState;
import io.handfast.ship.message.ProtocolHandshake;
import java.time.Duration;
import java.util.List;

/**
 * The tester's proper conduct, phase by phase in wire order, for the cases that mean a later phase. Each phase demands
 * of the device what it needs to go on.
 */
final class Walk {
    /** The protocol's usual wait: connection mode, protocol handshake, access methods. */
    static final Duration ANSWER = Duration.ofSeconds(10);
    /** What the tester announces as its own wait. */
    static final Duration WAITING = Duration.ofSeconds(60);

    static final ProtocolHandshake ANNOUNCED = ProtocolHandshake.announceMax(1, 0);
    static final ProtocolHandshake SELECTED = ProtocolHandshake.select(1, 0);

    private Walk() {}

    /** Both say 00 00, the client first. */
    static void cmi(Conversation c) throws Stopped, InterruptedException {
        c.settle();
        if (c.role() == Role.CLIENT) {
            c.send(new Init());
            c.expect(Init.class, ANSWER);
        } else {
            c.expect(Init.class, ANSWER);
            c.send(new Init());
        }
    }

    static void toHello(Conversation c) throws Stopped, InterruptedException {
        cmi(c);
        c.settle();
    }

    /** Both are ready. A device that is pending first is waited for as long as the tester announces. */
    static void hello(Conversation c) throws Stopped, InterruptedException {
        c.send(ConnectionHello.ready(WAITING));
        awaitReady(c, c.in(WAITING));
    }

    /** The device says ready, perhaps after a while of pending. */
    static void awaitReady(Conversation c, Deadline by) throws Stopped, InterruptedException {
        while (true) {
            ConnectionHello hello = c.expect(ConnectionHello.class, c.until(by));
            switch (hello.phase()) {
                case READY -> {
                    return;
                }
                case ABORTED -> throw Stopped.failed("connectionHello ready", "connectionHello aborted");
                case PENDING -> {
                    if (hello.prolongationRequest()) {
                        c.send(ConnectionHello.ready(WAITING));
                    }
                }
            }
        }
    }

    /** The device says ready, before the tester says anything. */
    static ConnectionHello expectReady(Conversation c) throws Stopped, InterruptedException {
        ConnectionHello hello = c.expect(ConnectionHello.class, ANSWER);
        if (hello.phase() != HelloPhase.READY) {
            throw Stopped.failed("connectionHello ready of a device that trusts the tester", hello.toString());
        }
        return hello;
    }

    static void toProtocol(Conversation c) throws Stopped, InterruptedException {
        toHello(c);
        hello(c);
    }

    /** The three-way handshake. */
    static void protocol(Conversation c) throws Stopped, InterruptedException {
        if (c.role() == Role.CLIENT) {
            c.send(ANNOUNCED);
            ProtocolHandshake selected = expectSelection(c);
            c.send(selected);
        } else {
            expectAnnouncement(c);
            c.send(SELECTED);
            expectEcho(c);
        }
    }

    /** The device as a server: not above what the tester announced. */
    static ProtocolHandshake expectSelection(Conversation c) throws Stopped, InterruptedException {
        ProtocolHandshake selected = c.expect(ProtocolHandshake.class, ANSWER);
        if (!selected.equals(SELECTED)) {
            throw Stopped.failed("select 1.0 with JSON-UTF8 alone, nothing higher was announced", selected.toString());
        }
        return selected;
    }

    /** The device as a client: every node speaks 1.0 and JSON-UTF8. */
    static void expectAnnouncement(Conversation c) throws Stopped, InterruptedException {
        ProtocolHandshake announced = c.expect(ProtocolHandshake.class, ANSWER);
        List<String> formats = announced.formats();
        boolean common = announced.major() >= 1 && formats.contains(ProtocolHandshake.JSON_UTF8);
        if (announced.handshakeType() != HandshakeType.ANNOUNCE_MAX || !common) {
            throw Stopped.failed("announceMax of at least 1.0 with JSON-UTF8", announced.toString());
        }
    }

    static void expectEcho(Conversation c) throws Stopped, InterruptedException {
        ProtocolHandshake echo = c.expect(ProtocolHandshake.class, ANSWER);
        if (!echo.equals(SELECTED)) {
            throw Stopped.failed("the identical select", echo.toString());
        }
    }

    static void toPin(Conversation c) throws Stopped, InterruptedException {
        toProtocol(c);
        protocol(c);
    }

    /** Nobody wants a PIN. */
    static void pin(Conversation c) throws Stopped, InterruptedException {
        c.send(PinState.none());
        PinState state = c.expect(PinState.class, ANSWER);
        if (state.pinState() != PinRequirement.NONE || !state.permissionFits()) {
            throw Stopped.failed("connectionPinState none", state.toString());
        }
    }

    static void toAccess(Conversation c) throws Stopped, InterruptedException {
        toPin(c);
        pin(c);
    }

    /** Both ask, the tester before it answers: a ship-go that has its answer stops listening to requests (quirk). */
    static AccessMethods access(Conversation c, DeviceFacts facts) throws Stopped, InterruptedException {
        AccessMethods methods = askForAccess(c, ANSWER);
        if (facts.can(Ability.QUERIES_ACCESS_METHODS)) {
            c.awaitRequestAnswered(c.in(ANSWER));
        }
        c.beginData();
        return methods;
    }

    /** One request, one answer; the device's own requests are answered from now on. */
    static AccessMethods askForAccess(Conversation c, Duration within) throws Stopped, InterruptedException {
        c.send(new AccessMethodsRequest());
        c.answerRequests();
        return c.await(AccessMethods.class, c.in(within));
    }

    static AccessMethods toData(Conversation c, DeviceFacts facts) throws Stopped, InterruptedException {
        toAccess(c);
        return access(c, facts);
    }
}
