// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

/** {@code connectionHello.phase}. */
public enum HelloPhase implements Word {
    /** {@code pending}: the sender does not trust the receiver yet. */
    PENDING("pending"),
    /** {@code ready}: the sender trusts the receiver. */
    READY("ready"),
    /** {@code aborted}: the sender refuses. */
    ABORTED("aborted");

    private final String word;

    HelloPhase(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
