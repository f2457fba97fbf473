// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.pin;

import static io.handfast.engine.time.Deadline.NEVER;
import static io.handfast.engine.time.Deadline.earliest;

import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.PinPenalties;
import io.handfast.ship.PinTerms;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.ShipEvent;
import io.handfast.ship.ShipExchange;
import io.handfast.ship.ShipFailure;
import io.handfast.ship.ShipPhase;
import io.handfast.ship.message.InputPermission;
import io.handfast.ship.message.Pin;
import io.handfast.ship.message.PinInput;
import io.handfast.ship.message.PinRequirement;
import io.handfast.ship.message.PinState;
import java.time.Duration;
import java.util.Optional;

/**
 * The half that a peer demands a PIN of, states 32 to 35. A PIN is kept until the peer has judged it, because one that
 * meets a busy peer was not. Only a required PIN holds anybody up. Lives on after the phase when the PIN was optional
 * and was not given.
 */
final class PinAsk {
    private enum Stage {
        /** The peer has not said what it wants. */
        UNTOLD,
        /** The peer wants none. */
        NOT_ASKED,
        /** The peer wants one and there is none to give. */
        WANTED,
        /** The peer takes none now. */
        BUSY,
        /** One is being judged. */
        SENT,
        /** It was right. */
        GIVEN
    }

    private final ShipExchange x;
    private final RemoteNode peer;
    private Stage stage = Stage.UNTOLD;
    private boolean required;
    private boolean refused;
    private boolean asked;
    private boolean phaseOver;
    /** To be given, or being judged. */
    private Optional<Pin> pin;
    /** What the user entered while one was being judged. */
    private Optional<Pin> next = Optional.empty();
    /** The end of what the stage waits for. */
    private Deadline by;
    /** The end of the user's time, and of all patience with a peer that is busy again and again. */
    private Deadline userBy = NEVER;

    private Deadline giveUpAt = NEVER;

    PinAsk(ShipExchange x, RemoteNode peer) {
        this.x = x;
        this.peer = peer;
        this.pin = x.enteredPin().or(() -> peer.pins().known().map(Pin::copy));
        this.by = x.in(x.timers().pin());
    }

    /** False for a state of a peer that has nothing more to say about PINs. */
    boolean take(PinState state) throws HandshakeException {
        if (stage == Stage.NOT_ASKED || stage == Stage.GIVEN) {
            return false;
        }
        switch (state.pinState()) {
            case NONE -> finish(Stage.NOT_ASKED);
            case PIN_OK -> finish(Stage.GIVEN);
            case REQUIRED, OPTIONAL -> demanded(state);
        }
        return true;
    }

    private void finish(Stage last) {
        if (stage != Stage.UNTOLD) {
            enter(ShipPhase.PIN_ASK_OK);
        }
        stage = last;
        by = NEVER;
        giveUpAt = NEVER;
        wipe();
    }

    private void demanded(PinState state) throws HandshakeException {
        if (stage == Stage.UNTOLD) {
            enter(ShipPhase.PIN_ASK_INIT);
        }
        required = state.pinState() == PinRequirement.REQUIRED && !phaseOver;
        if (!required) {
            giveUpAt = NEVER;
        } else if (giveUpAt == NEVER) {
            userBy = x.in(x.timers().pairingWindow());
            giveUpAt = userBy.plus(longestBusy());
        }
        // Without inputPermission, which openeebus leaves out, it means that one may be sent.
        if (state.inputPermission().equals(Optional.of(InputPermission.BUSY))) {
            takeNext();
            rest(Stage.BUSY);
        } else if (stage == Stage.WANTED) {
            rest(Stage.WANTED); // said twice
        } else if (stage != Stage.SENT) {
            giveOrAsk();
        }
    }

    /** A penalty, and then the usual wait for a state. */
    private Duration longestBusy() {
        return PinPenalties.LONGEST.plus(x.timers().pin());
    }

    private void giveOrAsk() throws HandshakeException {
        if (pin.isPresent()) {
            x.send(new PinInput(pin.get()));
            stage = Stage.SENT;
            by = x.in(x.timers().pin());
            enter(ShipPhase.PIN_ASK_PROCESS);
        } else {
            rest(Stage.WANTED);
            askUser();
        }
    }

    /** Once for each PIN that turned out wrong: a peer that changes its mind must not keep the user busy. */
    private void askUser() {
        if (!asked) {
            asked = true;
            peer.pins().question().ask(peer.ski(), new PinTerms.Wish(required, refused));
        }
    }

    /** Wanted or busy: a required PIN is waited for, an optional one is not. */
    private void rest(Stage at) {
        stage = at;
        if (!required) {
            by = NEVER;
            enter(ShipPhase.PIN_ASK_RESTRICTED);
        } else if (at == Stage.BUSY) {
            by = x.in(longestBusy());
            enter(ShipPhase.PIN_ASK_PROCESS);
        } else {
            by = userBy;
            enter(ShipPhase.PIN_ASK_INIT);
        }
    }

    /** False when nothing was asked of this side. A busy peer may answer so what it did not judge. */
    boolean takeError() throws HandshakeException {
        if (stage == Stage.SENT) {
            refused = true;
            asked = false;
            pin.ifPresent(Pin::wipe);
            pin = Optional.empty();
            takeNext();
            giveOrAsk(); // a peer that is busy now says so next
        }
        return stage == Stage.WANTED || stage == Stage.BUSY || stage == Stage.SENT;
    }

    private void takeNext() {
        if (next.isPresent()) {
            pin.ifPresent(Pin::wipe);
            pin = next;
            next = Optional.empty();
        }
    }

    /** The user entered a PIN; it becomes this half's to wipe. */
    void enterPin(Pin entered) throws HandshakeException {
        boolean again = stage == Stage.SENT && pin.isPresent() && pin.get().matches(entered);
        if (stage == Stage.NOT_ASKED || stage == Stage.GIVEN || again) { // a second wrong one costs another penalty
            entered.wipe();
            return;
        }
        next.ifPresent(Pin::wipe);
        next = Optional.of(entered);
        if (stage != Stage.SENT) {
            takeNext();
        }
        if (stage == Stage.WANTED) {
            giveOrAsk();
        }
    }

    /** When to call {@link #expired}. */
    Deadline by() {
        return earliest(by, giveUpAt);
    }

    /** Nothing came in time: the end, but for an optional PIN, whose peer may still say that it is ready for it. */
    void expired(ShipEvent event, String expected) throws HandshakeException {
        if (stage == Stage.WANTED && required) {
            ShipFailure code = refused ? ShipFailure.PIN_WRONG : ShipFailure.PIN_WANTED;
            throw x.declined(code, "the PIN that the peer wants", "none in time");
        }
        if (stage == Stage.UNTOLD || required) {
            throw x.failure(event, ShipFailure.PIN_TIMEOUT, ShipFailure.PIN_UNEXPECTED, expected);
        }
        rest(Stage.BUSY);
    }

    boolean letsPass() {
        return stage != Stage.UNTOLD && (!required || stage == Stage.NOT_ASKED || stage == Stage.GIVEN);
    }

    boolean restricted() {
        return stage != Stage.NOT_ASKED && stage != Stage.GIVEN;
    }

    /** Whether the peer found one wrong. */
    boolean refused() {
        return refused;
    }

    void endPhase() {
        phaseOver = true;
    }

    void wipe() {
        pin.ifPresent(Pin::wipe);
        next.ifPresent(Pin::wipe);
        pin = Optional.empty();
        next = Optional.empty();
    }

    private void enter(ShipPhase phase) {
        if (!phaseOver) {
            x.enter(phase);
        }
    }
}
