// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.log;

import io.handfast.hub.app.JsonTree;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a line of the log is written. */
enum LogFormat {
    /** Instant, level, sentence. */
    TEXT {
        @Override
        String of(LogLine line) {
            return at(line) + " " + line.word() + " " + oneLine(line.text());
        }
    },
    /** One JSON object with the same, and the members of the event where there is one. */
    JSON {
        @Override
        String of(LogLine line) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("at", at(line));
            object.put("level", line.word());
            object.put("text", line.text());
            line.members().forEach(object::putIfAbsent);
            return JsonTree.line(object);
        }
    };

    /** One line without its end. */
    abstract String of(LogLine line);

    /** The format of that name; text when there is none such. */
    static LogFormat named(String name) {
        return name.equals("json") ? JSON : TEXT;
    }

    private static String at(LogLine line) {
        return line.at().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** What a peer says may not look like a line of ours. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
