// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Room for so many connections, dialled and accepted together. Never blocks. */
final class Admission {
    /** The right to one connection. */
    interface Permit extends AutoCloseable {
        /** Gives it back; any number of times. */
        @Override
        void close();
    }

    private final Semaphore room;

    Admission(int limit) {
        this.room = new Semaphore(limit);
    }

    Optional<Permit> tryAdmit() {
        if (!room.tryAcquire()) {
            return Optional.empty();
        }
        AtomicBoolean given = new AtomicBoolean(true);
        return Optional.of(() -> {
            if (given.compareAndSet(true, false)) {
                room.release();
            }
        });
    }
}
