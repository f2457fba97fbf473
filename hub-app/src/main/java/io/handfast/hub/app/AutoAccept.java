// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.Ski;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.hub.HubEvent;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The window in which whoever asks is trusted, as after a press on a pairing button: SHIP 12.3 allows two minutes. Those
 * who wait already when it opens are let in as well; a few devices at most, since nobody pairs more at once.
 */
public final class AutoAccept {
    /** The longest a window stays open. */
    public static final Duration LONGEST = Duration.ofMinutes(2);
    /** So many devices come in through one window. */
    public static final int MOST_DEVICES = 16;

    private static final System.Logger LOG = System.getLogger(AutoAccept.class.getName());

    /** Trusts a device. */
    @FunctionalInterface
    public interface Trusting {
        /**
         * Returns when it is stored.
         *
         * @param ski whom
         * @throws IOException when it could not be stored
         */
        void trust(Ski ski) throws IOException;
    }

    /**
     * An open window.
     *
     * @param openedAt since when, by the calendar
     * @param closesAt until when, by the calendar
     * @param until the same on the hub's clock
     * @param accepted who came in
     */
    public record Window(Instant openedAt, Instant closesAt, Deadline until, List<Ski> accepted) {
        /** Copies the list. */
        public Window {
            accepted = List.copyOf(accepted);
        }

        private Window with(Ski ski) {
            List<Ski> more = new ArrayList<>(accepted);
            more.add(ski);
            return new Window(openedAt, closesAt, until, more);
        }

        private boolean takes(Ski ski) {
            return accepted.size() < MOST_DEVICES && !accepted.contains(ski);
        }
    }

    private final TimeSource time;
    private final Trusting trusting;
    private final Consumer<String> changed;
    private final AtomicReference<Optional<Window>> window = new AtomicReference<>(Optional.empty());

    /**
     * A closed window.
     *
     * @param time the clock
     * @param trusting how a device is trusted
     * @param changed hears in words for people that it was opened or closed; must not block
     */
    public AutoAccept(TimeSource time, Trusting trusting, Consumer<String> changed) {
        this.time = time;
        this.trusting = trusting;
        this.changed = changed;
    }

    /**
     * Opens it, or keeps it open for longer or shorter. Blocks until those who wait are trusted.
     *
     * @param lasting how long, up to {@link #LONGEST}
     * @param waiting who asks already
     * @return the window
     * @throws IllegalArgumentException when it would stay open for too long, or for no time
     */
    public Window open(Duration lasting, Collection<Ski> waiting) {
        if (!lasting.isPositive() || lasting.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a window is open for at most " + LONGEST.toSeconds() + " s");
        }
        Instant now = time.wallClock();
        List<Ski> before = current().map(Window::accepted).orElse(List.of());
        Window opened = new Window(now, now.plus(lasting), time.in(lasting), before);
        window.set(Optional.of(opened));
        changed.accept("devices that ask are trusted for " + lasting.toSeconds() + " s");
        waiting.forEach(this::accept);
        return current().orElse(opened);
    }

    /** Closes it; nothing happens when it is closed. */
    public void close() {
        if (window.getAndSet(Optional.empty()).filter(this::isOpen).isPresent()) {
            changed.accept("devices that ask wait for a decision again");
        }
    }

    /**
     * The window, while it is open.
     *
     * @return empty when it is closed
     */
    public Optional<Window> current() {
        return window.get().filter(this::isOpen);
    }

    private boolean isOpen(Window open) {
        return !open.until().passed(time);
    }

    /**
     * Decides about a device that asks while it is open. Blocks until that is stored.
     *
     * @param event of the hub
     */
    public void told(HubEvent event) {
        if (event.kind() == HubEvent.Kind.PENDING) {
            event.ski().ifPresent(this::accept);
        }
    }

    private void accept(Ski ski) {
        Optional<Window> before = window.getAndUpdate(now -> now.filter(open -> isOpen(open) && open.takes(ski))
                .map(open -> open.with(ski))
                .or(() -> now));
        if (before.filter(open -> isOpen(open) && open.takes(ski)).isPresent()) {
            try {
                trusting.trust(ski);
            } catch (IOException e) {
                LOG.log(Level.ERROR, "device " + ski + " could not be trusted, so it still waits: " + e.getMessage());
            }
        }
    }
}
