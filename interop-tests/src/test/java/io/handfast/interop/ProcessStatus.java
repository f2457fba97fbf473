// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What Linux says of a process at the moment.
 *
 * @param pid its number
 */
public record ProcessStatus(long pid) {
    /** Resident memory in KiB. */
    public long rssKib() throws IOException {
        return status("VmRSS");
    }

    /** Threads of the platform. */
    public long threads() throws IOException {
        return status("Threads");
    }

    /** Open files, sockets among them. */
    public long files() throws IOException {
        try (Stream<Path> files = Files.list(file("fd"))) {
            return files.count();
        }
    }

    /** CPU time of all its threads so far, user and system, in milliseconds; the kernel counts in hundredths. */
    public long cpuMillis() throws IOException {
        String[] fields =
                Files.readString(file("stat")).replaceAll("^.*\\) ", "").split(" ", -1);
        return 10 * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
    }

    private long status(String key) throws IOException {
        return Files.readAllLines(file("status")).stream()
                .filter(line -> line.startsWith(key + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    private Path file(String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
