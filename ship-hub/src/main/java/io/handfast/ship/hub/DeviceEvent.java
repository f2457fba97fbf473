// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Role;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.CloseReason;
import io.handfast.ship.Established;
import io.handfast.ship.ShipConnection;
import io.handfast.ship.ShipHandshake;

/** Everything that can happen to one device. */
sealed interface DeviceEvent {
    /** The device dialled us and has proven its key; the handshake is still to be run. */
    record Knocked(ShipHandshake handshake, Trace trace, Attempt attempt) implements DeviceEvent {}

    /** A handshake is complete. */
    record Completed(Established established, Role role, Attempt attempt) implements DeviceEvent {}

    /** An attempt failed, ours or theirs. */
    record Failed(HandshakeException failure, HandshakeReport report) implements DeviceEvent {}

    /** An established connection has ended. */
    record Closed(ShipConnection connection, CloseReason reason) implements DeviceEvent {}

    /** The hub stops: take leave by the deadline. */
    record Stop(Deadline by) implements DeviceEvent {}
}
