// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Frame;
import io.handfast.engine.Environment;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One connection to one node, made to see how far it gets, and ended in good order. Safe for use by all threads. */
public final class DecredProbe {
    /** So long the node gets to close after us. */
    private static final Duration LEAVE = Duration.ofSeconds(1);

    private final DecredEndpoint endpoint;
    private final Environment environment;

    /**
     * A probe.
     *
     * @param endpoint as whom to connect, and how
     * @param environment the clock
     */
    public DecredProbe(DecredEndpoint endpoint, Environment environment) {
        this.endpoint = endpoint;
        this.environment = environment;
    }

    /**
     * What was found out.
     *
     * @param report phases, times, failure
     * @param remote what the node says about itself, also when the handshake failed afterwards; empty when it did not
     *     get that far
     * @param early what came before its {@code verack}
     */
    public record Result(HandshakeReport report, Optional<RemoteNode> remote, List<Frame> early) {
        /** Copies the list. */
        public Result {
            early = List.copyOf(early);
        }
    }

    /**
     * Connects once; blocks until the handshake is complete and the connection ended again, or it has failed.
     *
     * @param host a name, an address, or, through a proxy, an onion service
     * @param port TCP
     * @param connect how long connecting may take; the handshake has its own time
     * @param scope whose cancellation ends the probe at once
     * @return what was found out
     */
    public Result run(String host, int port, Duration connect, Scope scope) {
        Trace trace = new Trace(environment.time());
        Optional<DecredHandshake> handshake = Optional.empty();
        try {
            handshake = Optional.of(endpoint.dial(host, port, environment.time().in(connect), trace, scope));
            Established established = handshake.get().run();
            HandshakeReport report = report(host, port, trace, Optional.empty());
            established.link().finish(Optional.empty(), environment.time().in(LEAVE));
            return new Result(report, Optional.of(established.remote()), established.early());
        } catch (HandshakeException e) {
            return new Result(
                    report(host, port, trace, Optional.of(e)), handshake.flatMap(DecredHandshake::remote), List.of());
        }
    }

    private static HandshakeReport report(String host, int port, Trace trace, Optional<HandshakeException> failure) {
        String peer = RemoteAddress.text(host, port);
        return new HandshakeReport(peer, Role.CLIENT, trace.entries(), trace.elapsed(), failure);
    }
}
