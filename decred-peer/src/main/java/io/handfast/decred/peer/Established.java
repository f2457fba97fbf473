// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Frame;
import io.handfast.engine.Exchange;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Link;
import io.handfast.engine.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * A handshake that succeeded. Nothing can be sent yet, so nothing can be sent too soon. Owns the connection: exactly
 * one of what starts it and {@link #cancel} has to be called.
 */
public final class Established {
    private final Exchange<PeerControl> exchange;
    private final PingChannel channel;
    private final Role role;
    private final HandshakeTerms terms;
    private final RemoteNode remote;
    private final List<Frame> early;
    private final HandshakeReport report;

    Established(
            Exchange<PeerControl> exchange,
            PingChannel channel,
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

    PeerLimits limits() {
        return terms.limits();
    }

    Exchange<PeerControl> exchange() {
        return exchange;
    }

    Link<PeerControl> link() {
        return exchange.link();
    }

    /** From now on the link answers pings; those that are in the inbox already are the owner's to answer. */
    void answerPings(LongConsumer onPing) {
        channel.answerPings(onPing);
    }
}
