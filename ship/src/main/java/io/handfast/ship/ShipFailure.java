// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import io.handfast.engine.failure.FailureCode;

/** What can go wrong between the WebSocket upgrade and the exchange of data, with the farewell it gets. */
public enum ShipFailure implements FailureCode {
    /** No connection mode message came in time. */
    CMI_TIMEOUT(
            "ship.cmi.timeout",
            Farewell.closing(Farewell.CLOSE_NORMAL, "no connection mode in time"),
            "check that the peer speaks SHIP on this port; restart the device if it hangs"),
    /** The first message was not the connection mode 00 00. */
    CMI_INVALID(
            "ship.cmi.invalid",
            Farewell.closing(Farewell.CLOSE_NORMAL, "connection mode 00 00 expected"),
            "the peer's software is faulty or newer: report it to its maker"),
    /** Neither ready nor a request for more time came before the wait was over. */
    HELLO_TIMEOUT("ship.hello.timeout", Farewell.ABORT, "approve this side on the device, then try again"),
    /** A message that does not belong into the hello phase. */
    HELLO_UNEXPECTED("ship.hello.unexpected", Farewell.ABORT, "the peer's software is faulty: report it to its maker"),
    /** The peer is not in the trust store. */
    HELLO_NOT_TRUSTED(
            "ship.hello.not-trusted", Farewell.ABORT, "if you know the device, add its SKI to the trusted devices"),
    /** A user of this side refused the peer. */
    HELLO_TRUST_DENIED(
            "ship.hello.trust-denied",
            Farewell.ABORT,
            "nothing to do: this side refused; trust the device if that was a mistake"),
    /** Nobody decided about the peer while the pairing window was open. */
    HELLO_UNDECIDED(
            "ship.hello.undecided",
            Farewell.ABORT,
            "decide about the device while it waits, or trust it before it comes back"),
    /** The peer said aborted, or closed with 4452. */
    HELLO_REMOTE_DENIED(
            "ship.hello.remote-denied",
            Farewell.ABORTED_BY_PEER,
            "approve this side on the device: look for our SKI in its list of partners"),
    /** The peer ended the connection instead of saying ready. */
    HELLO_CLOSED(
            "ship.hello.closed",
            Farewell.NONE,
            "the device is busy or does not trust this side: approve this side on the device"),
    /** No message of the protocol handshake came in time. */
    PROTOCOL_TIMEOUT(
            "ship.protocol.timeout", Farewell.PROTOCOL_TIMEOUT, "restart the device if it hangs; it is tried again"),
    /** A message that does not belong into the protocol handshake. */
    PROTOCOL_UNEXPECTED(
            "ship.protocol.unexpected",
            Farewell.PROTOCOL_UNEXPECTED,
            "the peer's software is faulty: report it to its maker"),
    /** The two sides have no version or format in common, or the peer selected one that was not offered. */
    PROTOCOL_MISMATCH(
            "ship.protocol.mismatch",
            Farewell.PROTOCOL_MISMATCH,
            "update the older side: version 1.0 and JSON-UTF8 are needed"),
    /** The peer reported an error of the protocol handshake. */
    PROTOCOL_REMOTE_ERROR("ship.protocol.remote-error", Farewell.NONE, "see the peer's own log; it is tried again"),
    /** The peer did not say in time whether it wants a PIN, or what became of ours. */
    PIN_TIMEOUT(
            "ship.pin.timeout",
            Farewell.closing(Farewell.CLOSE_NORMAL, "no PIN state in time"),
            "restart the device if it hangs; it is tried again"),
    /** A message that does not belong into the PIN phase. */
    PIN_UNEXPECTED(
            "ship.pin.unexpected",
            Farewell.closing(Farewell.CLOSE_NORMAL, "PIN state expected"),
            "the peer's software is faulty: report it to its maker"),
    /** The peer demands a PIN, and nobody entered it in time. */
    PIN_WANTED(
            "ship.pin.wanted",
            Farewell.closing(Farewell.CLOSE_NORMAL, "no PIN available"),
            "enter the PIN that is printed on the device or shown by it, or switch the PIN off there"),
    /** The peer said that our PIN is wrong, and no other one was entered before the end. */
    PIN_WRONG(
            "ship.pin.wrong",
            Farewell.closing(Farewell.CLOSE_NORMAL, "no PIN available"),
            "check the PIN on the device and enter it again; after several wrong ones the device makes you wait"),
    /** The peer left without the PIN that this side demands, or did not give it in time. */
    PIN_NOT_GIVEN(
            "ship.pin.not-given",
            Farewell.closing(Farewell.CLOSE_NORMAL, "no PIN in time"),
            "enter this side's PIN on the device, or demand none of it: most devices have no place for one"),
    /** The peer did not tell its SHIP ID in time. */
    ACCESS_TIMEOUT(
            "ship.access.timeout",
            Farewell.closing(Farewell.CLOSE_NORMAL, "no access methods in time"),
            "restart the device if it hangs; it is tried again"),
    /** The peer's access methods cannot be read or carry no id. */
    ACCESS_MALFORMED(
            "ship.access.malformed",
            Farewell.closing(Farewell.CLOSE_NORMAL, "access methods with an id expected"),
            "the peer's software is faulty: report it to its maker"),
    /** The peer tells another SHIP ID than it had when it was paired. */
    ACCESS_ID_MISMATCH(
            "ship.access.id-mismatch",
            Farewell.closing(Farewell.CLOSE_ID_MISMATCH, "SHIP id mismatch"),
            "if the device was replaced or reset, remove it from the trusted devices and pair it again"),
    /** The peer announced the end of the connection. */
    CLOSED_BY_PEER("ship.close.announced", Farewell.CONFIRM, "nothing to do: the peer ended it; see its own log");

    private final String code;

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
    private final Farewell farewell;

    private final String hint;

    ShipFailure(String code, Farewell farewell, String hint) {
        this.code = code;
        this.farewell = farewell;
        this.hint = hint;
    }

    @Override
    public String code() {
        return code;
    }

    /**
     * What the peer is told.
     *
     * @return the farewell of this failure
     */
    public Farewell farewell() {
        return farewell;
    }

    @Override
    public String hint() {
        return hint;
    }
}
