// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.Role;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.ShipTimers;
import io.handfast.testkit.PipeChannel;
import java.util.List;

/**
 * What is broken about a device: our own node, with somebody on the line who drops, changes, delays or adds frames. The
 * default of each method is no flaw. One instance per connection sees each frame once, in order.
 */
interface Flaw {
    /** A device as it should be. */
    Flaw NONE = new Flaw() {};

    /** The record it announces. */
    default List<String> txt(List<String> proper) {
        return proper;
    }

    /** Its times. */
    default ShipTimers timers(ShipTimers usual) {
        return usual;
    }

    /** The reason it gives at the end. */
    default String reason(String proper) {
        return proper;
    }

    /** Whether it asks for access methods although it declares that it does not. */
    default boolean queriesAllTheSame() {
        return false;
    }

    /** Stands between the tester's end of the pipe and the tester. */
    default FrameChannel stand(PipeChannel testers, Role device, TimeSource time) {
        return testers;
    }

    /** One connection's man in the middle. */
    interface Middle {
        /** What the tester sees of a frame of the device. */
        default List<Frame> fromDevice(Frame frame) {
            return List.of(frame);
        }

        /** What the device sees of a frame of the tester. */
        default List<Frame> toDevice(Frame frame) {
            return List.of(frame);
        }
    }
}
