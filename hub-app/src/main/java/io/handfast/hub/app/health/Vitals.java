// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.health;

import java.time.Duration;

/**
 * The numbers that a hub's health is judged by, at one moment.
 *
 * @param uptime since its start
 * @param active devices that are connected
 * @param total attempts to connect that have ended, since the first start
 * @param failed how many of them have failed
 * @param taken devices that have a place
 * @param limit how many may have one
 * @param threads of the operating system
 * @param certificateDays until its certificate ends; negative when it has ended
 * @param filesWritable whether its files could be written the last time
 */
public record Vitals(
        Duration uptime,
        long active,
        long total,
        long failed,
        int taken,
        int limit,
        int threads,
        long certificateDays,
        boolean filesWritable) {
    /**
     * Of all attempts, how many led to a connection.
     *
     * @return 0 to 1; 1 while there was none
     */
    public double successRatio() {
        return total == 0 ? 1 : (double) (total - failed) / total;
    }

    /**
     * The same as people read it.
     *
     * @return 0 to 100
     */
    public long successPercent() {
        return total == 0 ? 100 : 100 * (total - failed) / total;
    }

    /**
     * A line in the words of ship-go's production example, which operators search logs for; what Go calls goroutines are
     * threads here.
     *
     * @return one line
     */
    public String line() {
        return "Health Check: uptime=" + brief(uptime) + ", connections=" + active + ", total=" + total + ", failed="
                + failed + ", goroutines=" + threads;
    }

    /**
     * A duration as Go writes it.
     *
     * @param duration not negative
     * @return such as {@code 1h2m3s}
     */
    public static String brief(Duration duration) {
        StringBuilder text = new StringBuilder();
        if (duration.toHours() > 0) {
            text.append(duration.toHours()).append('h');
        }
        if (duration.toMinutes() > 0) {
            text.append(duration.toMinutesPart()).append('m');
        }
        return text.append(duration.toSecondsPart()).append('s').toString();
    }
}
