// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Frame;
import io.handfast.engine.Exchange;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Link;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A handshake that succeeded. Nothing can be sent yet, so nothing can be sent too soon. Owns the connection: exactly
 * one of {@link #start} and {@link #cancel} has to be called.
 */
public final class Established {
    private final Exchange<PeerControl> exchange;
    private final PeerChannel channel;
    private final Role role;
    private final HandshakeTerms terms;
    private final RemoteNode remote;
    private final List<Frame> early;
    private final HandshakeReport report;

    Established(
            Exchange<PeerControl> exchange,
            PeerChannel channel,
            Role role,
            HandshakeTerms terms,
            RemoteNode remote,
            List<Frame> early,
            HandshakeReport report) {
        this.exchange = exchange;
        this.channel = channel;
        this.role = role;
        this.terms = terms;
        this.remote = remote;
        this.early = early;
        this.report = report;
    }

    /** Ends the connection at once; returns when its threads have ended, which takes no time. */
    public void cancel() {
        link().cancel();
        link().finish(Optional.empty(), exchange.time().in(Duration.ZERO)); // also forgets the link in its parent scope
    }

    /**
     * Whether the peer has ended the connection meanwhile. Decred has no word for a refusal: a node that does not want
     * us closes, often only after our {@code verack}.
     *
     * @return true when starting it would only report its end
     */
    public boolean isOver() {
        return link().inbox().ending().isPresent();
    }

    /**
     * Which end this side is.
     *
     * @return client when this side dialled
     */
    public Role role() {
        return role;
    }

    /**
     * This side.
     *
     * @return as it presented itself
     */
    public LocalNode local() {
        return terms.local();
    }

    /**
     * The peer.
     *
     * @return as it presented itself
     */
    public RemoteNode remote() {
        return remote;
    }

    /**
     * What both speak.
     *
     * @return 9 to 12
     */
    public int protocolVersion() {
        return remote.protocolVersion();
    }

    /**
     * What came between the peer's {@code version} and its {@code verack}. It is delivered before everything else when
     * the connection starts; a second {@code version} among it ends the connection then.
     *
     * @return in order of arrival; empty from protocol version 12 on
     */
    public List<Frame> early() {
        return early;
    }

    /**
     * How the handshake went.
     *
     * @return phases and times
     */
    public HandshakeReport report() {
        return report;
    }

    /**
     * Begins the exchange of messages: starts the connection's thread, which first takes what came early. Does not wait
     * for anything. In a cancelled scope the connection ends at once, and the listener hears that.
     *
     * @param scope where the thread lives
     * @param settings times and bounds
     * @param answers what the peer gets when it asks
     * @param listener what to do with what it says
     * @return the running connection
     */
    public Peer start(Scope scope, PeerSettings settings, PeerAnswers answers, PeerListener listener) {
        PeerSession session =
                new PeerSession(link(), channel, role, terms.local().network(), remote, settings);
        return Peer.start(session, early, scope, answers, listener);
    }

    /**
     * Begins the exchange of messages with dcrd's times and bounds, as a node that has nothing to tell.
     *
     * @param scope where the thread lives
     * @param listener what to do with what the peer says
     * @return the running connection
     */
    public Peer start(Scope scope, PeerListener listener) {
        return start(scope, PeerSettings.STANDARD, PeerAnswers.NOTHING, listener);
    }

    Link<PeerControl> link() {
        return exchange.link();
    }
}
