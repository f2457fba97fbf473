// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.engine.Inbox;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;

/** Watches one frame until it is written or lost. One thread awaits, any thread settles; the first word counts. */
final class Receipt {
    private final byte[] frame;
    private final Inbox<Delivery> said;

    Receipt(byte[] frame, TimeSource time) {
        this.frame = frame;
        this.said = new Inbox<>(time, 0);
    }

    /** Whether it watches these very bytes. */
    @SuppressWarnings("ReferenceEquality") // two messages may be equal, but each has bytes of its own
    boolean isFor(byte[] bytes) {
        return frame == bytes;
    }

    void settle(Delivery delivery) {
        said.post(delivery);
    }

    Delivery await(Deadline deadline) throws InterruptedException {
        return said.await(deadline) instanceof Inbox.Posted<Delivery>(Delivery delivery) ? delivery : Delivery.PENDING;
    }
}
