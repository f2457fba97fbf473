// SPDX-License-Identifier: Apache-2.0
/** A thin, blocking WebSocket (RFC 6455) for both roles, without extensions, with a decision before the upgrade. */
module io.handfast.websocket {
    requires transitive io.handfast.engine;

    exports io.handfast.websocket;
}
