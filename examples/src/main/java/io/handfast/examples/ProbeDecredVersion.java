// SPDX-License-Identifier: Apache-2.0
package io.handfast.examples;

import io.handfast.decred.peer.DecredEndpoint;
import io.handfast.decred.peer.DecredHandshake;
import io.handfast.decred.peer.Established;
import io.handfast.decred.peer.HandshakeTerms;
import io.handfast.decred.peer.LocalNode;
import io.handfast.decred.peer.RemoteNode;
import io.handfast.decred.peer.UserAgent;
import io.handfast.decred.wire.Network;
import io.handfast.engine.Environment;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import java.time.Duration;
import java.util.Locale;

/** Asks a node of Decred who it is, and prints how long each phase of the handshake took. */
public final class ProbeDecredVersion {
    private ProbeDecredVersion() {}

    /** Runs with three arguments: host, port and network ({@code mainnet}, {@code testnet3}, {@code simnet}). */
    public static void main(String[] arguments) {
        Network network = Network.valueOf(arguments[2].toUpperCase(Locale.ROOT));
        LocalNode us = new LocalNode(network).withUserAgent(UserAgent.HANDFAST.and("example", "1.0"));
        try (Environment environment = Environment.system()) {
            Trace trace = new Trace(environment.time());
            Scope scope = new Scope("example", environment.time());
            Deadline by = environment.time().in(Duration.ofSeconds(10));
            DecredEndpoint endpoint = new DecredEndpoint(new HandshakeTerms(us, environment), environment);
            DecredHandshake handshake = endpoint.dial(arguments[0], Integer.parseInt(arguments[1]), by, trace, scope);
            Established established = handshake.run();
            print(established.remote());
            print(established.report());
            established.cancel();
        } catch (HandshakeException e) {
            System.out.println("failed: " + e.getMessage());
            System.out.println("what to do: " + e.code().hint());
        }
    }

    private static void print(RemoteNode remote) {
        System.out.println("user agent " + remote.version().userAgent());
        System.out.println(
                "protocol version " + remote.version().protocolVersion() + ", with us " + remote.protocolVersion());
        System.out.println("height " + remote.version().lastBlock());
    }

    private static void print(HandshakeReport report) {
        for (HandshakeReport.Step step : report.steps()) {
            System.out.println(step.phase().phaseName() + " " + step.took().toNanos() / 1000 + " µs");
        }
    }
}
