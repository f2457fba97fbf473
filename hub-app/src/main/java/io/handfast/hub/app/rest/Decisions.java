// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import io.handfast.crypto.Ski;
import io.handfast.engine.file.DurableFiles;
import io.handfast.engine.time.TimeSource;
import io.handfast.hub.app.DecidedBy;
import io.handfast.ship.hub.DeviceStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Decides about devices, one decision at a time: of two operators who decide about the same device at once the second is
 * told what the first has decided, and when. What others decided, at the terminal or in the window in which everybody is
 * accepted, is remembered as well.
 */
final class Decisions {
    /** How long a refused device is turned away without asking: as in the hub. */
    private static final Duration REFUSED_FOR = Duration.ofMinutes(10);

    private static final int KEPT = 1024;

    /** How a device stands for those who decide. */
    enum Stand {
        /** Trusted. */
        TRUSTED,
        /** Waits for a decision. */
        PENDING,
        /** Refused a short while ago: turned away without asking. */
        REFUSED,
        /** Nothing of that. */
        UNKNOWN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What was decided.
     *
     * @param what trusted, refused, forgotten
     * @param at when, by the calendar
     * @param by who decided; empty when it was none of those who decide here
     */
    record Decision(String what, Instant at, Optional<DecidedBy> by) {
        Map<String, Object> json() {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("decision", what);
            object.put("at", at.toString());
            object.put("by", by.map(DecidedBy::word).orElse("elsewhere"));
            return object;
        }
    }

    private interface Deed {
        void run() throws IOException;
    }

    private final ServedHub hub;
    private final TimeSource time;
    private final Semaphore oneAtATime = new Semaphore(1);

    // Under the semaphore.
    private final Map<Ski, Decision> latest = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Ski, Decision> eldest) {
            return size() > KEPT;
        }
    };

    Decisions(ServedHub hub, TimeSource time) {
        this.hub = hub;
        this.time = time;
    }

    /** Trusts a device that waits, or one that nobody knows yet: somebody may type an SKI before it comes. */
    Decision trust(Ski ski, Optional<String> name, Optional<Stand> expected, DecidedBy by) throws Problem {
        Set<Stand> usual = Set.of(Stand.PENDING, Stand.UNKNOWN);
        Set<Stand> possible = Set.of(Stand.PENDING, Stand.UNKNOWN, Stand.REFUSED);
        return decide(
                ski, expected, usual, possible, "trusted", by, () -> hub.deeds().trust(hub.introduced(ski, name), by));
    }

    Decision refuse(Ski ski, Optional<Stand> expected, DecidedBy by) throws Problem {
        Set<Stand> possible = Set.of(Stand.PENDING);
        return decide(
                ski,
                expected,
                possible,
                possible,
                "refused",
                by,
                () -> hub.deeds().refuse(ski, by));
    }

    Decision forget(Ski ski, Optional<Stand> expected, DecidedBy by) throws Problem {
        Set<Stand> possible = Set.of(Stand.TRUSTED);
        return decide(
                ski,
                expected,
                possible,
                possible,
                "forgotten",
                by,
                () -> hub.deeds().forget(ski, by));
    }

    private Decision decide(
            Ski ski,
            Optional<Stand> expected,
            Set<Stand> usual,
            Set<Stand> possible,
            String what,
            DecidedBy by,
            Deed deed)
            throws Problem {
        oneAtATime.acquireUninterruptibly();
        try {
            Stand now = stand(ski);
            boolean asExpected = expected.map(stand -> stand == now).orElse(usual.contains(now));
            if (!asExpected || !possible.contains(now)) {
                throw otherwise(ski, now);
            }
            deed.run();
            Decision decision = new Decision(what, time.wallClock(), Optional.of(by));
            remember(ski, decision);
            return decision;
        } catch (IOException e) {
            throw new Problem(RestFailure.NOT_STORED, DurableFiles.reason(e));
        } finally {
            oneAtATime.release();
        }
    }

    private void remember(Ski ski, Decision decision) {
        latest.remove(ski); // the newest stands last
        latest.put(ski, decision);
    }

    private Problem otherwise(Ski ski, Stand now) {
        Decision decision = latest.get(ski);
        if (decision == null && now == Stand.UNKNOWN) {
            return new Problem(RestFailure.DEVICE_UNKNOWN, "no device " + ski + " is trusted or waits");
        }
        String detail = decision == null
                ? "the device is " + now.word()
                : "the device is " + now.word() + ": " + decision.what() + " at " + decision.at();
        Problem problem = new Problem(RestFailure.DECIDED, detail).with("stand", now.word());
        return decision == null ? problem : problem.with("decided", decision.json());
    }

    private Stand stand(Ski ski) {
        if (hub.ship().isTrusted(ski)) {
            return Stand.TRUSTED;
        }
        Decision decision = latest.get(ski);
        boolean refused = decision != null
                && decision.what().equals("refused")
                && decision.at().plus(REFUSED_FOR).isAfter(time.wallClock());
        if (refused) {
            return Stand.REFUSED; // it takes the hub a moment until the device is gone
        }
        boolean asks = hub.ship().device(ski).filter(DeviceStatus::asksForTrust).isPresent();
        return asks ? Stand.PENDING : Stand.UNKNOWN;
    }

    /** How it stands and what was decided last. */
    record Known(Stand stand, Optional<Decision> decision) {}

    Known known(Ski ski) {
        oneAtATime.acquireUninterruptibly();
        try {
            return new Known(stand(ski), Optional.ofNullable(latest.get(ski)));
        } finally {
            oneAtATime.release();
        }
    }

    /** Somebody else, somewhere else. */
    void decidedElsewhere(Ski ski, String what, Instant at) {
        oneAtATime.acquireUninterruptibly();
        try {
            Decision known = latest.get(ski);
            if (known == null || !known.what().equals(what)) {
                remember(ski, new Decision(what, at, Optional.empty()));
            }
        } finally {
            oneAtATime.release();
        }
    }
}
