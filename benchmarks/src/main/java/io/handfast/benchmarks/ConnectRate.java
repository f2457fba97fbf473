// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.engine.Scope;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Complete connections over and over on each of some loopbacks, each cut as soon as both its ends are complete. */
final class ConnectRate {
    private final TimeSource time;
    private final List<? extends Loopback<?>> loopbacks;
    private final LongAdder completed = new LongAdder();
    private final LongAdder failed = new LongAdder();

    private ConnectRate(TimeSource time, List<? extends Loopback<?>> loopbacks) {
        this.time = time;
        this.loopbacks = loopbacks;
    }

    /** Warms up, measures, prints the result and closes the loopbacks. */
    static void measure(String line, List<? extends Loopback<?>> loopbacks, PairArguments arguments, TimeSource time)
            throws InterruptedException {
        new ConnectRate(time, loopbacks).connect(arguments.warmUp());
        ConnectRate measured = new ConnectRate(time, loopbacks);
        Meter meter = new Meter(time);
        measured.connect(arguments.measured());
        System.out.println(meter.result(line, measured.completed.sum(), measured.failed.sum()));
        loopbacks.forEach(Loopback::close);
    }

    private void connect(Duration duration) throws InterruptedException {
        Deadline end = time.in(duration);
        Scope workers = new Scope("workers", time);
        for (Loopback<?> loopback : loopbacks) {
            workers.start("worker", () -> {
                do {
                    loopback.connect().ifPresentOrElse(this::complete, failed::increment);
                } while (!end.passed(time));
            });
        }
        workers.join(Deadline.NEVER);
    }

    private void complete(Loopback.Ends<?> ends) {
        completed.increment();
        ends.cut();
    }
}
