// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

/** TC_SHIP_PIN_*: PIN verification, SHIP 13.4.4.3. */
final class PinCases {
    private PinCases() {}

    /** PIN_001: no PIN on either side, then access methods. */
    static void nobodyWantsPin(Bench bench) throws Stopped, InterruptedException {
        Conversation c = bench.meet(TesterIdentity.FIRST);
        Walk.toPin(c);
        Walk.pin(c);
        Walk.askForAccess(c, Walk.ANSWER);
    }
}
