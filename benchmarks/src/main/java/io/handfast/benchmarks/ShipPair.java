// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Subject;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.LocalNode;
import io.handfast.ship.ShipConnection;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.hub.ShipEndpoint;
import io.handfast.ship.message.EebusJson;
import io.handfast.ship.message.MalformedMessage;
import io.handfast.ship.message.RawJson;
import io.handfast.tls.ShipCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private final Path payloads;
    private final Duration warmUp;
    private final Duration measured;
    private final List<String> wanted;

    private ShipPair(Environment environment, String[] arguments) {
        this.environment = environment;
        this.payloads = Path.of(arguments[0]);
        this.warmUp = seconds(arguments[1]);
        this.measured = seconds(arguments[2]);
        this.wanted = List.of(arguments).subList(3, arguments.length);
    }

    private static Duration seconds(String text) {
        return Duration.ofMillis(Math.round(1000 * Double.parseDouble(text)));
    }

    /**
     * Runs the measurements.
     *
     * @param arguments see the class
     */
    public static void main(String[] arguments) throws IOException, MalformedMessage, InterruptedException {
        try (Environment environment = Environment.system()) {
            new ShipPair(environment, arguments).run();
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

    private boolean skips(String line) {
        return !wanted.isEmpty() && !wanted.contains(line);
    }

    /** Complete connections, each cut as soon as both ends are complete. */
    private void connect(String line, int parallel, Duration settle) throws IOException, InterruptedException {
        if (skips(line)) {
            return;
        }
        List<Pair> pairs = pairs(parallel, settle);
        connect(pairs, warmUp, new LongAdder(), new LongAdder());
        LongAdder completed = new LongAdder();
        LongAdder failed = new LongAdder();
        Meter meter = new Meter(environment.time());
        connect(pairs, measured, completed, failed);
        System.out.println(meter.result(line, completed.sum(), failed.sum()));
        pairs.forEach(Pair::close);
    }

    private void connect(List<Pair> pairs, Duration duration, LongAdder completed, LongAdder failed)
            throws InterruptedException {
        Deadline end = environment.time().in(duration);
        Scope workers = new Scope("workers", environment.time());
        for (Pair pair : pairs) {
            workers.start("worker", () -> {
                do {
                    pair.connect()
                            .ifPresentOrElse(
                                    ends -> {
                                        completed.increment();
                                        ends.cut();
                                    },
                                    failed::increment);
                } while (!end.passed(environment.time()));
            });
        }
        workers.join(Deadline.NEVER);
    }

    /** Payloads to and fro, one at a time on each connection. */
    private void roundTrips(String prefix, String size, int connections, Echo.Form form)
            throws IOException, MalformedMessage, InterruptedException {
        String line = prefix + "-" + size + "-" + connections;
        if (skips(line)) {
            return;
        }
        RawJson payload = EebusJson.fromStandard(
                RawJson.parse(Files.readAllBytes(payloads.resolve("payload-" + size + ".json"))));
        List<Pair> pairs = pairs(connections, Duration.ZERO);
        LongAdder trips = new LongAdder();
        for (Pair pair : pairs) {
            Pair.Ends ends = pair.connect().orElseThrow();
            ends.server().start(pair.scope(), new Echo(form, trips, false));
            ShipConnection asking = ends.client().start(pair.scope(), new Echo(form, trips, true));
            asking.send(payload, Duration.ofSeconds(1));
        }
        pass(warmUp);
        long before = trips.sum();
        Meter meter = new Meter(environment.time());
        Deadline latest = environment.time().in(PATIENCE);
        do { // on a busy machine a short measurement may see nothing
            pass(measured);
        } while (trips.sum() == before && !latest.passed(environment.time()));
        System.out.println(meter.result(line, trips.sum() - before, 0));
        pairs.forEach(Pair::close);
    }

    private void pass(Duration duration) throws InterruptedException {
        new Inbox<>(environment.time(), 0).await(environment.time().in(duration));
    }

    private List<Pair> pairs(int count, Duration settle) throws IOException {
        ShipEndpoint client = endpoint("client", settle);
        ShipEndpoint server = endpoint("server", settle);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pairs.add(new Pair(client, server, environment.time()));
        }
        return pairs;
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
