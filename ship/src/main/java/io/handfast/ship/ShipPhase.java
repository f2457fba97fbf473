// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import io.handfast.engine.Phase;
import java.util.Locale;

/**
 * The states of a SHIP connection with the numbers that ship-go prints ({@code model/types.go}) and users grep
 * for. States that ship-go defines but never enters are left out; the gaps in the numbers are theirs.
 */
public enum ShipPhase implements Phase {
    /** Connection made, nothing said. */
    CMI_INIT(0),
    /** Client is about to send the connection mode. */
    CMI_CLIENT_SEND(1),
    /** Client waits for the server's connection mode. */
    CMI_CLIENT_WAIT(2),
    /** Client judges it. */
    CMI_CLIENT_EVALUATE(3),
    /** Server waits for the client's connection mode. */
    CMI_SERVER_WAIT(4),
    /** Server judges it and answers. */
    CMI_SERVER_EVALUATE(5),
    /** Hello begins. */
    HELLO(6),
    /** The peer is trusted here: about to say ready. */
    HELLO_READY_INIT(7),
    /** Ready was said; waiting for the peer's ready. */
    HELLO_READY_LISTEN(8),
    /** Nobody has decided about the peer: about to say pending. */
    HELLO_PENDING_INIT(10),
    /** Pending was said; waiting for the user and the peer. */
    HELLO_PENDING_LISTEN(11),
    /** Both sides are ready. */
    HELLO_OK(13),
    /** This side gives up the hello. */
    HELLO_ABORT(14),
    /** Aborted was said; the connection is closed a second later. */
    HELLO_ABORT_DONE(15),
    /** The peer said aborted. */
    HELLO_REMOTE_ABORT_DONE(16),
    /** The peer went away instead of saying ready. */
    HELLO_REJECTED(17),
    /** Server begins the protocol handshake. */
    PROTOCOL_SERVER_INIT(18),
    /** Client begins the protocol handshake. */
    PROTOCOL_CLIENT_INIT(19),
    /** Server waits for the client's announcement. */
    PROTOCOL_SERVER_LISTEN_PROPOSAL(20),
    /** Server has selected and waits for the echo. */
    PROTOCOL_SERVER_LISTEN_CONFIRM(21),
    /** Client has announced and waits for the selection. */
    PROTOCOL_CLIENT_LISTEN_CHOICE(22),
    /** Client: version agreed. */
    PROTOCOL_CLIENT_OK(24),
    /** Server: version agreed. */
    PROTOCOL_SERVER_OK(25),
    /** About to say whether a PIN is wanted. */
    PIN_CHECK_INIT(26),
    /** Waiting to hear whether the peer wants one. */
    PIN_CHECK_LISTEN(27),
    /** The peer's PIN was wrong. */
    PIN_CHECK_ERROR(28),
    /** Too many were wrong: about to say busy. */
    PIN_CHECK_BUSY_INIT(29),
    /** Takes no PIN until the penalty is over. */
    PIN_CHECK_BUSY_WAIT(30),
    /** No PIN of the peer stands in the way. */
    PIN_CHECK_OK(31),
    /** The peer wants a PIN; waiting for the user where it is required and not known. */
    PIN_ASK_INIT(32),
    /** A PIN was given, or waits until the peer takes one. */
    PIN_ASK_PROCESS(33),
    /** Going on without the optional PIN. */
    PIN_ASK_RESTRICTED(34),
    /** The peer wants no PIN any more. */
    PIN_ASK_OK(35),
    /** Access methods asked for. */
    ACCESS_METHODS_REQUEST(36),
    /** The peer's SHIP ID is known and right. */
    APPROVED(37),
    /** Data may flow. */
    COMPLETE(38),
    /** The procedure failed. */
    ERROR(39);

    private final int number;
    private final String phaseName;

    ShipPhase(int number) {
        this.number = number;
        this.phaseName = "ship." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * ship-go's number.
     *
     * @return 0 to 39
     */
    public int number() {
        return number;
    }

    /**
     * The state in ten words.
     *
     * @return as ship-go derives it
     */
    public ConnectionState connectionState() {
        return switch (number) {
            case 0 -> ConnectionState.QUEUED;
            case 1, 2, 3, 4, 5 -> ConnectionState.INITIATED;
            case 11 -> ConnectionState.RECEIVED_PAIRING_REQUEST;
            case 13 -> ConnectionState.TRUSTED;
            case 14, 15 -> ConnectionState.NONE;
            case 16, 17 -> ConnectionState.REMOTE_DENIED_TRUST;
            case 26, 27, 28, 29, 30, 31, 32, 33, 34, 35 -> ConnectionState.PIN;
            case 38 -> ConnectionState.COMPLETED;
            case 39 -> ConnectionState.ERROR;
            default -> ConnectionState.IN_PROGRESS;
        };
    }

    /** The line of a change, beginning with ship-go's words, which users search for. */
    String changeFrom(ShipPhase was) {
        return "SHIP state changed to: " + words() + ", was: " + was.words();
    }

    private String words() {
        return number + " " + phaseName + " (" + connectionState().value() + " " + connectionState() + ")";
    }

    @Override
    public String phaseName() {
        return phaseName;
    }
}
