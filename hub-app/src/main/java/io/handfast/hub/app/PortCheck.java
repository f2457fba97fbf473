// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether a hub's port is free, and if not, who has it, as far as Linux tells. */
final class PortCheck {
    private static final String SUBJECT = "port";
    private static final Path PROC = Path.of("/proc");
    /** State LISTEN in {@code /proc/net/tcp}. */
    private static final String LISTENS = "0A";

    private PortCheck() {}

    /** @param runs whether a hub with the same data directory runs */
    static Finding run(int port, boolean runs) {
        if (port == 0) {
            return Finding.ok(SUBJECT, "any: the system chooses one");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return Finding.ok(SUBJECT, port + " is free");
        } catch (IOException e) {
            String who = owner(port).orElse("a program that this user may not look at");
            return runs
                    ? Finding.ok(SUBJECT, port + " is used by " + who + "; a hub with this data directory runs")
                    : Finding.fail(
                            SUBJECT,
                            port + " cannot be used: " + e.getMessage() + "; " + who + " has it",
                            "stop that one, or set another \"port\" (0 for any)");
        }
    }

    /** Process id and name. */
    static Optional<String> owner(int port) {
        try {
            Set<String> sockets = new HashSet<>(sockets(PROC.resolve("net/tcp"), port));
            sockets.addAll(sockets(PROC.resolve("net/tcp6"), port));
            try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
                for (Path process : processes) {
                    if (has(process, sockets)) {
                        String name = Files.readString(process.resolve("comm")).strip();
                        return Optional.of("process " + process.getFileName() + " (" + name + ")");
                    }
                }
            }
        } catch (IOException _) {
            // not Linux, or gone meanwhile
        }
        return Optional.empty();
    }

    /** As the links in {@code /proc/PID/fd} name them. */
    private static List<String> sockets(Path table, int port) throws IOException {
        String end = String.format(Locale.ROOT, ":%04X", port);
        return Files.readAllLines(table).stream()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(columns -> columns.length > 9 && columns[1].endsWith(end) && columns[3].equals(LISTENS))
                .map(columns -> "socket:[" + columns[9] + "]")
                .toList();
    }

    private static boolean has(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
        } catch (IOException _) {
            return false; // of another user, or gone
        }
        return false;
    }
}
