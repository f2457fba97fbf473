// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import io.handfast.engine.failure.FailureCode;

/** Why an upgrade failed. */
public enum WebSocketFailure implements FailureCode {
    /** What came is no HTTP. */
    NOT_HTTP("ws.not-http", "another service answers on this port: check host and port"),
    /** HTTP, but against its rules, or with a body where none belongs. */
    MALFORMED_HEAD("ws.malformed-head", "the peer's HTTP is broken: report it to its maker"),
    /** More head than 8 KiB or 64 lines. */
    HEAD_TOO_LARGE(
            "ws.head-too-large", "the peer sends far too many HTTP headers: check that it is the right kind of peer"),
    /** The connection ended in the middle of the upgrade. */
    CUT_OFF("ws.cut-off", "the peer hung up during the upgrade: see its own log, it may be busy or refuse us"),
    /** A plain HTTP request, or an answer that switches to something else. */
    NOT_UPGRADED("ws.not-upgraded", "the peer does not speak WebSocket here: check port and path"),
    /** A version of WebSocket other than 13. */
    VERSION("ws.version", "the peer's WebSocket is older than RFC 6455: update it"),
    /** A request without a correct key. */
    KEY("ws.key", "the peer's WebSocket is broken: report it to its maker"),
    /** An answer that does not belong to our key. */
    ACCEPT("ws.accept", "the peer or a proxy before it answered blindly: check that nothing stands between the two"),
    /** An answer with an extension nobody offered. */
    EXTENSION("ws.extension", "the peer's WebSocket is broken: report it to its maker"),
    /** The sub-protocol is missing or another one. */
    SUBPROTOCOL("ws.subprotocol", "the peer speaks another protocol over WebSocket: check host, port and path"),
    /** The peer answered 503. */
    BUSY("ws.busy", "the peer has all the connections it takes: end one there, or wait"),
    /** The peer answered neither 101 nor 503. */
    REFUSED("ws.refused", "see the status: the peer does not want this request at this path"),
    /** This side's own decision. */
    DECLINED("ws.declined", "this side refused the connection: see its limits");

    private final String code;
    private final String hint;

    WebSocketFailure(String code, String hint) {
        this.code = code;
        this.hint = hint;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String hint() {
        return hint;
    }
}
