// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.engine.failure.FailureCode;

/** What goes wrong between two nodes of Decred above the wire; what is wrong with bytes has its codes there. */
public enum DecredFailure implements FailureCode {
    /** The peer does not speak a protocol version that is still in use. */
    PROTOCOL_VERSION_TOO_OLD(
            "decred.handshake.protocol-version-too-old",
            "the peer's software is too old: its operator has to update it");

    private final String code;
    private final String hint;

    DecredFailure(String code, String hint) {
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
