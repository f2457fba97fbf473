// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.engine.time.Deadline;
import io.handfast.ship.message.ConnectionHello;
import io.handfast.ship.message.HelloPhase;
import java.time.Duration;

/**
 * TC_SHIP_HELLO_*: connection hello, SHIP 13.4.4.1, with the device as a server that trusts the tester.
 *
 * <p>Three of the official cases end with "the device sends the protocol handshake". A server cannot: the client
 * announces first. So the tester announces, and the device has to select.
 */
final class HelloCases {
    private static final Duration FIRST_REQUEST = Duration.ofSeconds(45);
    private static final Duration NEXT_REQUEST = Duration.ofSeconds(60);
    private static final int REQUESTS = 2;
    /** The increment T_hello_inc is 60 s at least, and no wait is above 240 s. */
    private static final Duration INCREMENT = Duration.ofSeconds(60);

    private static final Duration MOST_WAITING = Duration.ofMinutes(4);
    /** The catalogue's lower bound of the first waiting; 60 s less what may be lost on the way. */
    private static final Duration LEAST_WAITING = Duration.ofSeconds(58);

    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private HelloCases() {}

    /** HELLO_001. */
    static void readyMeetsReady(Bench bench) throws Stopped, InterruptedException {
        Conversation c = bench.dialTrusted(TesterIdentity.FIRST);
        Walk.toHello(c);
        Walk.expectReady(c);
        c.send(ConnectionHello.ready(Walk.WAITING));
        expectProtocol(c);
    }

    /** HELLO_002: each granted request adds to the wait, and the answer tells the true remainder. */
    static void prolongationIsGranted(Bench bench) throws Stopped, InterruptedException {
        Conversation c = bench.dialTrusted(TesterIdentity.FIRST);
        Walk.toHello(c);
        Duration waiting = waitingOf(Walk.expectReady(c));
        Deadline ends = c.in(waiting);
        Deadline askAt = c.in(FIRST_REQUEST);
        c.send(ConnectionHello.pending(Walk.WAITING));
        for (int request = 0; request < REQUESTS; request++) {
            c.expectSilence(c.until(askAt));
            c.send(ConnectionHello.askForMore());
            askAt = c.in(NEXT_REQUEST);
            Duration left = c.until(ends);
            waiting = waitingOf(Walk.expectReady(c));
            ends = c.in(waiting);
            requireIncreased(left, waiting);
        }
        c.expectSilence(c.until(askAt));
        c.send(ConnectionHello.ready(Walk.WAITING));
        expectProtocol(c);
    }

    private static void requireIncreased(Duration left, Duration announced) throws Stopped {
        Duration due = left.plus(INCREMENT);
        Duration least = (due.compareTo(MOST_WAITING) < 0 ? due : MOST_WAITING).minus(TOLERANCE);
        if (announced.compareTo(least) < 0) {
            String expected = "waiting of at least " + Conversation.seconds(least) + ": the remaining "
                    + Conversation.seconds(left) + " increased by 60 s";
            throw Stopped.failed(expected, "waiting of " + Conversation.seconds(announced));
        }
    }

    /** HELLO_003: a device that announces how long it waits, waits that long, and says so when it gives up. */
    static void silenceEndsTheWait(Bench bench) throws Stopped, InterruptedException {
        Conversation c = bench.dialTrusted(TesterIdentity.FIRST);
        Walk.toHello(c);
        Duration waiting = waitingOf(Walk.expectReady(c));
        if (waiting.compareTo(LEAST_WAITING) < 0 || waiting.compareTo(MOST_WAITING) > 0) {
            throw Stopped.failed("waiting of 58000 to 240000 ms", waiting.toMillis() + " ms");
        }
        Deadline by = c.in(waiting.plus(TOLERANCE));
        c.expectSilence(waiting.minus(TOLERANCE));
        ConnectionHello last = c.expect(ConnectionHello.class, c.until(by));
        if (last.phase() != HelloPhase.ABORTED) {
            throw Stopped.failed("connectionHello aborted", last.toString());
        }
        c.expectClosed(c.until(by));
    }

    /** HELLO_004: only a request for more time has an answer. */
    static void pendingIsIgnored(Bench bench) throws Stopped, InterruptedException {
        Conversation c = bench.dialTrusted(TesterIdentity.FIRST);
        Walk.toHello(c);
        Walk.expectReady(c);
        c.send(ConnectionHello.pending(Duration.ofMinutes(2)));
        c.expectSilence(Duration.ofSeconds(30));
        c.send(ConnectionHello.ready(Walk.WAITING));
        expectProtocol(c);
    }

    private static Duration waitingOf(ConnectionHello hello) throws Stopped {
        return hello.waiting().orElseThrow(() -> Stopped.failed("connectionHello with waiting", hello.toString()));
    }

    private static void expectProtocol(Conversation c) throws Stopped, InterruptedException {
        c.send(Walk.ANNOUNCED);
        Walk.expectSelection(c);
    }
}
