// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.engine.Frame;
import io.handfast.engine.Role;
import io.handfast.ship.ShipTimers;
import java.util.List;
import java.util.Optional;

/**
 * What is broken about a device: our own node with other settings, or with somebody on the line who drops, changes or
 * holds frames. The default of each method is no flaw.
 */
interface Flaw {
    /** A device as it should be. */
    Flaw NONE = new Flaw() {};

    /** The record it announces. */
    default List<String> txt(List<String> proper) {
        return proper;
    }

    /** Its times in a role. */
    default ShipTimers timers(ShipTimers usual, Role device) {
        return usual;
    }

    /** The reason it gives at the end. */
    default String reason(String proper) {
        return proper;
    }

    /** Whether it declares that it does not query access methods. */
    default boolean declaresNoQuery() {
        return false;
    }

    /** Whether it queries all the same. */
    default boolean queries() {
        return !declaresNoQuery();
    }

    /** What becomes of a further connection. */
    default Second second() {
        return Second.NEWEST_STAYS;
    }

    /** Who stands on the line of a connection. */
    default Optional<Middle> middle(Role device) {
        return Optional.empty();
    }

    /** Rules for a further connection. */
    enum Second {
        /** The specification's, for the same peer. */
        NEWEST_STAYS,
        /** Both go on. */
        BOTH_STAY,
        /** What the bigger SKI dialled stays: the other one is ended at once. */
        DIALLED_BY_BIGGER_STAYS,
        /** One connection in all, whoever comes. */
        FIRST_IN_ALL_STAYS
    }

    /** One connection's man in the middle. Called by the reader and the writer of the tester, one at a time. */
    interface Middle {
        /** What the tester sees of a frame of the device. */
        default List<Frame> fromDevice(Frame frame) {
            return List.of(frame);
        }

        /** What the device sees of a frame of the tester. */
        default List<Frame> toDevice(Frame frame) {
            return List.of(frame);
        }

        /** Whether the device's end is hidden from the tester. */
        default boolean hidesEnd() {
            return false;
        }
    }
}
