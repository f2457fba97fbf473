// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.engine.time.Deadline;
import io.handfast.ship.message.AccessMethods;
import io.handfast.ship.message.AccessMethodsRequest;
import io.handfast.ship.message.Data;
import io.handfast.ship.message.ShipMessage;
import java.time.Duration;

/** TC_SHIP_AM_* and TC_SHIP_AMDATA_*: access methods, SHIP 13.4.6, alone and between data. */
final class AccessCases {
    /** How long the tester leaves the device's own request open. */
    private static final Duration HOLD = Duration.ofSeconds(8);

    private static final Duration BESIDE_READ = Duration.ofSeconds(8);
    private static final Duration NO_QUERY = Duration.ofMinutes(2);
    private static final String SERVED = "data that answers the tester's read ";

    private AccessCases() {}

    /** AM_001: the device's SHIP ID, during the handshake and during data exchange. */
    static void idIsTheShipId(Bench bench) throws Stopped, InterruptedException {
        String shipId = bench.facts().shipId().orElseThrow(() -> Stopped.needsOperator("tell the device's SHIP ID"));
        Conversation c = bench.meet(TesterIdentity.FIRST);
        requireId(shipId, Walk.toData(c, bench.facts()));
        requireId(shipId, Walk.askForAccess(c, Walk.ANSWER));
    }

    private static void requireId(String shipId, AccessMethods methods) throws Stopped {
        if (!methods.id().equals(shipId)) {
            throw Stopped.failed("accessMethods with id " + shipId, "id " + methods.id());
        }
    }

    /** AMDATA_001: all three are answered. */
    static void dataAroundRequest(Bench bench) throws Stopped, InterruptedException {
        requireReads(bench);
        Conversation c = bench.meet(TesterIdentity.FIRST);
        Walk.toData(c, bench.facts());
        c.send(Spine.read(1));
        c.send(new AccessMethodsRequest());
        c.send(Spine.read(2));
        Deadline by = c.in(Walk.ANSWER);
        awaitServed(c, 1, by);
        c.await(AccessMethods.class, by);
        awaitServed(c, 2, by);
    }

    /**
     * AMDATA_002: the device serves others while its own request is open. Its answer to the tester's request may not
     * depend on the tester's; data it may keep until it knows the tester's SHIP ID, as long as it is in time.
     */
    static void ownRequestLeftOpen(Bench bench) throws Stopped, InterruptedException {
        requireReads(bench);
        bench.require(Ability.QUERIES_ACCESS_METHODS, "the device does not query access methods");
        Conversation c = bench.meet(TesterIdentity.FIRST);
        Walk.toAccess(c);
        c.send(new AccessMethodsRequest());
        c.send(Spine.read(1));
        Deadline answerAt = c.in(HOLD);
        Deadline by = c.in(Walk.ANSWER);
        c.await(AccessMethods.class, answerAt);
        c.await(AccessMethodsRequest.class, answerAt);
        c.remainOpen(answerAt);
        c.send(AccessMethods.of(Conversation.SHIP_ID));
        awaitServed(c, 1, by);
        c.beginData();
    }

    /** AMDATA_003: the device answers while a read of its own is open. */
    static void ownReadLeftOpen(Bench bench) throws Stopped, InterruptedException {
        Conversation c = bench.meet(TesterIdentity.FIRST);
        Walk.toData(c, bench.facts());
        bench.request(OperatorRequest.READ_DATA, TesterIdentity.FIRST);
        Data read = c.await(Data.class, data -> Spine.isRead(data), "data with a read", c.in(Walk.ANSWER));
        Walk.askForAccess(c, BESIDE_READ);
        c.send(Spine.replyTo(read));
    }

    /** AMDATA_004: what is declared is kept. */
    static void deviceNeverQueries(Bench bench) throws Stopped, InterruptedException {
        if (bench.can(Ability.QUERIES_ACCESS_METHODS)) {
            throw Stopped.notApplicable("the device queries access methods, as nearly all do");
        }
        Conversation c = bench.meet(TesterIdentity.FIRST);
        Walk.toAccess(c);
        Deadline until = c.in(NO_QUERY);
        c.send(new AccessMethodsRequest());
        c.beginData();
        boolean answered = false;
        while (true) {
            switch (c.hear(until)) {
                case Heard.Silence silence -> {
                    if (!answered) {
                        throw Stopped.failed("accessMethods", silence.words());
                    }
                    return;
                }
                case Heard.Message(AccessMethods _, String _) -> answered = true;
                case Heard.Message(ShipMessage message, String _)
                when !(message instanceof AccessMethodsRequest) -> {} // the device's own affairs
                case Heard other -> throw Stopped.failed("no accessMethodsRequest for 120 s", other.words());
            }
        }
    }

    private static void requireReads(Bench bench) throws Stopped {
        bench.require(Ability.ANSWERS_READS, "the device answers no SPINE reads");
    }

    private static void awaitServed(Conversation c, int counter, Deadline by) throws Stopped, InterruptedException {
        c.await(Data.class, data -> Spine.answers(data, counter), SERVED + counter, by);
    }
}
