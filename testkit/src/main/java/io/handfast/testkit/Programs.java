// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Starts the programs that tests run, so that no half-started one keeps a port from its owner.
 *
 * <p>The system starts a program as a copy of this process. Until the copy has become the program (at the latest when
 * {@link #start} returns) it holds every socket that was open here: a port that is closed in that time stays in use for
 * some milliseconds, and who wants it back at once is told "Address already in use". So tests whose programs start
 * beside each other start them here, and call {@link #awaitStarts} between closing a port and opening it again. Safe for
 * use by all threads.
 */
public final class Programs {
    private static final int ALL = Integer.MAX_VALUE;

    /** One place for each who starts a program; fair, so that who waits for all of them is not kept out. */
    private static final Semaphore PLACES = new Semaphore(ALL, true);

    private Programs() {}

    /**
     * Starts a program. Blocks until it runs.
     *
     * @param program which, with its arguments
     * @return its process
     * @throws IOException when it cannot be started
     */
    public static Process start(ProcessBuilder program) throws IOException {
        PLACES.acquireUninterruptibly();
        try {
            return program.start();
        } finally {
            PLACES.release();
        }
    }

    /**
     * Blocks until every program runs that was about to start. A port that was closed before is free then, for whoever
     * opens it.
     */
    public static void awaitStarts() {
        PLACES.acquireUninterruptibly(ALL);
        PLACES.release(ALL);
    }
}
