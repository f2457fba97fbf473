// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

/** {@code connectionClose.phase}. */
public enum ClosePhase implements Word {
    /** {@code announce}: the sender is about to close. */
    ANNOUNCE("announce"),
    /** {@code confirm}: the sender has seen the announcement. */
    CONFIRM("confirm");

    private final String word;

    ClosePhase(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
