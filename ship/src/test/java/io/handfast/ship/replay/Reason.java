// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.replay;

/** Why one of our sides acts otherwise than the end whose place it takes: whose deviation, and our answer. */
enum Reason {
    CMI_ANSWERED("ship-go closes on a wrong connection mode without its own; we say 00 00 first (CMI_001, CMI_005)"),
    CMI_LENGTH("ship-go takes 00 00 00 for a connection mode; we take two bytes only"),
    SHORT_MESSAGE("ship-go ends TCP on messages of one byte; once data flows we ignore them (MSG_001)"),
    GRANTED("ship-go v0.6.0 answers a request for more time without granting it; we grant it each time"),
    ASKS_LATER("ship-go asks for more time 30 s before the granted time is over; we ask 15 s before"),
    GIVES_UP("ship-go asks a silent or unwilling partner for ever; we abort when the wait is over (SHIP 13.4.4.1)"),
    WAITS_FOR_READY("an approved ship-go goes on without the partner's ready; we wait for it (SHIP 13.4.4.1)"),
    REFUSES_AT_ONCE("ship-go says pending and aborted to a stranger it will not ask about; we say aborted alone"),
    ERROR_TOLD("ship-go's protocol error is lost, or without root name, or 2 for a timeout; ours arrives, is named,"
            + " is 1 for a timeout, and a close frame follows"),
    ERROR_ENDS("ship-go answers a protocol error with one of its own or close 4001; we just end"),
    VERSION_CHECKED("ship-go does not look at the announced version, the formats or the echo; we refuse with error 3"
            + " what has no common version, and with error 2 what has no formats"),
    PIN_TAKEN("ship-go closes on pinOk and optional; we need no PIN then and go on"),
    PIN_AWAITED("ship-go closes on a demand for a PIN; we wait for the user, and for a busy peer"),
    PIN_TIMED("ship-go has no timer for the PIN state; we wait 10 s"),
    LAST_WORDS("what ship-go queued in the millisecond of its close is lost; ours is written before the close frame"),
    DNS("ship-go cannot read some forms of accessMethods.dns and closes; we read them and go on"),
    ID_CODE("ship-go answers another SHIP ID with 4001 or a bare end; we close with 4450, as devices do"),
    ID_NEEDED("ship-go takes an empty SHIP ID; we close"),
    REQUEST_MEMBERS("ship-go answers an accessMethodsRequest with unknown members; we close, as openeebus does"),
    UNKNOWN_IGNORED("ship-go closes on unknown control messages before data flows; we ignore them (newest ship-go)"),
    WHITE_SPACE("older ship-go cannot read white space in JSON; we can (MSG_003)"),
    ANSWERED_IN_DATA("ship-go ignores accessMethodsRequest once data flows; we answer it (newest ship-go)"),
    EVERY_PAYLOAD("ship-go drops data whose text lacks 'datagram'; we deliver every payload"),
    STRINGS_KEPT("ship-go's text replacement damages brackets inside strings; we keep them"),
    CONFIRM_IGNORED("ship-go closes on a confirmation that nobody asked for; we ignore it"),
    MAX_TIME("the 2026 ship-go waits 100 ms for the confirmation of its announced end; we wait as long as announced"),
    STOP_ANNOUNCED("a stopped ship-go ends without an announcement; we announce, so that it is dialled again soon"),
    NOTHING_LOST("ship-go lost a message that came while it changed its state; we lose none"),
    CUT_SHORT("the probe left in the millisecond in which the next message was due"),
    ASKS("the probe stayed pending without asking for more time; we ask 15 s before the granted time is over");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    /** For the build log. */
    String text() {
        return text;
    }
}
