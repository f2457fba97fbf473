// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

/** {@code connectionPinState.inputPermission}. */
public enum InputPermission implements Word {
    /** {@code busy}: no PIN may be sent now. */
    BUSY("busy"),
    /** {@code ok}: a PIN may be sent. */
    OK("ok");

    private final String word;

    InputPermission(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
