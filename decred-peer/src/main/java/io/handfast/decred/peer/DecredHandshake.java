// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Frame;
import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.decred.wire.message.Services;
import io.handfast.decred.wire.message.VerAck;
import io.handfast.decred.wire.message.Version;
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
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.failure.PeerIncompatible;
import io.handfast.engine.failure.TimedOut;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One handshake between two nodes, from the first byte to the moment when both know each other.
 *
 * <p>{@link #run} is the whole procedure on the caller's thread, under one deadline. Who dialled speaks first and keeps
 * its {@code verack} until it has the peer's; who accepted says {@code version} and {@code verack} without waiting in
 * between: two sides that both withheld it would wait for ever. What an old peer sends before its {@code verack} is
 * kept and handed on in order.
 *
 * <p>Decred knows no word for a failure: the connection is closed. After success it belongs to the
 * {@link Established} that was returned; after failure no thread and no socket is left, and {@link #remote} still tells
 * what the peer said about itself.
 */
public final class DecredHandshake {
    /** The oldest version that is still in use: dcrd has refused what is older since 2024. */
    static final int OLDEST_VERSION = ProtocolVersion.REMOVE_REJECT;

    /** So long the peer gets to close first, which lets it read what we said; it costs nothing when it closes. */
    private static final Duration LEAVE = Duration.ofMillis(250);

    private final Role role;
    private final RemoteAddress address;
    private final HandshakeTerms terms;
    private final Environment environment;
    private final Trace trace;
    private final PeerChannel channel;
    private final Link<PeerControl> link;
    private final Exchange<PeerControl> exchange;
    private volatile Optional<RemoteNode> remote = Optional.empty();

    /**
     * Takes over a connection and starts its reader and writer.
     *
     * @param channel whole frames, a {@link DecredChannel} as a rule; closed by this handshake or by what follows it
     * @param role which end this side is
     * @param address where the peer is
     * @param terms what this node's handshakes have in common
     * @param environment clock, guard, entropy
     * @param trace where phases are noted; may hold that of TCP already
     * @param scope whose cancellation ends the handshake, and later the connection, at once
     */
    public DecredHandshake(
            FrameChannel channel,
            Role role,
            RemoteAddress address,
            HandshakeTerms terms,
            Environment environment,
            Trace trace,
            Scope scope) {
        this.role = role;
        this.address = address;
        this.terms = terms;
        this.environment = environment;
        this.trace = trace;
        this.channel = new PeerChannel(channel, terms.local().network(), environment);
        this.link = Link.open("decred " + address, this.channel, terms.limits().link(), environment, scope);
        DecredPhase first = role == Role.CLIENT ? DecredPhase.SEND_VERSION : DecredPhase.AWAIT_VERSION;
        this.exchange = new Exchange<>(link, environment.time(), trace, first);
    }

    /**
     * Runs the handshake, once; blocks until both sides know each other or it has failed and the connection is closed.
     * Ends at the latest at its limit ({@link PeerLimits#handshake}), at once after {@link #cancel} or an interrupt.
     *
     * @return the connection, not started yet
     * @throws HandshakeException why it failed; {@code decred.handshake.*}, {@code decred.wire.*}, {@code net.*},
     *     {@code engine.*}
     */
    public Established run() throws HandshakeException {
        try (SentNonces.Nonce nonce = terms.nonces().draw()) {
            return role == Role.CLIENT ? outbound(nonce) : inbound(nonce);
        } catch (HandshakeException e) {
            close(e);
            throw e;
        } catch (RuntimeException e) { // a bug of ours: the peer is not kept waiting for it
            link.finish(Optional.empty(), environment.time().in(Duration.ZERO));
            throw e;
        }
    }

    private Established outbound(SentNonces.Nonce nonce) throws HandshakeException {
        DecredExchange x = begin();
        x.send(ours(nonce, Services.NONE));
        x.enter(DecredPhase.AWAIT_VERSION);
        RemoteNode peer = accept(x);
        x.enter(DecredPhase.AWAIT_VERACK);
        List<Frame> early = VerAckWait.run(x, peer, terms.limits());
        x.enter(DecredPhase.SEND_VERACK);
        x.send(new VerAck());
        return established(x, peer, early);
    }

    private Established inbound(SentNonces.Nonce nonce) throws HandshakeException {
        DecredExchange x = begin();
        RemoteNode peer = accept(x);
        x.enter(DecredPhase.SEND_VERSION);
        x.send(ours(nonce, peer.version().services()));
        x.enter(DecredPhase.SEND_VERACK);
        x.send(new VerAck());
        x.enter(DecredPhase.AWAIT_VERACK);
        List<Frame> early = VerAckWait.run(x, peer, terms.limits());
        return established(x, peer, early);
    }

    private DecredExchange begin() {
        return new DecredExchange(
                exchange, terms.local().network(), terms.limits().handshake());
    }

    private Version ours(SentNonces.Nonce nonce, Services peersServices) throws LocallyRefused {
        try {
            return terms.local().version(address.told(peersServices), nowSeconds(), nonce.value());
        } catch (RuntimeException e) {
            String phase = exchange.phase().phaseName();
            throw LocallyRefused.byOurFault(
                    DecredFailure.HEIGHT_UNKNOWN, phase, "the height of our chain", String.valueOf(e.getMessage()), e);
        }
    }

    private long nowSeconds() {
        return environment.time().wallClock().getEpochSecond();
    }

    /** Waits for the peer's {@code version} and judges it, in dcrd's order. */
    private RemoteNode accept(DecredExchange x) throws HandshakeException {
        LocalNode local = terms.local();
        DecredExchange.Incoming first = x.receive(local.protocolVersion(), "a version message");
        if (!(first.message() instanceof Version version)) {
            throw x.misbehaved(DecredFailure.NOT_VERSION, "a version message before all others", first.words());
        }
        RemoteNode peer = RemoteNode.of(address, version, local.protocolVersion(), nowSeconds());
        remote = Optional.of(peer);
        if (terms.nonces().holds(version.nonce())) {
            throw new LocallyRefused(
                    DecredFailure.SELF_CONNECTION, x.phase(), "another node", "our own nonce, so ourselves");
        }
        Optional<VersionCheck.Refusal> refusal = terms.check().judge(peer);
        if (refusal.isPresent()) {
            VersionCheck.Refusal why = refusal.get();
            throw new LocallyRefused(why.code(), x.phase(), why.expected(), why.got());
        }
        if (version.protocolVersion() < OLDEST_VERSION) {
            throw new PeerIncompatible(
                    DecredFailure.PROTOCOL_VERSION_TOO_OLD,
                    x.phase(),
                    "protocol version " + OLDEST_VERSION + " or later",
                    "version " + version.protocolVersion());
        }
        return peer;
    }

    private Established established(DecredExchange x, RemoteNode peer, List<Frame> early) {
        x.enter(DecredPhase.ESTABLISHED);
        return new Established(exchange, channel, role, terms, peer, early, report(Optional.empty()));
    }

    private void close(HandshakeException failure) {
        boolean overAlready = link.inbox()
                .ending()
                .filter(ending -> !(ending instanceof Ending.Violated))
                .isPresent();
        boolean atOnce = overAlready || failure instanceof Cancelled || failure instanceof TimedOut;
        link.finish(Optional.empty(), environment.time().in(atOnce ? Duration.ZERO : LEAVE));
    }

    /** Ends the handshake at once. Never blocks, any number of times, from any thread. */
    public void cancel() {
        link.cancel();
    }

    /**
     * Where it stands, for any thread.
     *
     * @return the phase entered last
     */
    public DecredPhase phase() {
        return (DecredPhase) exchange.phase();
    }

    /**
     * What the peer said about itself, for any thread; also after a failure.
     *
     * @return empty until its {@code version} has come
     */
    public Optional<RemoteNode> remote() {
        return remote;
    }

    /**
     * What became of it, for the thread that ran it.
     *
     * @param failure why it failed, empty when it succeeded
     * @return phases and times
     */
    public HandshakeReport report(Optional<HandshakeException> failure) {
        return new HandshakeReport(address.text(), role, trace.entries(), trace.elapsed(), failure);
    }
}
