// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Subject;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.Established;
import io.handfast.ship.LocalNode;
import io.handfast.ship.ShipConnection;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.hub.ShipEndpoint;
import io.handfast.ship.message.EebusJson;
import io.handfast.ship.message.MalformedMessage;
import io.handfast.ship.message.RawJson;
import io.handfast.tls.ShipCredentials;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Both ends in one process: one line of JSON for each measurement. The Go programs beside it take the same arguments
 * and say the same lines.
 *
 * <p>Arguments: folder with {@code payload-1k.json} and {@code payload-32k.json}, seconds of warm-up before each kind
 * of measurement, seconds of each measurement; then the measurements wanted, none for all.
 */
public final class ShipPair {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Environment environment;
    private final PairArguments arguments;

    private ShipPair(Environment environment, PairArguments arguments) {
        this.environment = environment;
        this.arguments = arguments;
    }

    /**
     * Runs the measurements.
     *
     * @param arguments see the class
     */
    public static void main(String[] arguments) throws IOException, MalformedMessage, InterruptedException {
        try (Environment environment = Environment.system()) {
            new ShipPair(environment, PairArguments.of(arguments)).run();
        }
    }

    private void run() throws IOException, MalformedMessage, InterruptedException {
        connect("connect-1", 1, Duration.ZERO);
        connect("connect-8", 8, Duration.ZERO);
        // The pause for the sake of ship-go that a Handfast makes by default.
        connect("connect-8-settle", 8, ShipTimers.usual().settle());
        for (Echo.Form form : Echo.Form.values()) {
            String prefix = form == Echo.Form.EEBUS ? "raw" : "echo";
            for (String size : List.of("1k", "32k")) {
                roundTrips(prefix, size, 1, form);
                roundTrips(prefix, size, 16, form);
            }
        }
    }

    private void connect(String line, int parallel, Duration settle) throws IOException, InterruptedException {
        if (arguments.wants(line)) {
            ConnectRate.measure(line, loopbacks(parallel, settle), arguments, environment.time());
        }
    }

    /** Payloads to and fro, one at a time on each connection. */
    private void roundTrips(String prefix, String size, int connections, Echo.Form form)
            throws IOException, MalformedMessage, InterruptedException {
        String line = prefix + "-" + size + "-" + connections;
        if (!arguments.wants(line)) {
            return;
        }
        RawJson payload = EebusJson.fromStandard(RawJson.parse(arguments.payload("payload-" + size + ".json")));
        List<Loopback<Established>> loopbacks = loopbacks(connections, Duration.ZERO);
        LongAdder trips = new LongAdder();
        for (Loopback<Established> loopback : loopbacks) {
            Loopback.Ends<Established> ends = loopback.connect().orElseThrow();
            ends.server().start(loopback.scope(), new Echo(form, trips, false));
            ShipConnection asking = ends.client().start(loopback.scope(), new Echo(form, trips, true));
            asking.send(payload, Duration.ofSeconds(1));
        }
        pass(arguments.warmUp());
        long before = trips.sum();
        Meter meter = new Meter(environment.time());
        Deadline latest = environment.time().in(PATIENCE);
        do { // on a busy machine a short measurement may see nothing
            pass(arguments.measured());
        } while (trips.sum() == before && !latest.passed(environment.time()));
        System.out.println(meter.result(line, trips.sum() - before, 0));
        loopbacks.forEach(Loopback::close);
    }

    private void pass(Duration duration) throws InterruptedException {
        new Inbox<>(environment.time(), 0).await(environment.time().in(duration));
    }

    private List<Loopback<Established>> loopbacks(int count, Duration settle) throws IOException {
        ShipNodes nodes = new ShipNodes(endpoint("client", settle), endpoint("server", settle), environment.time());
        List<Loopback<Established>> loopbacks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            loopbacks.add(new Loopback<>(nodes, environment.time()));
        }
        return loopbacks;
    }

    private ShipEndpoint endpoint(String name, Duration settle) {
        ShipTimers usual = ShipTimers.usual();
        ShipTimers timers = new ShipTimers(
                settle,
                usual.cmi(),
                usual.helloInit(),
                usual.pairingWindow(),
                usual.protocol(),
                usual.pin(),
                usual.access(),
                usual.closeMaxTime());
        NodeIdentity identity = NodeIdentity.create(
                new Subject("DE", "Handfast", "", name), environment.time().wallClock(), environment.entropy()::fill);
        ShipCredentials credentials = ShipCredentials.of(identity, CryptoProvider.detect(), environment.entropy());
        return new ShipEndpoint(credentials, new LocalNode("i:" + name), timers, environment);
    }
}
