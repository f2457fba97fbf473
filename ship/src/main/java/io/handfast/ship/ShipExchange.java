// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import io.handfast.engine.Ending;
import io.handfast.engine.Exchange;
import io.handfast.engine.Inbox;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.FailureCode;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.failure.PeerMisbehaved;
import io.handfast.engine.failure.PeerRefused;
import io.handfast.engine.failure.TimedOut;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.message.ClosePhase;
import io.handfast.ship.message.ConnectionClose;
import io.handfast.ship.message.Data;
import io.handfast.ship.message.KnownMessage;
import io.handfast.ship.message.MalformedMessage;
import io.handfast.ship.message.Pin;
import io.handfast.ship.message.PinInput;
import io.handfast.ship.message.ShipCodec;
import io.handfast.ship.message.ShipMessage;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * A phase's view of the connection: SHIP messages instead of bytes. Three things may come in every phase and are
 * dealt with here, so that no phase has to: the announced end of the connection, which is thrown, data that comes
 * too early, which is kept for the application up to a bound, and a user's decision or PIN, which is kept for the
 * phase that wants it when it comes before.
 *
 * <p>Owned by the thread that runs the handshake.
 */
public final class ShipExchange {
    private static final System.Logger LOG = System.getLogger(ShipExchange.class.getName());

    /** A peer that sends faster than it is read cannot stretch a wait by more than this. */
    private static final Duration OVERTIME = Duration.ofSeconds(1);

    private final String name;
    private final Exchange<ShipControl> exchange;
    private final ShipCodec codec;
    private final ShipTimers timers;
    private final EarlyData earlyData = new EarlyData();
    private Optional<ShipControl> decision = Optional.empty();
    private Optional<Pin> enteredPin = Optional.empty();
    /** Size of the frame decoded last, in bytes. */
    private int frameBytes;

    ShipExchange(String name, Exchange<ShipControl> exchange, ShipCodec codec, ShipTimers timers) {
        this.name = name;
        this.exchange = exchange;
        this.codec = codec;
        this.timers = timers;
    }

    /**
     * Notes that a phase begins: the one place where all changes pass, and so the one that logs them.
     *
     * @param phase which
     */
    public void enter(ShipPhase phase) {
        ShipPhase was = (ShipPhase) exchange.phase();
        exchange.enter(phase);
        LOG.log(Level.DEBUG, () -> name + ": " + phase.changeFrom(was));
    }

    /**
     * Queues a message; never blocks.
     *
     * @param message what to say
     * @throws HandshakeException when the connection has ended
     */
    public void send(KnownMessage message) throws HandshakeException {
        exchange.send(encode(message));
    }

    /** The bytes of a message; from any thread. One codec for each connection: each remembers the names it has read. */
    byte[] encode(KnownMessage message) {
        return codec.encode(message);
    }

    /**
     * Lets the peer finish what it is doing before our next message; see {@link ShipTimers#settle}. Blocks for
     * that long, less when the connection ends. What comes meanwhile waits in the inbox.
     *
     * @throws Cancelled when the thread was interrupted
     */
    public void settle() throws Cancelled {
        try {
            if (timers.settle().isPositive()) {
                exchange.link().inbox().awaitEnding(in(timers.settle()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // the next wait throws it
        }
    }

    /**
     * Blocks until something happens other than a decision of this side.
     *
     * @param deadline when to return {@link ShipEvent.Expired}
     * @return what happened
     * @throws HandshakeException {@code ship.close.announced} when the peer announced the end,
     *     {@code engine.cancelled} when this side was asked to stop
     */
    public ShipEvent await(Deadline deadline) throws HandshakeException {
        while (true) {
            ShipEvent event = awaitOrDecision(deadline);
            if (!keepDecision(event)) {
                return event;
            }
        }
    }

    /**
     * Blocks until the peer's first message, whatever it is: what is welcome in every other phase is none before
     * the connection mode.
     *
     * @param deadline when to return {@link ShipEvent.Expired}
     * @return what happened
     * @throws Cancelled when this side was asked to stop
     */
    public ShipEvent awaitFirst(Deadline deadline) throws Cancelled {
        while (true) {
            ShipEvent event = awaitAny(deadline);
            if (!keepDecision(event)) {
                return event;
            }
        }
    }

    private boolean keepDecision(ShipEvent event) {
        return switch (event) {
            case ShipEvent.Decided(ShipControl.PinEntered(Pin pin)) -> keepPin(pin);
            case ShipEvent.Decided(ShipControl control) -> {
                decision = Optional.of(control);
                yield true;
            }
            default -> false;
        };
    }

    private boolean keepPin(Pin pin) {
        enteredPin.ifPresent(Pin::wipe);
        enteredPin = Optional.of(pin);
        return true;
    }

    /**
     * Hands over the PIN that the user entered during the phases before.
     *
     * @return the last one, for the caller to wipe; empty from then on
     */
    public Optional<Pin> enteredPin() {
        Optional<Pin> pin = enteredPin;
        enteredPin = Optional.empty();
        return pin;
    }

    /**
     * What this side decided during the phases before.
     *
     * @return the last decision
     */
    public Optional<ShipControl> decision() {
        return decision;
    }

    /**
     * Blocks until something happens, a decision of this side about trust included.
     *
     * @param deadline when to return {@link ShipEvent.Expired}
     * @return what happened
     * @throws HandshakeException as {@link #await}
     */
    public ShipEvent awaitOrDecision(Deadline deadline) throws HandshakeException {
        while (true) {
            ShipEvent event = awaitOrPin(deadline);
            if (!(event instanceof ShipEvent.Decided(ShipControl.PinEntered(Pin pin)))) {
                return event;
            }
            keepPin(pin);
        }
    }

    /**
     * Blocks until something happens, a decision of this side or a PIN that its user entered included.
     *
     * @param deadline when to return {@link ShipEvent.Expired}
     * @return what happened
     * @throws HandshakeException as {@link #await}
     */
    public ShipEvent awaitOrPin(Deadline deadline) throws HandshakeException {
        while (true) {
            ShipEvent event = awaitAny(deadline);
            switch (event) {
                case ShipEvent.Received(Data data) -> earlyData.keep(data, frameBytes);
                case ShipEvent.Received(ConnectionClose close)
                when close.phase() == ClosePhase.ANNOUNCE ->
                    throw refused(ShipFailure.CLOSED_BY_PEER, "the handshake to go on", event);
                default -> {
                    return event;
                }
            }
        }
    }

    /**
     * Blocks until something happens, for the time after the handshake: nothing is kept back or thrown.
     *
     * @param deadline when to return {@link ShipEvent.Expired}
     * @return what happened
     * @throws Cancelled when this side was asked to stop
     */
    ShipEvent awaitAny(Deadline deadline) throws Cancelled {
        if (deadline.plus(OVERTIME).passed(exchange.time())) {
            return new ShipEvent.Expired(deadline); // what waits comes before the end of a wait, but not for ever
        }
        return decode(exchange.await(deadline));
    }

    private ShipEvent decode(Inbox.Event<ShipControl> event) {
        return switch (event) {
            case Inbox.Received<ShipControl>(byte[] bytes) -> decode(bytes);
            case Inbox.Posted<ShipControl>(ShipControl control) -> new ShipEvent.Decided(control);
            case Inbox.Ended<ShipControl>(Ending ending) -> new ShipEvent.Ended(ending);
            case Inbox.Expired<ShipControl>(Deadline deadline) -> new ShipEvent.Expired(deadline);
        };
    }

    private ShipEvent decode(byte[] bytes) {
        frameBytes = bytes.length;
        try {
            ShipMessage message = codec.decode(bytes);
            if (message instanceof PinInput) {
                Arrays.fill(bytes, (byte) 0);
            }
            return new ShipEvent.Received(message);
        } catch (MalformedMessage e) {
            Arrays.fill(bytes, (byte) 0); // it may be a PIN with a slip in it
            return new ShipEvent.Malformed(e);
        }
    }

    /** Data that came before the handshake was complete. */
    EarlyData earlyData() {
        return earlyData;
    }

    /**
     * The failure of a phase that met something it cannot go on with: the connection's end, an expired deadline,
     * or anything else, which is then the peer's fault.
     *
     * @param event what was met
     * @param onTimeout what a missed deadline is called
     * @param onOther what everything else is called
     * @param expected what the phase waited for
     * @return the failure, not thrown
     */
    public HandshakeException failure(ShipEvent event, FailureCode onTimeout, FailureCode onOther, String expected) {
        String phase = exchange.phase().phaseName();
        return switch (event) {
            case ShipEvent.Ended(Ending ending) -> ending.asFailure(exchange.phase(), expected);
            case ShipEvent.Expired _ -> new TimedOut(onTimeout, phase, expected, event.words());
            case ShipEvent.Malformed(MalformedMessage why) ->
                new PeerMisbehaved(onOther, phase, expected, event.words(), why);
            default -> new PeerMisbehaved(onOther, phase, expected, event.words());
        };
    }

    /**
     * The peer declined.
     *
     * @param code what it did
     * @param expected what was hoped for
     * @param event how it said so
     * @return the failure, not thrown
     */
    public PeerRefused refused(FailureCode code, String expected, ShipEvent event) {
        return new PeerRefused(code, exchange.phase().phaseName(), expected, event.words());
    }

    /**
     * This side declines.
     *
     * @param code why
     * @param expected what would have been needed
     * @param got what there is instead
     * @return the failure, not thrown
     */
    public LocallyRefused declined(FailureCode code, String expected, String got) {
        return new LocallyRefused(code, exchange.phase().phaseName(), expected, got);
    }

    /**
     * A deadline from now on.
     *
     * @param duration how long
     * @return the deadline
     */
    public Deadline in(Duration duration) {
        return exchange.time().in(duration);
    }

    /**
     * What is left of a deadline.
     *
     * @param deadline of this exchange
     * @return zero when it has passed
     */
    public Duration remaining(Deadline deadline) {
        return deadline.remaining(exchange.time());
    }

    /**
     * The protocol's times.
     *
     * @return as configured
     */
    public ShipTimers timers() {
        return timers;
    }

    Exchange<ShipControl> raw() {
        return exchange;
    }
}
