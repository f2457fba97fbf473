// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

/** {@code connectionPinState.pinState}. */
public enum PinRequirement implements Word {
    /** {@code required}: nothing goes on without the PIN. */
    REQUIRED("required"),
    /** {@code optional}: the PIN opens more. */
    OPTIONAL("optional"),
    /** {@code pinOk}: the PIN was right. */
    PIN_OK("pinOk"),
    /** {@code none}: the sender wants no PIN. */
    NONE("none");

    private final String word;

    PinRequirement(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    boolean wantsPin() {
        return this == REQUIRED || this == OPTIONAL;
    }
}
