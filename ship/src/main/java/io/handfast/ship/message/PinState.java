// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import java.util.Optional;

/**
 * {@code connectionPinState} (13.4.4.3): whether the sender wants a PIN of the receiver.
 *
 * @param pinState {@code pinState}
 * @param inputPermission {@code inputPermission}; see {@link #permissionFits}
 */
public record PinState(PinRequirement pinState, Optional<InputPermission> inputPermission) implements KnownMessage {
    /**
     * The sender wants a PIN.
     *
     * @param pinState {@code required} or {@code optional}
     * @param permission whether it may be sent now
     * @return the state with its permission
     * @throws IllegalArgumentException for another state
     */
    public static PinState wanting(PinRequirement pinState, InputPermission permission) {
        if (!pinState.wantsPin()) {
            throw new IllegalArgumentException("pinState " + pinState.word() + " carries no inputPermission");
        }
        return new PinState(pinState, Optional.of(permission));
    }

    /**
     * The sender wants no PIN.
     *
     * @return {@code none}
     */
    public static PinState none() {
        return new PinState(PinRequirement.NONE, Optional.empty());
    }

    /**
     * The sender got the right PIN.
     *
     * @return {@code pinOk}
     */
    public static PinState pinOk() {
        return new PinState(PinRequirement.PIN_OK, Optional.empty());
    }

    /**
     * Whether the rule of 13.4.4.3 is kept: {@code required} and {@code optional} carry a permission, {@code none}
     * and {@code pinOk} do not. Messages that break it are read all the same: openeebus accepts them.
     *
     * @return true when it is kept
     */
    public boolean permissionFits() {
        return pinState.wantsPin() == inputPermission.isPresent();
    }

    @Override
    public MessageType type() {
        return MessageType.CONTROL;
    }
}
