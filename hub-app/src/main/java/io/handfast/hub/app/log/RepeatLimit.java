// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets no more than a few lines of one kind pass in a minute and says afterwards how many there were besides, so that a
 * stranger who knocks all day drives nothing else out of the log. By the lines' own times. Owned by one thread.
 */
final class RepeatLimit {
    private static final int AT_ONCE = 10;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    /** So many kinds are watched at a time. */
    private static final int KINDS = 512;

    private final Map<String, Course> courses = new LinkedHashMap<>();

    private static final class Course {
        private final Instant begun;
        private int passed;
        private long more;
        private LogLine last;

        Course(LogLine first) {
            this.begun = first.at();
            this.last = first;
        }
    }

    /** What is to be written now that this line has come. */
    List<LogLine> pass(LogLine line) {
        List<LogLine> lines = over(line.at());
        Course course = courses.computeIfAbsent(line.key(), _ -> new Course(line));
        if (course.passed < AT_ONCE) {
            course.passed++;
            lines.add(line);
        } else {
            course.more++;
            course.last = line;
        }
        return lines;
    }

    /** What is still to be said at the end. */
    List<LogLine> rest() {
        return over(Instant.MAX);
    }

    /** The kinds whose minute is over; they stand in the order in which it began. */
    private List<LogLine> over(Instant now) {
        List<LogLine> lines = new ArrayList<>();
        Iterator<Course> all = courses.values().iterator();
        boolean old = true;
        while (old && all.hasNext()) {
            Course course = all.next();
            old = !now.isBefore(course.begun.plus(WINDOW)) || courses.size() >= KINDS;
            if (old) {
                all.remove();
                if (course.more > 0) {
                    lines.add(course.last.saying("… " + course.more + " more of these: " + course.last.text()));
                }
            }
        }
        return lines;
    }
}
