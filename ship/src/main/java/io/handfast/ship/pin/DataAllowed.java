// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.pin;

import static io.handfast.engine.time.Deadline.NEVER;
import static io.handfast.engine.time.Deadline.earliest;

import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.Restriction;
import io.handfast.ship.ShipControl;
import io.handfast.ship.ShipEvent;
import io.handfast.ship.message.Pin;
import io.handfast.ship.message.PinError;
import io.handfast.ship.message.PinInput;
import io.handfast.ship.message.PinState;

/**
 * Proof that no PIN stands between the two sides and their data, and what is left of the phase where an optional PIN
 * may still be given, either way, while data flows. Owned by the connection's thread.
 */
public final class DataAllowed {
    private final PinCheck check;
    private final PinAsk ask;

    DataAllowed(PinCheck check, PinAsk ask) {
        this.check = check;
        this.ask = ask;
    }

    /**
     * When {@link #take} has to see its expiry.
     *
     * @return the next deadline, never as a rule
     */
    public Deadline deadline() {
        return earliest(NEVER, check.busyUntil(), ask.by());
    }

    /**
     * Deals with what may still come about PINs.
     *
     * @param event anything that happened
     * @return false when it does not concern PINs, or nothing about them is open: it is the caller's
     * @throws HandshakeException when the connection has ended
     */
    public boolean take(ShipEvent event) throws HandshakeException {
        return switch (event) {
            case ShipEvent.Received(PinInput input) -> check.take(input);
            case ShipEvent.Received(PinState state) -> ask.take(state);
            case ShipEvent.Received(PinError _) -> ask.takeError();
            case ShipEvent.Decided(ShipControl.PinEntered(Pin pin)) -> {
                ask.enterPin(pin);
                yield true;
            }
            case ShipEvent.Expired(Deadline passed)
            when passed == check.busyUntil() -> {
                check.penaltyOver();
                yield true;
            }
            case ShipEvent.Expired(Deadline passed)
            when passed == ask.by() -> {
                ask.expired(event, "an answer to the PIN");
                yield true;
            }
            default -> false;
        };
    }

    /**
     * Who is still restricted.
     *
     * @return as of now
     */
    public Restriction restriction() {
        return new Restriction(check.restricted(), ask.restricted());
    }

    /** Overwrites what is left of PINs that were entered. For the end of the connection. */
    public void wipe() {
        ask.wipe();
    }
}
