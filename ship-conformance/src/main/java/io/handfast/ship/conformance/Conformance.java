// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.engine.time.SystemTime;
import io.handfast.engine.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Runs cases against a device, one after the other, on the caller's thread:
 *
 * <pre>{@code
 * List<CaseResult> results = new Conformance(device, environment).run(EnumSet.allOf(ShipCase.class), listener);
 * }</pre>
 *
 * <p>All waiting is done on the environment's clock: on a virtual one all cases together take a second. On a real one
 * they take seven to ten minutes, nearly all of it waiting.
 */
public final class Conformance {
    /** Hears of the progress, on the thread that runs the cases. */
    public interface Listener {
        /**
         * A case begins.
         *
         * @param shipCase which
         */
        default void begins(ShipCase shipCase) {}

        /**
         * A case has ended, its connections too.
         *
         * @param result what came of it
         */
        default void ended(CaseResult result) {}
    }

    /** What both nodes of the tester tell as their SHIP ID. */
    public static final String TESTER_SHIP_ID = "Handfast-Conformance";

    /** openeebus refuses connections for a second after an announced end (quirk); others are ready sooner. */
    public static final Duration USUAL_REST = Duration.ofSeconds(2);

    private final DeviceUnderTest device;
    private final Environment environment;
    private final Duration rest;
    private final TimeSource stopwatch = new SystemTime();

    /**
     * A tester for one device, with the usual rest between cases.
     *
     * @param device the device
     * @param environment clock and guard of the tester
     */
    public Conformance(DeviceUnderTest device, Environment environment) {
        this(device, environment, USUAL_REST);
    }

    /**
     * A tester for one device.
     *
     * @param device the device
     * @param environment clock and guard of the tester
     * @param rest how long the device is left alone between two cases
     */
    public Conformance(DeviceUnderTest device, Environment environment, Duration rest) {
        this.device = device;
        this.environment = environment;
        this.rest = rest;
    }

    /**
     * Runs cases; blocks until the last one has ended.
     *
     * @param cases which, in this order
     * @param listener hears of the progress
     * @return a result for each case, in the same order
     * @throws InterruptedException when the thread was interrupted; the connection of the case under way is closed
     */
    public List<CaseResult> run(Collection<ShipCase> cases, Listener listener) throws InterruptedException {
        List<CaseResult> results = new ArrayList<>();
        for (ShipCase shipCase : cases) {
            listener.begins(shipCase);
            CaseResult result = shipCase.judge(device, environment, stopwatch);
            results.add(result);
            listener.ended(result);
            rest();
        }
        return results;
    }

    private void rest() throws InterruptedException {
        Inbox<Boolean> nobodyPosts = new Inbox<>(environment.time(), 0);
        nobodyPosts.await(environment.time().in(rest));
    }
}
