// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import io.handfast.crypto.Ski;
import io.handfast.engine.Inbox;
import io.handfast.engine.net.DeadlineGuard;
import io.handfast.engine.time.TimeSource;
import io.handfast.hub.app.JsonTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Events as they come, as server-sent events. It begins with {@code hello}, or with what came after the event that the
 * listener saw last; {@code reset} says that something was missed and everything has to be read anew. Silence is broken
 * by a comment. A listener that takes nothing is dropped, and so is one whose session has ended.
 *
 * @param log what is told
 * @param lastSeen the id of the event that the listener saw last
 * @param ski the only device it wants to hear of
 * @param time the clock
 * @param heartbeat how long it may be silent
 * @param patience how long the listener may take for what it is told
 * @param mayListen whether it still may
 */
record EventStream(
        EventLog log,
        Optional<String> lastSeen,
        Optional<Ski> ski,
        TimeSource time,
        Duration heartbeat,
        Duration patience,
        BooleanSupplier mayListen)
        implements Reply {
    static final String TYPE = "text/event-stream";
    /** How long a browser waits before it comes back. */
    private static final long RETRY_MS = 2000;

    /**
     * Tells until nobody listens any more; blocks.
     *
     * @param out where to
     * @param watch frees a write that blocks
     */
    void run(OutputStream out, DeadlineGuard.Watch watch) throws IOException, InterruptedException {
        try (EventLog.Listener listener = log.listen()) {
            listener.listening();
            long told = begin(out, watch);
            while (mayListen.getAsBoolean()) {
                listener.listening();
                if (!log.hasAllAfter(told)) {
                    told = log.latest();
                    write(out, watch, special("reset", told, "events were missed: read everything anew"));
                }
                for (EventLog.Entry entry : log.after(told)) {
                    told = entry.number();
                    tell(out, watch, entry);
                }
                switch (listener.inbox().await(time.in(heartbeat))) {
                    case Inbox.Expired<EventLog.News> _ -> write(out, watch, ": heartbeat\n\n");
                    case Inbox.Ended<EventLog.News> _ -> {
                        write(out, watch, special("stopping", told, "the hub stops"));
                        return;
                    }
                    default -> {}
                }
            }
        }
    }

    /** Where it begins: the number of the last event that needs not be told. */
    private long begin(OutputStream out, DeadlineGuard.Watch watch) throws IOException {
        Optional<Long> seen = lastSeen.flatMap(this::number);
        if (lastSeen.isPresent() && seen.filter(log::hasAllAfter).isEmpty()) {
            long latest = log.latest();
            write(out, watch, special("reset", latest, "events were missed: read everything anew"));
            return latest;
        }
        long from = seen.orElseGet(log::latest);
        write(out, watch, "retry: " + RETRY_MS + "\n" + special("hello", from, "events follow"));
        return from;
    }

    private Optional<Long> number(String id) {
        String begin = log.run() + "-";
        String digits = id.startsWith(begin) ? id.substring(begin.length()) : "";
        return digits.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(digits)) : Optional.empty();
    }

    private void tell(OutputStream out, DeadlineGuard.Watch watch, EventLog.Entry entry) throws IOException {
        if (ski.isEmpty() || ski.equals(entry.ski())) {
            write(out, watch, "id: " + log.run() + "-" + entry.number() + "\ndata: " + entry.json() + "\n\n");
        }
    }

    private String special(String kind, long number, String text) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("at", time.wallClock().toString());
        data.put("event", kind);
        data.put("text", text);
        return "event: " + kind + "\nid: " + log.run() + "-" + number + "\ndata: " + JsonTree.line(data) + "\n\n";
    }

    private void write(OutputStream out, DeadlineGuard.Watch watch, String text) throws IOException {
        watch.arm(time.in(patience));
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        watch.disarm();
    }
}
