// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.pairing;

import io.handfast.engine.failure.FailureCode;

/** A QR text that cannot be used for pairing. Its message never repeats the text: a secret may stand in it. */
public final class UselessCode extends Exception {
    private static final long serialVersionUID = 1;

    private final transient FailureCode failure;

    UselessCode(FailureCode failure, String message) {
        super(message);
        this.failure = failure;
    }

    /**
     * What is wrong.
     *
     * @return a code of {@code docs/failures.md}: {@link ScanFailure}, or why the text cannot be read at all
     */
    public FailureCode failure() {
        return failure;
    }
}
