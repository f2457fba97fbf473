// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Phase;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.CloseReason;
import io.handfast.ship.Established;
import io.handfast.ship.PinTerms;
import io.handfast.ship.Restriction;
import io.handfast.ship.ShipHandshake;

/** Everything that can happen to one device. */
sealed interface DeviceEvent {
    /** The device dialled us and has proven its key; the handshake is still to be run. */
    record Knocked(ShipHandshake handshake, Trace trace, PhaseRelay relay, Attempt attempt) implements DeviceEvent {}

    /** Our dial got as far as a handshake. */
    record Opened(Contender contender, Candidates.Opened opened) implements DeviceEvent {}

    /** A procedure entered a phase. */
    record Reached(Contender contender, Phase phase) implements DeviceEvent {}

    /** A handshake is complete. */
    record Completed(Contender contender, Established established) implements DeviceEvent {}

    /** An attempt failed, ours or theirs. */
    record Failed(Contender contender, HandshakeException failure, HandshakeReport report) implements DeviceEvent {}

    /** An established connection has ended. */
    record Closed(Contender contender, CloseReason reason) implements DeviceEvent {}

    /** Whom a PIN restricts has changed while data flows. */
    record Restricted(Contender contender, Restriction restriction) implements DeviceEvent {}

    /** It wants a PIN that this side does not have. */
    record PinWanted(PinTerms.Wish wish) implements DeviceEvent {}

    /** A user entered the PIN that it wants, or will want; see {@link KnownPins}. */
    record PinEntered() implements DeviceEvent {}

    /** It is trusted from now on. */
    record Trusted() implements DeviceEvent {}

    /** This side's user refuses it; it may ask again. */
    record Refused() implements DeviceEvent {}

    /** It is not trusted any more. */
    record Forgotten() implements DeviceEvent {}

    /** Dial it now, and from now on. */
    record Connect() implements DeviceEvent {}

    /** End its connection, and dial it again or not before somebody asks for it. */
    record Disconnect(boolean stayAway) implements DeviceEvent {}

    /** Where it can be dialled has changed; see {@link AddressBook}. */
    record Found() implements DeviceEvent {}

    /** There is room for a connection. */
    record Room() implements DeviceEvent {}

    /** The hub stops: take leave by the deadline. */
    record Stop(Deadline by) implements DeviceEvent {}
}
