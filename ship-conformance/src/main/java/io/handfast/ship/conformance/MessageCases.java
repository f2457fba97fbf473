// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.handfast.engine.time.Deadline;
import io.handfast.ship.message.AccessMethods;
import io.handfast.ship.message.AccessMethodsRequest;
import java.io.ByteArrayOutputStream;

/** TC_SHIP_MSG_*: message forms, SHIP 13.3 and chapter 11. */
final class MessageCases {
    private static final byte[] TYPE_ALONE = {1};
    private static final byte[] RESERVED_TYPE = {(byte) 0xFF, '{', '}'};
    private static final String SPACED_REQUEST = " {\r\n\t\"accessMethodsRequest\" : [ \n ]\t}\r\n";

    private MessageCases() {}

    /** MSG_001. */
    static void messageWithoutValue(Bench bench) throws Stopped, InterruptedException {
        isIgnoredOrEndsIt(TYPE_ALONE, bench);
    }

    /** MSG_002. */
    static void messageOfReservedType(Bench bench) throws Stopped, InterruptedException {
        isIgnoredOrEndsIt(RESERVED_TYPE, bench);
    }

    /** Closing is right; whoever stays has to go on as if nothing had come. */
    private static void isIgnoredOrEndsIt(byte[] odd, Bench bench) throws Stopped, InterruptedException {
        Conversation c = bench.meet(TesterIdentity.FIRST);
        Walk.toData(c, bench.facts());
        c.say(odd);
        c.send(new AccessMethodsRequest());
        Deadline by = c.in(Walk.ANSWER);
        while (true) {
            switch (c.hear(by)) {
                case Heard.Message(AccessMethods _, String _), Heard.Closed _ -> {
                    return;
                }
                case Heard.Silence silence ->
                    throw Stopped.failed("accessMethods or the end of the connection within 10 s", silence.words());
                case Heard _ -> {} // the device's own affairs
            }
        }
    }

    /** MSG_003. */
    static void whiteSpaceInJson(Bench bench) throws Stopped, InterruptedException {
        Conversation c = bench.meet(TesterIdentity.FIRST);
        Walk.toData(c, bench.facts());
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(1);
        message.writeBytes(SPACED_REQUEST.getBytes(UTF_8));
        c.say(message.toByteArray());
        c.await(AccessMethods.class, c.in(Walk.ANSWER));
    }
}
