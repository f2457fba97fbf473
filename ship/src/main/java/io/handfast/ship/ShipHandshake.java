// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import io.handfast.engine.Ending;
import io.handfast.engine.Environment;
import io.handfast.engine.Exchange;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Link;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.access.AccessPhase;
import io.handfast.ship.access.IdentifiedPeer;
import io.handfast.ship.cmi.Cmi;
import io.handfast.ship.cmi.CmiDone;
import io.handfast.ship.hello.Hello;
import io.handfast.ship.hello.TrustedPeer;
import io.handfast.ship.message.KnownMessage;
import io.handfast.ship.message.Pin;
import io.handfast.ship.message.ShipCodec;
import io.handfast.ship.pin.DataAllowed;
import io.handfast.ship.pin.PinPhase;
import io.handfast.ship.protocol.AgreedVersion;
import io.handfast.ship.protocol.ProtocolPhase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One SHIP connection from the WebSocket upgrade to the exchange of data.
 *
 * <p>{@link #run} is the whole procedure, top to bottom, on the caller's thread: five phases in wire order, each
 * returning the proof that the next one demands, so that leaving one out does not compile. Phases only throw;
 * the one catch in here says the farewell that belongs to the failure and ends the connection. Meanwhile other
 * threads may {@link #decide}, {@link #enterPin}, {@link #cancel}, and look at {@link #phase}.
 *
 * <p>After success the connection belongs to the {@link Established} that was returned; after failure no thread
 * and no socket is left.
 */
public final class ShipHandshake {
    private final Role role;
    private final LocalNode local;
    private final RemoteNode remote;
    private final Environment environment;
    private final Trace trace;
    private final Link<ShipControl> link;
    private final Exchange<ShipControl> exchange;
    private final ShipExchange x;

    /**
     * Takes over an upgraded connection and starts its reader and writer.
     *
     * @param channel the connection; closed by this handshake or by what follows it
     * @param role which end this side is
     * @param local this side
     * @param remote the peer, its key proven by TLS
     * @param timers the protocol's times
     * @param environment clock, guard, entropy
     * @param trace where phases are noted; may hold those of TCP, TLS and WebSocket already
     * @param scope whose cancellation ends the handshake, and later the connection, at once
     */
    public ShipHandshake(
            FrameChannel channel,
            Role role,
            LocalNode local,
            RemoteNode remote,
            ShipTimers timers,
            Environment environment,
            Trace trace,
            Scope scope) {
        this.role = role;
        this.local = local;
        this.remote = remote;
        this.environment = environment;
        this.trace = trace;
        String name = "ship " + remote.ski().brief();
        this.link = Link.open(name, channel, ShipTimers.link(), environment, scope);
        this.exchange = new Exchange<>(link, environment.time(), trace, ShipPhase.CMI_INIT);
        this.x = new ShipExchange(name, exchange, ShipCodec.lenient(), timers);
    }

    /**
     * Runs the handshake; blocks until it is complete or has failed and its farewell is said. Ends at the latest
     * when the phases' own waits are over, at once after {@link #cancel} or an interrupt.
     *
     * @return the connection, not started yet
     * @throws HandshakeException why it failed; {@code ship.*}, {@code net.*}, {@code engine.*}
     */
    public Established run() throws HandshakeException {
        try {
            return phases();
        } catch (HandshakeException e) {
            x.enteredPin().ifPresent(Pin::wipe);
            sayFarewell(e);
            throw e;
        } catch (RuntimeException e) { // a bug of ours: the peer is not kept waiting for it
            link.finish(Optional.empty(), environment.time().in(Duration.ZERO));
            throw e;
        }
    }

    private Established phases() throws HandshakeException {
        boolean client = role == Role.CLIENT;
        CmiDone cmi = client ? Cmi.client(x) : Cmi.server(x);
        TrustedPeer trusted = Hello.run(x, cmi, role, remote.trust());
        AgreedVersion version = client ? ProtocolPhase.client(x, trusted) : ProtocolPhase.server(x, trusted);
        DataAllowed allowed = PinPhase.run(x, version, remote);
        IdentifiedPeer peer = AccessPhase.run(x, allowed, local, remote);
        x.enter(ShipPhase.COMPLETE);
        return new Established(x, role, local, allowed, peer, report(Optional.empty()));
    }

    /**
     * Tells the hello phase what the user decided; before it begins too. Means nothing after it. Never blocks, from
     * any thread.
     *
     * @param trusted whether the peer is trusted
     */
    public void decide(boolean trusted) {
        link.inbox().post(trusted ? new ShipControl.TrustGranted() : new ShipControl.TrustDenied());
    }

    /**
     * Gives the PIN that the peer wants, as soon as it takes one: at any time, before the PIN phase and while data flows
     * too, and again after a wrong one. Means nothing to a peer that wants none. Never blocks, from any thread.
     *
     * @param pin copied, and the copy is wiped after use
     */
    public void enterPin(Pin pin) {
        link.inbox().post(new ShipControl.PinEntered(pin.copy()));
    }

    /** Ends the handshake at once, without a farewell. Never blocks, any number of times, from any thread. */
    public void cancel() {
        link.cancel();
    }

    /**
     * Where it stands, for any thread.
     *
     * @return the phase entered last
     */
    public ShipPhase phase() {
        return (ShipPhase) exchange.phase();
    }

    /**
     * What became of it, for the thread that ran it.
     *
     * @param failure why it failed, empty when it is complete
     * @return phases and times
     */
    public HandshakeReport report(Optional<HandshakeException> failure) {
        return new HandshakeReport(remote.ski().toString(), role, trace.entries(), trace.elapsed(), failure);
    }

    private void sayFarewell(HandshakeException failure) {
        Farewell farewell = farewellOf(failure);
        enterLastStates(farewell);
        farewell.lastMessage().ifPresent(this::sayLast);
        if (farewell.pause().isPositive()) {
            pause(farewell.pause());
        }
        Duration leave = farewell.close().isPresent() ? ShipTimers.LEAVE : Duration.ZERO;
        link.finish(farewell.close(), environment.time().in(leave));
    }

    private Farewell farewellOf(HandshakeException failure) {
        if (failure instanceof Cancelled) {
            return Farewell.NONE;
        }
        Optional<Ending> ending = link.inbox().ending();
        if (ending.isPresent()) {
            return afterEnding(ending.get());
        }
        return failure.code() instanceof ShipFailure ours ? ours.farewell() : Farewell.NONE;
    }

    /** The peer has ended: its close frame is answered, a broken rule gets the close frame that belongs to it. */
    private static Farewell afterEnding(Ending ending) {
        return switch (ending) {
            case Ending.PeerClosed(int code, String _) when code > 0 -> Farewell.closing(code, "");
            case Ending.Violated violated ->
                violated.answer()
                        .map(answer -> Farewell.closing(answer.code(), answer.reason()))
                        .orElse(Farewell.NONE);
            default -> Farewell.NONE;
        };
    }

    private void enterLastStates(Farewell farewell) {
        List<ShipPhase> states;
        if (farewell.equals(Farewell.ABORT)) {
            states = List.of(ShipPhase.HELLO_ABORT, ShipPhase.HELLO_ABORT_DONE);
        } else if (farewell.equals(Farewell.ABORTED_BY_PEER)) {
            states = List.of(ShipPhase.HELLO_REMOTE_ABORT_DONE);
        } else if (phase() == ShipPhase.HELLO_READY_LISTEN
                && link.inbox().ending().isPresent()) {
            states = List.of(ShipPhase.HELLO_REJECTED);
        } else {
            states = List.of(ShipPhase.ERROR);
        }
        states.forEach(x::enter);
    }

    private void sayLast(KnownMessage message) {
        try {
            x.send(message);
        } catch (HandshakeException _) {
            // the peer is gone: there is nobody to tell
        }
    }

    /** Blocks for the pause between last message and close frame, shorter when the peer goes first. */
    private void pause(Duration pause) {
        Deadline over = environment.time().in(pause);
        try {
            link.inbox().awaitEnding(over);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
