// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.message.Services;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.TimedOut;
import io.handfast.engine.time.Deadline;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A name that stands for addresses of nodes on the network's usual port, as before the HTTP interface; dcrd does not ask
 * such seeders any more, and none may be left on the public networks.
 */
public final class DnsSeeder implements Seeder {
    private static final Duration AGE = Duration.ofDays(3);

    /** The look-up of a name. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String name) throws UnknownHostException;
    }

    private final String host;
    private final Network network;
    private final Resolver resolver;
    private final Environment environment;

    /**
     * A seeder that the JDK's resolver asks.
     *
     * @param host its name
     * @param network gives the port
     * @param environment the clock
     */
    public DnsSeeder(String host, Network network, Environment environment) {
        this(host, network, InetAddress::getAllByName, environment);
    }

    DnsSeeder(String host, Network network, Resolver resolver, Environment environment) {
        this.host = host;
        this.network = network;
        this.resolver = resolver;
        this.environment = environment;
    }

    @Override
    public String name() {
        return "seeder dns:" + host;
    }

    @Override
    public List<SeenAddress> ask(Deadline by, Scope scope) throws HandshakeException {
        Instant seen = environment.time().wallClock().minus(AGE);
        return Stream.of(look(by, scope))
                .map(ip -> PeerAddress.of(new InetSocketAddress(ip, network.port())))
                .map(address -> new SeenAddress(address, Services.NODE_NETWORK, seen))
                .toList();
    }

    /** The system's look-up knows no deadline and cannot be freed: a thread of its own waits for it. */
    private InetAddress[] look(Deadline by, Scope scope) throws HandshakeException {
        String expected = "addresses of " + host;
        String phase = SeederPhase.DNS.phaseName();
        Inbox<Optional<InetAddress[]>> answer = new Inbox<>(environment.time(), 0);
        try (Scope.Registration _ = scope.onCancel(answer::cancel)) {
            scope.start("resolve", () -> answer.post(resolved()));
            return switch (answer.await(by)) {
                case Inbox.Posted<Optional<InetAddress[]>>(Optional<InetAddress[]> found) ->
                    found.orElseThrow(() ->
                            new ConnectionLost(AddressFailure.SEEDER_UNREACHABLE, phase, expected, "no such name"));
                case Inbox.Ended<Optional<InetAddress[]>>(var ending) ->
                    throw ending.asFailure(SeederPhase.DNS, expected);
                case Inbox.Expired<Optional<InetAddress[]>> _, Inbox.Received<Optional<InetAddress[]>> _ ->
                    throw new TimedOut(AddressFailure.SEEDER_TIMED_OUT, phase, expected, "no answer in time");
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cancelled(EngineFailure.CANCELLED, phase, expected, "an interrupt", e);
        }
    }

    private Optional<InetAddress[]> resolved() {
        try {
            return Optional.of(resolver.resolve(host));
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }
}
