// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.replay;

/** Why one of our sides acts otherwise than the end whose place it takes: whose deviation, and our answer. */
public enum Reason {
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
    SIZES("ship-go v0.6.0 takes messages of any size, the 2026 one up to 100 KiB; we take 256 KiB and close with 1009"),
    TEXT_ANSWERED("ship-go ends TCP on a text message; we close with 1003 (RFC 6455 7.4.1)"),
    TIMER_ENDS(
            "ship-go's timer of the connection mode sometimes goes on in hello and ends it; ours ends with its phase"),
    SAME_MOMENT("the error came in the millisecond of our announcement: we end without what was queued"),
    SPEAKS("the probe kept silent, to see what comes; we answer"),
    RECORD_ENDS("the recording ends while both wait; ours goes on until its wait is over"),
    STRANGER_AGAIN(
            "ship-go's hub ended this connection when the stranger came again; alone it goes on to its farewell"),
    HUB_INITIATOR(
            "ship-go keeps the connection that the bigger SKI dialled and ends the other at once; our hub lets both"
                    + " shake hands, and the one that was complete last stays (ADR 0007)"),
    HUB_ANNOUNCED("ship-go ends the replaced connection without a word; our hub announces its end"),
    HUB_ANSWERS("the probe went no further on this connection; our hub answers, and minds its own timeouts"),
    NET_TLS12("ship-go speaks TLS 1.3 with whom offers it; we speak TLS 1.2 alone (SHIP 9.1)"),
    NET_SKI("ship-go v0.6.0 does not recompute the SKI, and no generation judges it inside TLS as a client; we do"),
    NET_SUBPROTOCOL("ship-go grants the upgrade without the sub-protocol ship, and takes it; we refuse both"),
    NET_ONE_ATTEMPT("ship-go dials again at once, also without the path; we dial once and let the backoff decide"),
    NET_STRANGER("ship-go counts strangers, and a peer that comes again, as connections; ours counts devices"),
    ASKS("the probe stayed pending without asking for more time; we ask 15 s before the granted time is over");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    /** Whether it is about SHIP on one connection: not about what a hub decides, or what is below SHIP. */
    public boolean isShip() {
        return !name().startsWith("HUB_") && !name().startsWith("NET_");
    }

    /** For the build log. */
    public String text() {
        return text;
    }
}
