// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.Role;
import io.handfast.engine.failure.Blame;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.ship.ConnectionState;
import io.handfast.ship.PinTerms;
import io.handfast.ship.ShipPhase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One device as it stood at one moment: how far it got, since when, what went wrong last, what comes next.
 *
 * @param ski its key
 * @param name what people call it
 * @param shipId as far as it is known; empty when it never was connected
 * @param standing whether it is trusted
 * @param state its connection in one of ten words
 * @param stage how far it got: seen, tcp, tls, websocket, a phase's name, established
 * @param since when this stage began, by the calendar
 * @param role which end this side is; empty when nothing is under way
 * @param addresses where it can be dialled, best first; empty when it has to come by itself
 * @param attempts how often it was dialled since it was last connected
 * @param nextAttempt when it is dialled next, by the calendar
 * @param waitsForRoom whether all places are taken and it is dialled as soon as there is one
 * @param stayAway whether it is left alone until somebody asks for it
 * @param pinWish the PIN that it wants and nobody has entered
 * @param trouble what went wrong last; empty after success
 */
public record DeviceStatus(
        Ski ski,
        String name,
        Optional<String> shipId,
        Standing standing,
        ConnectionState state,
        String stage,
        Instant since,
        Optional<Role> role,
        List<Address> addresses,
        int attempts,
        Optional<Instant> nextAttempt,
        boolean waitsForRoom,
        boolean stayAway,
        Optional<PinTerms.Wish> pinWish,
        Optional<Trouble> trouble) {
    /** The stage of a device of which nothing is under way. */
    public static final String SEEN = "seen";
    /** The stage of a device that data may flow to. */
    public static final String ESTABLISHED = "established";

    /** Copies the list. */
    public DeviceStatus {
        addresses = List.copyOf(addresses);
    }

    /**
     * Something that went wrong, without the exception.
     *
     * @param at when, by the calendar
     * @param stage how far it had got
     * @param code the stable word of {@code docs/failures.md}
     * @param blame whose doing it was
     * @param expected what should have come
     * @param got what came
     * @param hint what to do
     */
    public record Trouble(
            Instant at, String stage, String code, Blame blame, String expected, String got, String hint) {
        static Trouble of(Instant at, String stage, HandshakeException e) {
            return new Trouble(
                    at,
                    stage,
                    e.code().code(),
                    e.blame(),
                    e.expected(),
                    e.got(),
                    e.code().hint());
        }
    }

    /**
     * Whether this side's user has to decide about it.
     *
     * @return true while it waits in the hello
     */
    public boolean asksForTrust() {
        return standing == Standing.PENDING && stage.equals(ShipPhase.HELLO_PENDING_LISTEN.phaseName());
    }

    /**
     * What is the matter with it, for people: where it stands, why, what comes next, what to do.
     *
     * @param now the calendar's time
     * @return a few lines
     */
    public List<String> explain(Instant now) {
        return Diagnosis.of(this, now);
    }
}
