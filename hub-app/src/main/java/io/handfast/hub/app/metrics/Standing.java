// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.metrics;

import io.handfast.ship.hub.ShipHub;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How a running hub stands, read whenever somebody wants the numbers; returns at once, from any thread. */
public interface Standing {
    /**
     * A decision about trust, or about a PIN.
     *
     * @param what the word of the audit log
     * @param by who decided, likewise
     */
    record Decision(String what, String by) {}

    /**
     * The hub itself.
     *
     * @return running
     */
    ShipHub hub();

    /**
     * How many devices are trusted.
     *
     * @return present or not
     */
    int trusted();

    /**
     * How many devices announce themselves.
     *
     * @return 0 without discovery
     */
    int discovered();

    /**
     * What was decided in this run.
     *
     * @return how often
     */
    Map<Decision, Long> decisions();

    /**
     * Of all attempts since the first start, how many led to a connection.
     *
     * @return 0 to 1
     */
    double successRatio();

    /**
     * When the hub's certificate ends.
     *
     * @return by the calendar
     */
    Instant certificateEnd();

    /**
     * How long the run before this one took to stop.
     *
     * @return empty when there was none, or it did not stop in good order
     */
    Optional<Duration> lastStop();

    /**
     * What is wrong at the moment.
     *
     * @return for each warning there is, by its word, whether it holds
     */
    Map<String, Boolean> warnings();
}
