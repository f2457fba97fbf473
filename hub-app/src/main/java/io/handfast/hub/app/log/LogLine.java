// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.log;

import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * One line of the log, before it is written.
 *
 * @param at by the calendar
 * @param level how serious it is
 * @param key what makes it the same as another one; lines of one key are limited
 * @param text for people
 * @param members for programs, besides those
 */
record LogLine(Instant at, Level level, String key, String text, Map<String, Object> members) {
    LogLine(Instant at, Level level, String key, String text) {
        this(at, level, key, text, Map.of());
    }

    /** The level as people write it in a configuration. */
    String word() {
        return level == Level.WARNING ? "warn" : level.name().toLowerCase(Locale.ROOT);
    }

    LogLine saying(String other) {
        return new LogLine(at, level, key, other, Map.of());
    }
}
