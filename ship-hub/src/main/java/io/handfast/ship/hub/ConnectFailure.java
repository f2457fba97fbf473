// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.engine.failure.FailureCode;

/** What can go wrong between TCP and the first SHIP message besides what TLS and WebSocket say themselves. */
public enum ConnectFailure implements FailureCode {
    /** The TLS handshake did not end in time. */
    TLS_TIMEOUT("tls.timeout", "check that the port is the SHIP port; restart the device if it hangs"),
    /** The peer has the right key, but another certificate than the one that was paired. */
    WRONG_CERTIFICATE(
            "tls.wrong-certificate",
            "either an attack, or the device has a new certificate: forget it, then pair it again"),
    /** The WebSocket upgrade did not end in time. */
    WEBSOCKET_TIMEOUT("ws.timeout", "restart the device if it hangs; it is tried again"),
    /** All connections this hub may have are taken. */
    LIMIT_REACHED("hub.limit-reached", "raise max_connections, or remove a device");

    private final String code;
    private final String hint;

    ConnectFailure(String code, String hint) {
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
