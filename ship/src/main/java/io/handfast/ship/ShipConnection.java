// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import io.handfast.engine.Ending;
import io.handfast.engine.Frame;
import io.handfast.engine.Link;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.message.AccessMethods;
import io.handfast.ship.message.AccessMethodsRequest;
import io.handfast.ship.message.ClosePhase;
import io.handfast.ship.message.ConnectionClose;
import io.handfast.ship.message.Data;
import io.handfast.ship.message.KnownMessage;
import io.handfast.ship.message.Pin;
import io.handfast.ship.message.RawJson;
import io.handfast.ship.message.ShipCodec;
import io.handfast.ship.pin.DataAllowed;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/**
 * An established connection: data both ways until one side ends it.
 *
 * <p>One thread owns it and runs {@link #run}: it hands data to the application in order of arrival, answers
 * what may still be asked, and ends the connection in good order. Everything odd a peer sends in this state is
 * logged and ignored, as all stacks do. Sending is done by the application's threads, which wait for room.
 */
public final class ShipConnection {
    private static final System.Logger LOG = System.getLogger(ShipConnection.class.getName());

    /** What an application does with a connection. */
    public interface Handler {
        /**
         * The connection may be used from now on; the first call. Runs on the connection's thread.
         *
         * @param connection which
         */
        default void opened(ShipConnection connection) {}

        /**
         * The peer sent data. Runs on the connection's thread: while it runs nothing else is delivered, and a
         * handler that takes longer than five seconds with a full inbox loses the connection.
         *
         * @param connection where it came
         * @param payload the foreign JSON object, usually a SPINE datagram, in EEBUS form, as it was sent
         */
        void received(ShipConnection connection, RawJson payload);

        /**
         * An optional PIN was given, by the peer or by this side. Runs on the connection's thread.
         *
         * @param connection which
         * @param restriction what is left
         */
        default void restrictionChanged(ShipConnection connection, Restriction restriction) {}

        /**
         * The connection has ended; the last call. No thread and no socket of it is left but the one it runs on.
         *
         * @param connection which
         * @param reason how
         */
        void closed(ShipConnection connection, CloseReason reason);
    }

    /** What became of data that was to be sent. */
    public enum Sent {
        /** It is on its way, unless the connection breaks. */
        QUEUED,
        /** The peer takes nothing; try again later. */
        FULL,
        /** The connection has ended. */
        CLOSED
    }

    private final ShipExchange x;
    private final Link<ShipControl> link;
    private final TimeSource time;
    private final LocalNode local;
    private final DataAllowed allowed;
    private final AccessMethods methods;
    private final Handler handler;
    private volatile Restriction restriction;

    ShipConnection(ShipExchange x, LocalNode local, DataAllowed allowed, AccessMethods methods, Handler handler) {
        this.x = x;
        this.link = x.raw().link();
        this.time = x.raw().time();
        this.local = local;
        this.allowed = allowed;
        this.methods = methods;
        this.handler = handler;
        this.restriction = allowed.restriction();
    }

    /**
     * Who the peer says it is.
     *
     * @return its SHIP ID; empty when it never told one of its own
     */
    public String shipId() {
        return methods.id();
    }

    /**
     * How the peer can be reached by its own account.
     *
     * @return as {@link Established#accessMethods}
     */
    public AccessMethods accessMethods() {
        return methods;
    }

    /**
     * Who is restricted because an optional PIN has not been given. From any thread.
     *
     * @return as of now; it only ever becomes less
     */
    public Restriction restriction() {
        return restriction;
    }

    /**
     * Gives the optional PIN that the peer wants. Never blocks, from any thread;
     * {@link Handler#restrictionChanged} follows when it was right.
     *
     * @param pin copied, and the copy is wiped after use
     */
    public void enterPin(Pin pin) {
        link.inbox().post(new ShipControl.PinEntered(pin.copy()));
    }

    /**
     * Sends data; blocks while the outbox is full. From any thread.
     *
     * @param payload a JSON object in EEBUS form; stay below 100 KiB, newer ship-go closes at that
     * @param wait how long to wait for room at most
     * @return what became of it
     * @throws InterruptedException when the sender was interrupted; nothing was sent then
     * @throws IllegalArgumentException when the message would have more than 100 KiB
     */
    public Sent send(RawJson payload, Duration wait) throws InterruptedException {
        Frame frame = new Frame.Message(x.encode(Data.spine(payload)));
        if (frame.sizeBytes() > ShipCodec.MAX_SEND_BYTES) {
            throw new IllegalArgumentException("a message of " + frame.sizeBytes()
                    + " bytes; newer ship-go closes above " + ShipCodec.MAX_SEND_BYTES + ": send less at a time");
        }
        return switch (link.outbox().put(frame, time.in(wait))) {
            case TAKEN -> Sent.QUEUED;
            case FULL -> Sent.FULL;
            case CLOSED -> Sent.CLOSED;
        };
    }

    /**
     * Asks for an orderly end: announce, confirmation, close. Never blocks; {@link Handler#closed} follows.
     *
     * @param reason {@link ConnectionClose#UNSPECIFIC}, or {@link ConnectionClose#REMOVED_CONNECTION} when the
     *     peer is no longer known
     */
    public void close(String reason) {
        link.inbox().post(new ShipControl.CloseRequested(reason));
    }

    /** Ends the connection at once, without a word. Never blocks, from any thread; closed follows. */
    public void cancel() {
        link.cancel();
    }

    /** The message loop: blocks until the connection has ended. */
    void run() {
        CloseReason reason = new CloseReason(CloseReason.Kind.LOST, "a bug; see the log", Optional.empty());
        try {
            guarded(() -> handler.opened(this));
            reason = exchangeData();
        } finally { // an Error of the application ends the connection, but not without a word to the application
            allowed.wipe();
            link.finish(Optional.empty(), time.in(Duration.ZERO));
            handler.closed(this, reason);
        }
    }

    private CloseReason exchangeData() {
        int dropped = x.earlyData().dropped();
        if (dropped > 0) {
            LOG.log(Level.WARNING, "dropped {0} messages of data that came before the handshake", dropped);
        }
        x.earlyData().messages().forEach(this::deliver);
        try {
            while (true) {
                ShipEvent event = x.awaitAny(allowed.deadline());
                switch (event) {
                    case ShipEvent.Received(Data data) -> deliver(data);
                    case ShipEvent.Received(AccessMethodsRequest _) -> reply(local.accessMethods());
                    case ShipEvent.Received(ConnectionClose close)
                    when close.phase() == ClosePhase.ANNOUNCE -> {
                        return confirmEnd(close);
                    }
                    case ShipEvent.Decided(ShipControl.CloseRequested(String why)) -> {
                        return announceEnd(why);
                    }
                    case ShipEvent.Ended(Ending ending) -> {
                        return endedBy(ending);
                    }
                    default -> takePin(event);
                }
            }
        } catch (Cancelled e) {
            return new CloseReason(CloseReason.Kind.CANCELLED, e.got(), Optional.of(e));
        }
    }

    private void takePin(ShipEvent event) {
        try {
            if (!allowed.take(event)) {
                LOG.log(Level.DEBUG, () -> "ignored in data exchange: " + event.words());
            }
        } catch (HandshakeException e) {
            LOG.log(Level.DEBUG, () -> "not answered: " + e.getMessage());
        }
        Restriction now = allowed.restriction();
        if (!now.equals(restriction)) {
            restriction = now;
            guarded(() -> handler.restrictionChanged(this, now));
        }
    }

    private void deliver(Data data) {
        guarded(() -> handler.received(this, data.payload()));
    }

    /** A handler that throws has a bug; the device's connection is worth more than the one message. */
    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "bug: the application's handler threw", e);
        }
    }

    private void reply(KnownMessage message) {
        try {
            x.send(message);
        } catch (HandshakeException e) {
            LOG.log(Level.DEBUG, () -> "not answered: " + e.getMessage());
        }
    }

    /** SHIP 13.4.7, this side first: announce, then close at the confirmation or when maxTime is over. */
    private CloseReason announceEnd(String reason) throws Cancelled {
        Duration maxTime = x.timers().closeMaxTime();
        reply(ConnectionClose.announce(maxTime, reason));
        Deadline by = x.in(maxTime);
        String confirmed = "not confirmed in time";
        boolean waiting = true;
        while (waiting) {
            ShipEvent event = x.awaitAny(by);
            switch (event) {
                case ShipEvent.Received(Data data) -> deliver(data);
                case ShipEvent.Received(ConnectionClose close) -> {
                    if (close.phase() == ClosePhase.ANNOUNCE) { // both at once: each confirms
                        reply(ConnectionClose.confirm());
                    }
                    confirmed = "confirmed";
                    waiting = false;
                }
                case ShipEvent.Expired _ -> waiting = false;
                case ShipEvent.Ended _ -> {
                    confirmed = "the peer ended first";
                    waiting = false;
                }
                default -> LOG.log(Level.DEBUG, () -> "ignored while closing: " + event.words());
            }
        }
        leave(new Frame.Close(Farewell.CLOSE_NORMAL, "close"));
        return new CloseReason(CloseReason.Kind.CLOSED_HERE, reason + ", " + confirmed, Optional.empty());
    }

    /** SHIP 13.4.7, the peer first: confirm; it closes, and if it does not (openeebus), this side does. */
    private CloseReason confirmEnd(ConnectionClose announced) {
        reply(ConnectionClose.confirm());
        try {
            link.inbox().awaitEnding(x.in(ShipTimers.CLOSE_GRACE));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        leave(new Frame.Close(Farewell.CLOSE_NORMAL, "close"));
        String reason = announced.reason().filter(text -> !text.isEmpty()).orElse("no reason given");
        return new CloseReason(CloseReason.Kind.ANNOUNCED_BY_PEER, reason, Optional.empty());
    }

    private CloseReason endedBy(Ending ending) {
        HandshakeException failure = ending.asFailure(ShipPhase.COMPLETE, "data");
        if (ending instanceof Ending.PeerClosed(int code, String reason)) {
            leave(new Frame.Close(code, ""));
            return new CloseReason(CloseReason.Kind.CLOSED_BY_PEER, code + " " + reason, Optional.of(failure));
        }
        if (ending instanceof Ending.Violated violated) {
            violated.answer().ifPresent(this::leave);
        }
        return new CloseReason(CloseReason.Kind.LOST, failure.got(), Optional.of(failure));
    }

    private void leave(Frame.Close farewell) {
        link.finish(farewell.code() == 0 ? Optional.empty() : Optional.of(farewell), x.in(ShipTimers.LEAVE));
    }
}
