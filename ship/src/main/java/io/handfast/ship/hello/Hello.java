// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hello;

import static io.handfast.engine.time.Deadline.NEVER;
import static io.handfast.engine.time.Deadline.earliest;

import io.handfast.engine.Ending;
import io.handfast.engine.Role;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.Farewell;
import io.handfast.ship.ShipControl;
import io.handfast.ship.ShipEvent;
import io.handfast.ship.ShipExchange;
import io.handfast.ship.ShipFailure;
import io.handfast.ship.ShipPhase;
import io.handfast.ship.Trust;
import io.handfast.ship.cmi.CmiDone;
import io.handfast.ship.message.ConnectionHello;
import io.handfast.ship.message.HandshakeType;
import io.handfast.ship.message.HelloPhase;
import io.handfast.ship.message.ProtocolHandshake;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Connection hello, SHIP 13.4.4.1: the two sides wait until both trust each other.
 *
 * <p>A side that trusts says <em>ready</em> and waits; a side whose user has not decided says <em>pending</em>,
 * and from time to time asks for more. The specification's three timers are three local deadlines, its states are
 * two booleans, and everything that can happen is one switch:
 *
 * <ul>
 *   <li>{@code readyBy}, Wait-For-Ready: the partner has to be ready by then;
 *   <li>{@code askAt}, Send-Prolongation-Request: time to ask the partner for more;
 *   <li>{@code replyBy}, Prolongation-Request-Reply: the partner has to answer that by then.
 * </ul>
 */
public final class Hello {
    /** The longest wait SHIP knows; a partner that asks again and again gets no more at a time. */
    private static final Duration MOST_ANNOUNCED = Duration.ofMinutes(4);

    /** A ship-go server whose user approved while we were pending waits this long for our announceMax (quirk). */
    private static final Duration EARLY_JUMP = Duration.ofSeconds(10);

    private static final String EXPECTED = "connectionHello ready";

    private final ShipExchange x;
    private final boolean client;
    private final BooleanSupplier allowWaiting;
    private final Duration helloInit;
    private boolean trusted;
    private boolean partnerReady;
    private boolean partnerWasPending;
    private boolean saidAgain;
    private boolean mayCross;
    private Deadline readyBy = NEVER;
    private Deadline askAt = NEVER;
    private Deadline replyBy = NEVER;
    private Deadline giveUpAt = NEVER;
    private Deadline jumpedUntil = NEVER;
    private Duration granted;
    private Optional<ProtocolHandshake> announced = Optional.empty();

    private Hello(ShipExchange x, Role role, boolean trusted, BooleanSupplier allowWaiting) {
        this.x = x;
        this.client = role == Role.CLIENT;
        this.trusted = trusted;
        this.allowWaiting = allowWaiting;
        this.helloInit = x.timers().helloInit();
        this.granted = helloInit;
    }

    /**
     * Blocks until both sides are ready.
     *
     * @param x the connection; a user's decision arrives through its inbox
     * @param done proof of the phase before
     * @param role which end this side is
     * @param trust what this side has decided so far
     * @return the proof that the next phase wants
     * @throws HandshakeException {@code ship.hello.*}, or the connection's end
     */
    public static TrustedPeer run(ShipExchange x, CmiDone done, Role role, Trust trust) throws HandshakeException {
        x.settle();
        x.enter(ShipPhase.HELLO);
        Hello hello = new Hello(x, role, decided(x, trust), allowWaiting(trust));
        hello.untilBothReady();
        x.enter(ShipPhase.HELLO_OK);
        if (hello.partnerWasPending) {
            x.settle();
        }
        return new TrustedPeer(hello.mayCross, hello.announced);
    }

    /** Whether this side is ready from the beginning: a decision made since the connection began comes first. */
    private static boolean decided(ShipExchange x, Trust trust) throws HandshakeException {
        if (x.decision().isPresent()) {
            if (x.decision().get() instanceof ShipControl.TrustGranted) {
                return true;
            }
            throw denied(x);
        }
        if (trust instanceof Trust.Refused) {
            throw notTrusted(x);
        }
        return trust instanceof Trust.Trusted;
    }

    private static BooleanSupplier allowWaiting(Trust trust) {
        return trust instanceof Trust.Undecided(BooleanSupplier allowed) ? allowed : () -> true;
    }

    private static HandshakeException notTrusted(ShipExchange x) {
        return x.declined(ShipFailure.HELLO_NOT_TRUSTED, "a trusted device", "an unknown one");
    }

    private static HandshakeException denied(ShipExchange x) {
        return x.declined(ShipFailure.HELLO_TRUST_DENIED, "trust in the device", "a refusal");
    }

    private void untilBothReady() throws HandshakeException {
        if (!trusted) {
            requireWaitingAllowed();
        }
        readyBy = x.in(helloInit);
        giveUpAt = trusted ? NEVER : x.in(x.timers().pairingWindow());
        begin();
        while (!trusted || !partnerReady) {
            ShipEvent event = x.awaitOrDecision(earliest(readyBy, askAt, replyBy, giveUpAt));
            switch (event) {
                case ShipEvent.Expired(Deadline passed) when passed == askAt -> askForMore();
                case ShipEvent.Expired(Deadline passed)
                when passed == giveUpAt ->
                    throw x.declined(ShipFailure.HELLO_UNDECIDED, "a decision about the device", "none in time");
                case ShipEvent.Decided(ShipControl.TrustGranted _) -> becomeReady();
                case ShipEvent.Decided(ShipControl.TrustDenied _) -> throw denied(x);
                case ShipEvent.Received(ConnectionHello hello) -> take(hello, event);
                case ShipEvent.Received(ProtocolHandshake handshake)
                when impliesReady(handshake) -> {
                    announced = Optional.of(handshake);
                    partnerReady = true;
                }
                case ShipEvent.Ended(Ending ending) -> throw rejected(ending, event);
                default -> throw x.failure(event, ShipFailure.HELLO_TIMEOUT, ShipFailure.HELLO_UNEXPECTED, EXPECTED);
            }
        }
    }

    private void begin() throws HandshakeException {
        x.enter(trusted ? ShipPhase.HELLO_READY_INIT : ShipPhase.HELLO_PENDING_INIT);
        sayWhereWeStand();
        x.enter(trusted ? ShipPhase.HELLO_READY_LISTEN : ShipPhase.HELLO_PENDING_LISTEN);
    }

    private void requireWaitingAllowed() throws HandshakeException {
        if (!allowWaiting.getAsBoolean()) {
            throw notTrusted(x);
        }
    }

    private void sayWhereWeStand() throws HandshakeException {
        x.send(trusted ? ConnectionHello.ready(announced()) : ConnectionHello.pending(announced()));
    }

    /** What is truly left, but never so little that a ship-go would stumble; the full time where nothing runs. */
    private Duration announced() {
        if (readyBy == NEVER) {
            return helloInit;
        }
        Duration left =
                Duration.ofMillis(x.remaining(readyBy).plusNanos(999_999).toMillis());
        Duration least = x.timers().leastAnnounced();
        return left.compareTo(least) < 0 ? least : left;
    }

    private void becomeReady() throws HandshakeException {
        if (!trusted) {
            trusted = true;
            giveUpAt = NEVER;
            askAt = NEVER;
            mayCross = replyBy != NEVER;
            replyBy = NEVER;
            readyBy = partnerReady ? NEVER : x.in(helloInit);
            if (!partnerHasJumped()) {
                begin();
            }
        }
    }

    /**
     * Both users had to be asked and the partner's was first: a ship-go server then waits for announceMax and takes
     * our ready for a broken one (quirk of all its generations). A partner that is still there after ten seconds is
     * none, and waits for our ready as it should.
     */
    private boolean partnerHasJumped() {
        return jumpedUntil != NEVER && x.remaining(jumpedUntil).isPositive();
    }

    /**
     * A client of ours whose user was asked after this side's takes this side for a ship-go that has jumped, and
     * announces without a ready.
     */
    private boolean impliesReady(ProtocolHandshake handshake) {
        return !client && trusted && partnerWasPending && handshake.handshakeType() == HandshakeType.ANNOUNCE_MAX;
    }

    private void askForMore() throws HandshakeException {
        requireWaitingAllowed();
        x.send(ConnectionHello.askForMore());
        askAt = NEVER;
        replyBy = x.in(granted);
    }

    private void take(ConnectionHello hello, ShipEvent event) throws HandshakeException {
        mayCross = false;
        if (hello.phase() == HelloPhase.ABORTED) {
            throw x.refused(ShipFailure.HELLO_REMOTE_DENIED, EXPECTED, event);
        }
        if (hello.phase() == HelloPhase.READY) {
            if (client && !trusted && partnerWasPending && !partnerReady) {
                jumpedUntil = x.in(EARLY_JUMP);
            }
            partnerReady = true;
            readyBy = NEVER;
            planNextRequest(hello);
            return;
        }
        boolean again = partnerWasPending;
        partnerWasPending = true;
        if (hello.prolongationRequest()) {
            // Granted every time: the partner's user needs minutes, and waiting costs this side nothing.
            readyBy = readyBy == NEVER ? NEVER : earliest(readyBy.plus(helloInit), x.in(MOST_ANNOUNCED));
            sayWhereWeStand();
        } else if (!trusted) {
            planNextRequest(hello);
        } else if (again && !saidAgain) {
            saidAgain = true;
            sayWhereWeStand(); // a ship-go that says it twice has lost ours (quirk)
        }
    }

    /** The partner told how long it waits: ask for more shortly before that, unless it is too short to ask at all. */
    private void planNextRequest(ConnectionHello hello) {
        granted = hello.waiting().orElse(helloInit);
        replyBy = NEVER;
        boolean worthAsking = granted.compareTo(x.timers().prolongThreshold()) >= 0;
        askAt = trusted || !worthAsking ? NEVER : x.in(granted.minus(x.timers().prolongGap()));
    }

    /** Some devices close with 4452 instead of saying aborted; others just go. */
    private HandshakeException rejected(Ending ending, ShipEvent event) {
        if (ending instanceof Ending.PeerClosed(int code, String _) && code == Farewell.CLOSE_REJECTED) {
            return x.refused(ShipFailure.HELLO_REMOTE_DENIED, EXPECTED, event);
        }
        if (ending instanceof Ending.PeerClosed || ending instanceof Ending.StreamEnded) {
            return x.refused(ShipFailure.HELLO_CLOSED, EXPECTED, event);
        }
        return x.failure(event, ShipFailure.HELLO_TIMEOUT, ShipFailure.HELLO_UNEXPECTED, EXPECTED);
    }
}
