// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.engine.time.Deadline;
import io.handfast.ship.message.ConnectionHello;
import io.handfast.ship.message.Init;
import java.time.Duration;

/** TC_SHIP_CONN_* and TC_SHIP_ROLE_*: double connections, SHIP 12.2.2, and both roles. */
final class ConnectionCases {
    private static final Duration OLDER_CLOSED_WITHIN = Duration.ofSeconds(30);
    private static final Duration BOTH_READY_WITHIN = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofSeconds(7);

    private ConnectionCases() {}

    /** CONN_001: the bigger SKI keeps the newer connection, whoever began it. */
    static void newerConnectionStays(Bench bench) throws Stopped, InterruptedException {
        bench.require(Ability.BIGGER_SKI, "the device's SKI is not known to be bigger than the tester's");
        Conversation older = bench.receiveTrusted(TesterIdentity.FIRST);
        Walk.toData(older, bench.facts());
        Conversation newer = bench.dial(TesterIdentity.FIRST);
        Deadline by = newer.in(OLDER_CLOSED_WITHIN);
        Walk.toData(newer, bench.facts());
        older.awaitClosed(by);
        Walk.askForAccess(newer, Walk.ANSWER);
    }

    /** ROLE_001. */
    static void serverWaitsForClient(Bench bench) throws Stopped, InterruptedException {
        Conversation c = bench.dialTrusted(TesterIdentity.FIRST);
        c.expectSilence(IDLE);
        Walk.toHello(c);
        c.expect(ConnectionHello.class, Walk.ANSWER);
    }

    /** ROLE_002: the client begins, and waits for the answer. */
    static void clientBegins(Bench bench) throws Stopped, InterruptedException {
        Conversation c = bench.receiveTrusted(TesterIdentity.FIRST);
        c.expect(Init.class, IDLE);
        c.expectSilence(IDLE);
        c.send(new Init());
        c.expect(ConnectionHello.class, Walk.ANSWER);
    }

    /** ROLE_003: client towards one node and server towards another at the same time. */
    static void bothRolesAtOnce(Bench bench) throws Stopped, InterruptedException {
        Conversation asServer = bench.receiveTrusted(TesterIdentity.SECOND);
        Conversation asClient = bench.dialTrusted(TesterIdentity.FIRST);
        Deadline by = asClient.in(BOTH_READY_WITHIN);
        Walk.toHello(asServer);
        Walk.toHello(asClient);
        asServer.send(ConnectionHello.ready(Walk.WAITING));
        asClient.send(ConnectionHello.ready(Walk.WAITING));
        Walk.awaitReady(asServer, by);
        Walk.awaitReady(asClient, by);
    }
}
