// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.health;

import io.handfast.crypto.Ski;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.hub.HubEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;

/**
 * Notices who comes again and again: strangers that nobody lets in, trusted devices whose connections do not last. Hears
 * events on the hub's event thread; asked by any. Bounded: a stranger's key costs nothing to make up.
 */
public final class Restless {
    private static final int OFTEN = 5;
    private static final Duration WITHIN = Duration.ofMinutes(10);
    /** So long nothing more is said of somebody. */
    private static final Duration SILENCE = Duration.ofHours(1);

    private static final int KEPT = 256;

    private final TimeSource time;
    private final Predicate<Ski> trusted;
    private final ConcurrentMap<Ski, Course> courses = new ConcurrentHashMap<>();

    /** What somebody did lately: instants, the oldest first, no more than count. */
    private static final class Course {
        private final boolean trusted;
        private final ArrayDeque<Long> lately = new ArrayDeque<>();
        private volatile long oftenNanos = Long.MIN_VALUE;
        private Optional<Long> told = Optional.empty();

        Course(boolean trusted) {
            this.trusted = trusted;
        }
    }

    /**
     * Nobody has come yet.
     *
     * @param time the clock
     * @param trusted whether a device is trusted; must not block
     */
    public Restless(TimeSource time, Predicate<Ski> trusted) {
        this.time = time;
        this.trusted = trusted;
    }

    /**
     * Hears an event.
     *
     * @param event any of the hub's
     * @return what an operator should be told, once an hour for each device
     */
    public Optional<String> told(HubEvent event) {
        return switch (event.kind()) {
            case KNOCKED, REFUSED ->
                event.ski().filter(ski -> !trusted.test(ski)).flatMap(ski -> happened(ski, false));
            case DISCONNECTED -> event.ski().filter(trusted).flatMap(ski -> happened(ski, true));
            case TRUSTED, FORGOTTEN -> {
                event.ski().ifPresent(courses::remove);
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private Optional<String> happened(Ski ski, boolean isTrusted) {
        if (courses.size() >= KEPT && !courses.containsKey(ski)) {
            courses.keySet().stream().findAny().ifPresent(courses::remove);
        }
        Course course = courses.computeIfAbsent(ski, _ -> new Course(isTrusted));
        long now = time.nanos();
        course.lately.add(now);
        while (course.lately.size() > OFTEN) {
            course.lately.remove();
        }
        boolean often = course.lately.size() == OFTEN && now - course.lately.element() <= WITHIN.toNanos();
        if (!often) {
            return Optional.empty();
        }
        course.oftenNanos = now;
        if (course.told.filter(at -> now - at < SILENCE.toNanos()).isPresent()) {
            return Optional.empty();
        }
        course.told = Optional.of(now);
        return Optional.of(
                isTrusted
                        ? "Device " + ski + " flaps: " + OFTEN + " of its connections ended within "
                                + WITHIN.toMinutes() + " minutes - see handfast hub explain"
                        : "Stranger " + ski + " knocks repeatedly: " + OFTEN + " times within " + WITHIN.toMinutes()
                                + " minutes - pair it, or find out who it is");
    }

    /**
     * Who does so at the moment.
     *
     * @return how many strangers and how many devices, in a sentence each; nothing when there is none
     */
    public Map<Warning, String> warnings() {
        long now = time.nanos();
        long flapping = count(true, now);
        long knocking = count(false, now);
        Map<Warning, String> warnings = new EnumMap<>(Warning.class);
        if (knocking > 0) {
            warnings.put(Warning.KNOCKING, "Strangers that knock repeatedly: " + knocking);
        }
        if (flapping > 0) {
            warnings.put(Warning.FLAPPING, "Devices that flap: " + flapping);
        }
        return warnings;
    }

    private long count(boolean isTrusted, long now) {
        return courses.values().stream()
                .filter(course -> course.trusted == isTrusted)
                .filter(course -> course.oftenNanos != Long.MIN_VALUE && now - course.oftenNanos <= WITHIN.toNanos())
                .count();
    }
}
