// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.SystemTime;
import io.handfast.engine.time.TimeSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Everything said to and heard from one process. The readers only fill a queue; the thread that waits owns the rest,
 * so there is nothing to lock.
 */
final class Dialogue {
    private record Heard(String line, PeerEvent event) {}

    private final TimeSource time = new SystemTime();
    private final BlockingQueue<Heard> incoming = new LinkedBlockingQueue<>();
    private final List<PeerEvent> events = new ArrayList<>();
    private final StringBuilder lines = new StringBuilder();
    private final String name;
    private final Function<PeerLine, PeerEvent> meaning;
    private int from;

    /**
     * With a process that has said nothing yet.
     *
     * @param name its name in failures
     * @param meaning of the lines on its standard output; the thread that reads them calls it
     */
    Dialogue(String name, Function<PeerLine, PeerEvent> meaning) {
        this.name = name;
        this.meaning = meaning;
    }

    /** Starts to read both outputs of a process. */
    void listen(Process process) {
        time.start(name + "-errors", () -> read(process.errorReader(StandardCharsets.UTF_8), false));
        time.start(name + "-events", () -> {
            read(process.inputReader(StandardCharsets.UTF_8), true);
            int status = process.onExit().join().exitValue();
            incoming.add(new Heard("! exit status " + status, new PeerEvent.Ended(status)));
        });
    }

    private void read(BufferedReader reader, boolean isEvents) {
        try (reader) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                PeerEvent event = isEvents ? meaning.apply(PeerLine.read(line)) : new PeerEvent.StandardError(line);
                incoming.add(new Heard((isEvents ? "< " : "! ") + line, event));
            }
        } catch (IOException | RuntimeException broken) {
            incoming.add(new Heard("! " + broken, new PeerEvent.StandardError(broken.toString())));
        }
    }

    /** Notes what was said. */
    void said(String line) {
        lines.append(name).append(" > ").append(line).append('\n');
    }

    /** What was heard so far does not count for later waits. */
    void fromHere() {
        while (hear(Duration.ZERO)) {
            // all that is there already
        }
        from = events.size();
    }

    /** All events so far. */
    List<PeerEvent> events() {
        while (hear(Duration.ZERO)) {
            // all that is there already
        }
        return List.copyOf(events);
    }

    /** Waits for an event among those since {@link #fromHere()}. */
    <E extends PeerEvent> E await(Class<E> type, Predicate<? super E> wish, Duration within) {
        Deadline deadline = time.in(within);
        for (int next = from; ; next++) {
            while (next == events.size()) {
                if (over() || !hear(deadline.remaining(time))) {
                    String when = over() ? "before the process ended" : "within " + within;
                    throw new AssertionError("%s: no fitting %s %s; the dialogue:%n%s"
                            .formatted(name, type.getSimpleName(), when, lines));
                }
            }
            if (type.isInstance(events.get(next)) && wish.test(type.cast(events.get(next)))) {
                return type.cast(events.get(next));
            }
        }
    }

    private boolean over() {
        return !events.isEmpty() && events.getLast() instanceof PeerEvent.Ended;
    }

    /** Takes the next event; false when none came in time. */
    private boolean hear(Duration within) {
        try {
            Heard heard = incoming.poll(within.toNanos(), TimeUnit.NANOSECONDS);
            if (heard == null) {
                return false;
            }
            lines.append(name).append(' ').append(heard.line()).append('\n');
            events.add(heard.event());
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(name + ": interrupted; the dialogue:\n" + lines, interrupted);
        }
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
