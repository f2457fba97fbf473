// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the process uses, as Linux tells it in {@code /proc}; elsewhere most of it is unknown. Read anew at each call:
 * JMX would tell the same for several megabytes of classes.
 */
public final class ProcessFigures {
    private static final Pattern RESIDENT = Pattern.compile("^VmRSS:\\s+(\\d+) kB$", Pattern.MULTILINE);
    private static final Pattern THREADS = Pattern.compile("^Threads:\\s+(\\d+)$", Pattern.MULTILINE);
    private static final Pattern MAX_FILES = Pattern.compile("^Max open files\\s+(\\d+)\\s", Pattern.MULTILINE);
    private static final Path SELF = Path.of("/proc/self");
    private static final int BYTES_PER_KIB = 1024;

    private ProcessFigures() {}

    /**
     * Memory that is really there.
     *
     * @return bytes; empty where the system does not tell
     */
    public static OptionalLong residentBytes() {
        OptionalLong kib = number("status", RESIDENT);
        return kib.isPresent() ? OptionalLong.of(kib.getAsLong() * BYTES_PER_KIB) : kib;
    }

    /**
     * The operating system's threads; those that Java multiplexes onto them are not counted.
     *
     * @return at least 1
     */
    public static int threads() {
        return Math.toIntExact(number("status", THREADS).orElseGet(Thread::activeCount));
    }

    /**
     * Files and sockets that are open.
     *
     * @return empty where the system does not tell
     */
    public static OptionalLong openFiles() {
        try (Stream<Path> open = Files.list(SELF.resolve("fd"))) {
            return OptionalLong.of(open.count() - 1); // one is the list's own
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }

    /**
     * How many may be.
     *
     * @return empty where the system does not tell, or does not care
     */
    public static OptionalLong maxFiles() {
        return number("limits", MAX_FILES);
    }

    /**
     * Processor time since the start.
     *
     * @return seconds; empty where the system does not tell
     */
    public static Optional<Double> cpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().map(spent -> spent.toNanos() / 1e9);
    }

    /**
     * When the process began.
     *
     * @return seconds since 1970; empty where the system does not tell
     */
    public static Optional<Double> startSeconds() {
        return ProcessHandle.current().info().startInstant().map(at -> at.toEpochMilli() / 1e3);
    }

    private static OptionalLong number(String file, Pattern line) {
        try {
            Matcher found = line.matcher(Files.readString(SELF.resolve(file)));
            return found.find() ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty();
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }
}
