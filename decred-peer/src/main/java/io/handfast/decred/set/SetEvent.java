// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import io.handfast.decred.address.PeerAddress;
import io.handfast.decred.address.SeederHarvest;
import io.handfast.decred.address.SeenAddress;
import io.handfast.engine.failure.HandshakeException;
import java.util.List;

/** What the other threads tell a set's owner. */
sealed interface SetEvent {
    record Reached(Member member, Session session) implements SetEvent {}

    record NotReached(Member member, HandshakeException why) implements SetEvent {}

    record Learnt(Member member, List<SeenAddress> addresses) implements SetEvent {}

    record Gone(Member member, HandshakeException why) implements SetEvent {}

    record Seeded(SeederHarvest harvest) implements SetEvent {}

    record Told(List<SeenAddress> addresses, String source) implements SetEvent {}

    record Ban(PeerAddress address, String why) implements SetEvent {}

    record Stop() implements SetEvent {}
}
