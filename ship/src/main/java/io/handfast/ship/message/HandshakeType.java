// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

/** {@code messageProtocolHandshake.handshakeType}. */
public enum HandshakeType implements Word {
    /** {@code announceMax}: the client's highest version. */
    ANNOUNCE_MAX("announceMax"),
    /** {@code select}: the server's choice, and the client's echo of it. */
    SELECT("select");

    private final String word;

    HandshakeType(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
