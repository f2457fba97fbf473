// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.ship.CloseReason;
import io.handfast.ship.ShipConnection;
import io.handfast.ship.message.EebusJson;
import io.handfast.ship.message.MalformedMessage;
import io.handfast.ship.message.RawJson;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends back what comes, on the connection's own thread. The side that counts is the asking one.
 *
 * @param form what the application deals in
 * @param trips complete round trips, counted when the answer is there
 * @param counts whether this is the asking side
 */
record Echo(Form form, LongAdder trips, boolean counts) implements ShipConnection.Handler {
    private static final Duration WAIT = Duration.ofSeconds(10);

    /** What the application deals in. */
    enum Form {
        /** JSON as it goes over the wire, checked to be JSON. */
        EEBUS,
        /** Ordinary JSON, as ship-go's applications have it: converted at each end on the way in and out. */
        ORDINARY
    }

    @Override
    public void received(ShipConnection connection, RawJson payload) {
        if (counts) {
            trips.increment();
        }
        try {
            connection.send(form == Form.EEBUS ? payload : thereAndBack(payload), WAIT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (MalformedMessage e) {
            throw new IllegalStateException(e);
        }
    }

    private static RawJson thereAndBack(RawJson eebus) throws MalformedMessage {
        byte[] ofTheApplication = EebusJson.toStandard(eebus).toBytes();
        return EebusJson.fromStandard(RawJson.parse(ofTheApplication));
    }

    @Override
    public void closed(ShipConnection connection, CloseReason reason) {}
}
