// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.handfast.engine.Entropy;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * TCP ports for whoever has to come back on the same one, and for an address where nobody is.
 *
 * <p>A port that the system chose (port 0) is no longer ours once it is closed: the system gives the same number to the
 * next outgoing connection or listener that asks for any, and who wants it back finds it in use. These numbers lie
 * outside of what the system hands out by itself, so they stay free between a close and the next open; where programs
 * start at the same time, {@link Programs#awaitStarts} belongs between the two. Safe for use by all threads.
 */
public final class LastingPort {
    /** Where Linux says which ports it hands out. */
    private static final Path SYSTEM_RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    /** Below are the services that a machine may really have. */
    private static final int LOWEST = 10_000;

    /** The last one below what Linux usually hands out; other systems begin higher (IANA: 49152). */
    private static final int HIGHEST = 32_767;

    private static final int LAST = 65_535;
    private static final int ENOUGH = 2_000;
    private static final int ATTEMPTS = 1_000;
    private static final Entropy ENTROPY = Entropy.secure();

    /** All of this process so far: a port that is closed at the moment must not be taken for a free one. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private LastingPort() {}

    /**
     * Ports, both ends included.
     *
     * @param first the lowest
     * @param last the highest
     */
    record Range(int first, int last) {
        int size() {
            return last - first + 1;
        }

        boolean contains(int port) {
            return first <= port && port <= last;
        }
    }

    /**
     * A port that is free on all addresses of this machine. Never the same one twice in a process; two processes get
     * the same one only by a rare chance.
     *
     * @return 10000 or more
     * @throws IOException when no free one was found
     */
    public static int choose() throws IOException {
        Range range = outside(system());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = range.first() + (int) ENTROPY.below(range.size());
            if (GIVEN.add(port) && isFree(port)) {
                Programs.awaitStarts(); // one of them may hold what isFree has just closed
                return port;
            }
        }
        throw new IOException("no free port in " + range);
    }

    private static boolean isFree(int port) {
        try (ServerSocket _ = new ServerSocket(port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** What the system hands out by itself, or what it usually is. */
    static Range system() {
        try (InputStream bounds = Files.newInputStream(SYSTEM_RANGE)) {
            byte[] text = new byte[64];
            int length = bounds.read(text); // Linux tells it in one read, or only its beginning
            String[] both =
                    new String(text, 0, Math.max(0, length), US_ASCII).strip().split("\\s+", -1);
            if (both.length == 2) {
                return new Range(Integer.parseInt(both[0]), Integer.parseInt(both[1]));
            }
        } catch (IOException _) {
            // another system
        }
        return new Range(HIGHEST + 1, LAST);
    }

    /** What is left below that range, or above it; the usual where it leaves next to nothing. */
    static Range outside(Range system) {
        Range below = new Range(LOWEST, system.first() - 1);
        Range above = new Range(Math.max(LOWEST, system.last() + 1), LAST);
        if (below.size() >= ENOUGH) {
            return below;
        }
        return above.size() >= ENOUGH ? above : new Range(LOWEST, HIGHEST);
    }
}
