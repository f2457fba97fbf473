// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.pin;

import static io.handfast.engine.time.Deadline.NEVER;

import io.handfast.crypto.Ski;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.PinDemand;
import io.handfast.ship.PinLedger;
import io.handfast.ship.ShipExchange;
import io.handfast.ship.ShipPhase;
import io.handfast.ship.message.InputPermission;
import io.handfast.ship.message.PinError;
import io.handfast.ship.message.PinInput;
import io.handfast.ship.message.PinRequirement;
import io.handfast.ship.message.PinState;
import java.time.Duration;
import java.util.Optional;

/**
 * The half that demands a PIN of the peer, states 26 to 31. What it judges it first has the ledger write down. Lives
 * on after the phase when the PIN was optional and has not come.
 */
final class PinCheck {
    private final ShipExchange x;
    private final Ski peer;
    private final Optional<PinDemand> demand;
    private boolean passed;
    private boolean phaseOver;
    private Deadline busyUntil = NEVER;

    PinCheck(ShipExchange x, Ski peer, Optional<PinDemand> demand) {
        this.x = x;
        this.peer = peer;
        this.demand = demand;
        this.passed = demand.isEmpty();
    }

    /** Says what this side wants. A penalty that is not over yet is one of an earlier connection. */
    void begin() throws HandshakeException {
        enter(ShipPhase.PIN_CHECK_INIT);
        if (demand.isEmpty()) {
            x.send(PinState.none());
            enter(ShipPhase.PIN_CHECK_LISTEN);
            return;
        }
        Duration penalty = demand.get().ledger().penaltyLeft(peer);
        if (penalty.isPositive()) {
            beBusy(demand.get(), penalty);
        } else {
            listen(demand.get());
        }
    }

    private void listen(PinDemand wanted) throws HandshakeException {
        busyUntil = NEVER;
        x.send(state(wanted, InputPermission.OK));
        enter(ShipPhase.PIN_CHECK_LISTEN);
    }

    private void beBusy(PinDemand wanted, Duration penalty) throws HandshakeException {
        busyUntil = x.in(penalty);
        x.send(state(wanted, InputPermission.BUSY));
        enter(ShipPhase.PIN_CHECK_BUSY_WAIT);
    }

    private static PinState state(PinDemand wanted, InputPermission permission) {
        return PinState.wanting(wanted.required() ? PinRequirement.REQUIRED : PinRequirement.OPTIONAL, permission);
    }

    /** False when this side never asked for one. What comes when none is asked for, or during a penalty, is not judged. */
    boolean take(PinInput input) throws HandshakeException {
        try {
            if (demand.isPresent() && !passed && busyUntil == NEVER) {
                judge(input, demand.get());
            }
            return demand.isPresent();
        } finally {
            input.pin().wipe();
        }
    }

    private void judge(PinInput input, PinDemand wanted) throws HandshakeException {
        boolean right = input.pin().matches(wanted.pin());
        PinLedger.Judgement judgement = wanted.ledger().judge(peer, right);
        switch (judgement.outcome()) {
            case RIGHT -> {
                passed = true;
                x.send(PinState.pinOk());
                enter(ShipPhase.PIN_CHECK_OK);
            }
            case WRONG -> {
                enter(ShipPhase.PIN_CHECK_ERROR);
                x.send(new PinError(PinError.WRONG_PIN));
                punish(wanted, judgement.penalty());
            }
            case NOT_JUDGED -> punish(wanted, judgement.penalty());
        }
    }

    private void punish(PinDemand wanted, Duration penalty) throws HandshakeException {
        if (penalty.isPositive()) {
            enter(ShipPhase.PIN_CHECK_BUSY_INIT);
            beBusy(wanted, penalty);
        } else {
            enter(ShipPhase.PIN_CHECK_LISTEN);
        }
    }

    /** The penalty is over, unless the peer has earned another one on another connection. */
    void penaltyOver() throws HandshakeException {
        PinDemand wanted = demand.orElseThrow();
        Duration more = wanted.ledger().penaltyLeft(peer);
        if (more.isPositive()) {
            busyUntil = x.in(more);
        } else {
            listen(wanted);
        }
    }

    /** When to call {@link #penaltyOver}. */
    Deadline busyUntil() {
        return busyUntil;
    }

    boolean demands() {
        return demand.isPresent();
    }

    /** Whether the peer may go on to data, fully or in a restricted way. */
    boolean letsPass() {
        return passed || !demand.get().required();
    }

    boolean restricted() {
        return !passed;
    }

    /** The phase is over: what follows is no state of the connection any more. */
    void endPhase() {
        if (demand.isEmpty()) {
            enter(ShipPhase.PIN_CHECK_OK);
        }
        phaseOver = true;
    }

    private void enter(ShipPhase phase) {
        if (!phaseOver) {
            x.enter(phase);
        }
    }
}
