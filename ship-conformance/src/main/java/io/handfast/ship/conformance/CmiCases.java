// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.ship.message.Init;
import java.time.Duration;

/** TC_SHIP_CMI_*: connection mode initialisation, SHIP 13.4.3. */
final class CmiCases {
    private static final byte[] WRONG_TYPE = {1, 0};
    private static final byte[] WRONG_HEAD = {0, 1};

    /** A device waits 10 to 30 s; official: still open at 7 s, closed by 32 s. */
    private static final Duration STILL_OPEN = Duration.ofSeconds(7);

    private static final Duration CLOSED_BY = Duration.ofSeconds(32);

    private CmiCases() {}

    /** CMI_001. */
    static void serverGetsWrongType(Bench bench) throws Stopped, InterruptedException {
        serverGets(WRONG_TYPE, bench);
    }

    /** CMI_005. */
    static void serverGetsWrongHead(Bench bench) throws Stopped, InterruptedException {
        serverGets(WRONG_HEAD, bench);
    }

    /** The server says its own mode although it refuses the client's, then closes. */
    private static void serverGets(byte[] wrong, Bench bench) throws Stopped, InterruptedException {
        Conversation c = bench.dial(TesterIdentity.FIRST);
        c.settle();
        c.say(wrong);
        c.expect(Init.class, Walk.ANSWER);
        c.expectClosed(Walk.ANSWER);
    }

    /** CMI_002. */
    static void clientGetsWrongType(Bench bench) throws Stopped, InterruptedException {
        clientGets(WRONG_TYPE, bench);
    }

    /** CMI_006. */
    static void clientGetsWrongHead(Bench bench) throws Stopped, InterruptedException {
        clientGets(WRONG_HEAD, bench);
    }

    /** The client says nothing more and closes. */
    private static void clientGets(byte[] wrong, Bench bench) throws Stopped, InterruptedException {
        Conversation c = bench.receive(TesterIdentity.FIRST);
        c.expect(Init.class, Walk.ANSWER);
        c.say(wrong);
        c.expectClosed(Walk.ANSWER);
    }

    /** CMI_003. */
    static void serverGetsNothing(Bench bench) throws Stopped, InterruptedException {
        giveUpInTime(bench.dial(TesterIdentity.FIRST));
    }

    /** CMI_004. */
    static void clientGetsNothing(Bench bench) throws Stopped, InterruptedException {
        Conversation c = bench.receive(TesterIdentity.FIRST);
        c.expect(Init.class, STILL_OPEN);
        giveUpInTime(c);
    }

    private static void giveUpInTime(Conversation c) throws Stopped, InterruptedException {
        c.expectSilence(STILL_OPEN);
        c.expectClosed(CLOSED_BY.minus(STILL_OPEN));
    }
}
