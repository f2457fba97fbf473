// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import io.handfast.engine.failure.HandshakeException;

/** A request that is not upgraded: what the client is told, and what this side's caller is told. */
final class RejectedUpgrade extends Exception {
    private static final long serialVersionUID = 1;

    private final transient HttpAnswer answer;
    private final HandshakeException failure;

    RejectedUpgrade(HttpAnswer answer, HandshakeException failure) {
        super(failure);
        this.answer = answer;
        this.failure = failure;
    }

    /** The expected side of the failure is what the client is told. */
    static RejectedUpgrade badRequest(HandshakeException failure) {
        return new RejectedUpgrade(HttpAnswer.badRequest("expected " + failure.expected()), failure);
    }

    HttpAnswer answer() {
        return answer;
    }

    HandshakeException failure() {
        return failure;
    }
}
