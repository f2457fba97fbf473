// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.health;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a hub is.
 *
 * @param vitals its numbers
 * @param warnings what is wrong, each with a sentence for people
 */
public record HealthReport(Vitals vitals, Map<Warning, String> warnings) {
    /** Copies the map, in its order. */
    public HealthReport {
        warnings = Collections.unmodifiableMap(new LinkedHashMap<>(warnings));
    }

    /**
     * Whether nothing is wrong.
     *
     * @return true when there is no warning
     */
    public boolean isWell() {
        return warnings.isEmpty();
    }
}
