// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.Ski;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.hub.DeviceStatus;
import io.handfast.ship.hub.HubEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Trusts whoever asks: always where {@code auto_accept_pairing} says so, else while a window is open, as after a press
 * on a pairing button: SHIP 12.3 allows two minutes. Those who wait already when it opens are let in as well; a few
 * devices at most, since nobody pairs more at once.
 */
public final class AutoAccept {
    /** The longest a window stays open. */
    public static final Duration LONGEST = Duration.ofMinutes(2);
    /** So many devices come in through one window. */
    public static final int MOST_DEVICES = 16;

    /** Trusts a device. */
    @FunctionalInterface
    interface Trusting {
        /** Returns when it is stored, or told that it could not be. */
        void trust(Ski ski, String name);
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
    private final BooleanSupplier always;
    private final Trusting trusting;
    private final AtomicReference<Optional<Window>> window = new AtomicReference<>(Optional.empty());

    /**
     * A closed window.
     *
     * @param always whether everybody is accepted now, window or not
     */
    AutoAccept(TimeSource time, BooleanSupplier always, Trusting trusting) {
        this.time = time;
        this.always = always;
        this.trusting = trusting;
    }

    /**
     * Opens the window, or keeps it open for longer or shorter. Blocks until those who wait are trusted.
     *
     * @param lasting how long, up to {@link #LONGEST}
     * @param waiting who asks already
     * @return the window
     * @throws IllegalArgumentException when it would stay open for too long, or for no time
     */
    public Window open(Duration lasting, Collection<DeviceStatus> waiting) {
        if (!lasting.isPositive() || lasting.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a window is open for at most " + LONGEST.toSeconds() + " s");
        }
        Instant now = time.wallClock();
        List<Ski> before = current().map(Window::accepted).orElse(List.of());
        Window opened = new Window(now, now.plus(lasting), time.in(lasting), before);
        window.set(Optional.of(opened));
        waiting.forEach(device -> accept(device.ski(), device.name()));
        return current().orElse(opened);
    }

    /**
     * Closes the window.
     *
     * @return false when it was closed already
     */
    public boolean close() {
        return window.getAndSet(Optional.empty()).filter(this::isOpen).isPresent();
    }

    /**
     * The window, while it is open.
     *
     * @return empty when it is closed
     */
    public Optional<Window> current() {
        return window.get().filter(this::isOpen);
    }

    /**
     * Whether everybody is accepted, window or not.
     *
     * @return as {@code auto_accept_pairing} says now
     */
    public boolean isAlways() {
        return always.getAsBoolean();
    }

    /** Whether whoever asks now is trusted. */
    boolean accepts() {
        return isAlways() || current().isPresent();
    }

    private boolean isOpen(Window open) {
        return !open.until().passed(time);
    }

    /** Decides about a device that asks. Blocks until that is stored. */
    void told(HubEvent event) {
        if (event.kind() == HubEvent.Kind.PENDING) {
            event.ski().ifPresent(ski -> accept(ski, event.name()));
        }
    }

    private void accept(Ski ski, String name) {
        Optional<Window> before = window.getAndUpdate(now -> now.filter(open -> isOpen(open) && open.takes(ski))
                .map(open -> open.with(ski))
                .or(() -> now));
        if (isAlways() || before.filter(open -> isOpen(open) && open.takes(ski)).isPresent()) {
            trusting.trust(ski, name);
        }
    }
}
