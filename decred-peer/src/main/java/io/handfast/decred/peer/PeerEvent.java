// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.message.InvVect;

/** What other threads tell the owner of a connection after the handshake. */
sealed interface PeerEvent extends PeerControl {
    /** The application wants an orderly end. */
    record CloseRequested() implements PeerEvent {}

    /** The application asks the peer something. */
    record Asked(Call<?> call) implements PeerEvent {}

    /** Who asked does not wait any longer. */
    record Withdrawn(Call<?> call) implements PeerEvent {}

    /** The application has something that the peer may want. */
    record Announce(InvVect vector, boolean atOnce) implements PeerEvent {}

    /** The peer knows this anyway. */
    record Known(InvVect vector) implements PeerEvent {}

    /** The writer is about to write a question that the peer has to answer: {@code getdata} or {@code getinitstate}. */
    record Owing(byte[] frame) implements PeerEvent {}

    /** The outbox was full, and something was written since. */
    record Room() implements PeerEvent {}
}
