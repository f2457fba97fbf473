// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Heavy computing (signatures, key agreement, ratchets) on a few platform threads, waiting on virtual ones.
 * Virtual threads do not share a carrier in time slices, so a thousand handshakes computed on them would hold up
 * every timer and every pong of the process; here they queue instead.
 *
 * <p>Only computing belongs in here, never a wait for bytes: a pool that waited would be emptied by a few slow
 * strangers. The queue holds at most one step per virtual thread that asks, so whoever bounds those bounds it.
 */
public final class ComputePool implements AutoCloseable {
    private final ThreadPoolExecutor executor;

    /**
     * A pool with one thread per processor.
     */
    public ComputePool() {
        this(Runtime.getRuntime().availableProcessors());
    }

    /**
     * A pool of a given size.
     *
     * @param threads how many steps are computed side by side, at least 1
     */
    public ComputePool(int threads) {
        executor = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.NANOSECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("compute-", 1).factory());
    }

    /**
     * Whether computing is what others wait for. Never blocks.
     *
     * @return true while a step waits for a thread
     */
    public boolean isBusy() {
        return !executor.getQueue().isEmpty();
    }

    /**
     * Computes one step and blocks until it is done. An interrupt of the waiting thread does not undo the step;
     * it is kept and shows at the next wait.
     *
     * @param step what to compute
     * @param <T> what comes out
     * @return its result
     * @throws Exception what the step threw
     */
    public <T> T compute(Callable<T> step) throws Exception {
        Future<T> future = executor.submit(step);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof Exception cause) {
                        throw cause;
                    }
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the threads after the steps under way. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
