// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.engine.Phase;
import io.handfast.engine.Role;
import io.handfast.ship.Established;
import io.handfast.ship.ShipConnection;
import io.handfast.ship.ShipHandshake;
import io.handfast.ship.message.Pin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a device from its first attempt to its end; usually the only one. It goes through three stages:
 * its handshake runs; it is complete and held, because another one is complete as well; it carries data.
 *
 * <p>Owned by its device's actor.
 */
final class Contender {
    private final int number;
    private final Role role;
    private final Attempt attempt;
    private final boolean anew;
    private Phase phase;
    private @Nullable ShipHandshake handshake;
    private @Nullable Established held;
    private @Nullable ShipConnection connection;
    private boolean leaving;
    private boolean pinOwed;
    private Optional<Address> address = Optional.empty();

    /**
     * @param number the more recent, the bigger
     * @param anew whether its device had a complete connection already when it began
     */
    Contender(int number, Role role, Attempt attempt, Phase phase, boolean anew) {
        this.number = number;
        this.role = role;
        this.attempt = attempt;
        this.phase = phase;
        this.anew = anew;
    }

    Role role() {
        return role;
    }

    Attempt attempt() {
        return attempt;
    }

    boolean isMoreRecentThan(Contender other) {
        return number > other.number;
    }

    boolean isAnew() {
        return anew;
    }

    Phase phase() {
        return phase;
    }

    void reached(Phase next) {
        phase = next;
    }

    void opened(ShipHandshake ready) {
        handshake = ready;
    }

    void dialledAt(Address where) {
        address = Optional.of(where);
    }

    /** Where it was dialled; empty when the device came by itself. */
    Optional<Address> address() {
        return address;
    }

    /** Hands on the PIN that the device wants; what is under way before its handshake is owed it. */
    void enterPin(Pin pin) {
        if (handshake != null) {
            handshake.enterPin(pin);
        } else if (connection != null) {
            connection.enterPin(pin);
        }
        pinOwed = handshake == null && held == null && connection == null;
    }

    /** Whether a PIN was entered that could not be handed on. */
    boolean isOwedPin() {
        return pinOwed;
    }

    Optional<ShipHandshake> handshake() {
        return Optional.ofNullable(handshake);
    }

    void completed(Established established) {
        handshake = null;
        held = established;
    }

    boolean isComplete() {
        return held != null || connection != null;
    }

    /** Whether it is complete and its peer has not ended it. */
    boolean isUsable() {
        return connection != null || (held != null && !held.isOver());
    }

    Optional<Established> held() {
        return Optional.ofNullable(held);
    }

    void carries(ShipConnection started) {
        held = null;
        connection = started;
    }

    Optional<ShipConnection> connection() {
        return Optional.ofNullable(connection);
    }

    /** Whether this side has told it to end. */
    boolean isLeaving() {
        return leaving;
    }

    /** Ends it in good order if it carries data, at once otherwise. Its end is reported as an event. */
    void leave(String reason) {
        leaving = true;
        if (connection != null) {
            connection.close(reason);
        } else {
            attempt.scope().cancel();
        }
    }
}
