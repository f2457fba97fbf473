// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import io.handfast.engine.Phase;

/** The one step in which a WebSocket can fail before there is one. */
public enum WebSocketPhase implements Phase {
    /** The HTTP request and its answer. */
    UPGRADE("websocket");

    private final String phaseName;

    WebSocketPhase(String phaseName) {
        this.phaseName = phaseName;
    }

    @Override
    public String phaseName() {
        return phaseName;
    }
}
