// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Writes down what a listener is told; one thread waits. */
final class Watcher implements Consumer<DiscoveryEvent> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BlockingQueue<DiscoveryEvent> events = new LinkedBlockingQueue<>();

    @Override
    public void accept(DiscoveryEvent event) {
        events.add(event);
    }

    /** The next event as {@code word instance port host TXT}. */
    String next() throws InterruptedException {
        return shown(nextEvent());
    }

    DiscoveryEvent nextEvent() throws InterruptedException {
        DiscoveryEvent event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing was told");
        }
        return event;
    }

    boolean isQuiet() {
        return events.isEmpty();
    }

    private static String shown(DiscoveryEvent event) {
        FoundService service = event.service();
        String word = event.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
        return word + " " + service.instance() + " " + service.port() + " " + service.host() + " " + service.txt();
    }
}
