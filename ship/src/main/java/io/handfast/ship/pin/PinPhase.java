// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.pin;

import static io.handfast.engine.time.Deadline.NEVER;
import static io.handfast.engine.time.Deadline.earliest;

import io.handfast.engine.Ending;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.ShipControl;
import io.handfast.ship.ShipEvent;
import io.handfast.ship.ShipExchange;
import io.handfast.ship.ShipFailure;
import io.handfast.ship.message.PinError;
import io.handfast.ship.message.PinInput;
import io.handfast.ship.message.PinState;
import io.handfast.ship.protocol.AgreedVersion;

/**
 * PIN verification, SHIP 13.4.4.3: each side says first what it wants of the other. Two halves run side by side on one
 * thread, {@link PinCheck} for the PIN that this side demands and {@link PinAsk} for the one that it is asked for, and
 * everything that can happen is one switch. The phase is over when neither half holds up the data: a required PIN
 * does, an optional one does not and may still be given later ({@link DataAllowed}).
 */
public final class PinPhase {
    private static final String EXPECTED = "connectionPinState none or pinOk";
    private static final String WANTED = "the PIN that this side demands";

    private final ShipExchange x;
    private final PinCheck check;
    private final PinAsk ask;
    private final Deadline giveUpAt;

    private PinPhase(ShipExchange x, RemoteNode remote) {
        this.x = x;
        this.check = new PinCheck(x, remote.ski(), remote.pins().demand());
        this.ask = new PinAsk(x, remote);
        this.giveUpAt = check.letsPass() ? NEVER : x.in(x.timers().pairingWindow());
    }

    /**
     * Blocks until no PIN stands between the two sides: for a second as a rule, and as long as the pairing window
     * while a user has to type one, on either side.
     *
     * @param x the connection; a PIN that the user enters arrives through its inbox
     * @param version proof of the phase before
     * @param remote the peer, with what is wanted and known of PINs
     * @return the proof that the next phase wants
     * @throws HandshakeException {@code ship.pin.*}, or the connection's end
     */
    public static DataAllowed run(ShipExchange x, AgreedVersion version, RemoteNode remote) throws HandshakeException {
        PinPhase phase = new PinPhase(x, remote);
        boolean done = false;
        try {
            phase.untilNoPinStandsInTheWay();
            done = true;
        } finally {
            if (!done) {
                phase.ask.wipe();
            }
        }
        phase.ask.endPhase();
        phase.check.endPhase();
        return new DataAllowed(phase.check, phase.ask);
    }

    private void untilNoPinStandsInTheWay() throws HandshakeException {
        check.begin();
        while (!check.letsPass() || !ask.letsPass()) {
            ShipEvent event = x.awaitOrPin(earliest(ask.by(), check.busyUntil(), givenBy()));
            boolean fits = switch (event) {
                case ShipEvent.Received(PinState state) -> ask.take(state);
                case ShipEvent.Received(PinError _) -> ask.takeError();
                case ShipEvent.Received(PinInput input) -> check.take(input);
                case ShipEvent.Decided(ShipControl control) -> decided(control);
                case ShipEvent.Expired(Deadline passed) -> expired(passed, event);
                case ShipEvent.Ended(Ending ending) -> throw ended(ending, event);
                default -> false;
            };
            if (!fits) {
                throw x.failure(event, ShipFailure.PIN_TIMEOUT, ShipFailure.PIN_UNEXPECTED, expected());
            }
        }
    }

    /** The peer's user needs time as well, but not for ever. */
    private Deadline givenBy() {
        return check.letsPass() ? NEVER : giveUpAt;
    }

    /** A decision about trust means nothing any more. */
    private boolean decided(ShipControl control) throws HandshakeException {
        if (control instanceof ShipControl.PinEntered(var pin)) {
            ask.enterPin(pin);
        }
        return true;
    }

    private boolean expired(Deadline passed, ShipEvent event) throws HandshakeException {
        if (passed == check.busyUntil()) {
            check.penaltyOver();
        } else if (passed == ask.by()) {
            ask.expired(event, EXPECTED);
        } else {
            throw x.failure(event, ShipFailure.PIN_NOT_GIVEN, ShipFailure.PIN_NOT_GIVEN, WANTED);
        }
        return true;
    }

    /** A peer that goes instead of giving a PIN, or after its "wrong", tells as much with that. */
    private HandshakeException ended(Ending ending, ShipEvent event) {
        boolean went = ending instanceof Ending.PeerClosed || ending instanceof Ending.StreamEnded;
        if (went && ask.refused()) {
            return x.refused(ShipFailure.PIN_WRONG, EXPECTED, event);
        }
        if (went && !check.letsPass()) {
            return x.refused(ShipFailure.PIN_NOT_GIVEN, WANTED, event);
        }
        return x.failure(event, ShipFailure.PIN_TIMEOUT, ShipFailure.PIN_UNEXPECTED, expected());
    }

    private String expected() {
        return check.letsPass() ? EXPECTED : WANTED;
    }
}
