// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import io.handfast.decred.address.PeerAddress;
import java.time.Instant;
import java.util.Optional;

/** One place of a set: an attempt, then a connection. Belongs to the set's owner; others hand it back untouched. */
final class Member {
    private final PeerAddress address;
    private Instant since;
    private Optional<Session> session = Optional.empty();
    private boolean joined;

    Member(PeerAddress address, Instant since) {
        this.address = address;
        this.since = since;
    }

    PeerAddress address() {
        return address;
    }

    Instant since() {
        return since;
    }

    void reached(Session reached, Instant now, boolean suits) {
        session = Optional.of(reached);
        since = now;
        joined = suits;
    }

    boolean hasJoined() {
        return joined;
    }

    Optional<Session> session() {
        return session;
    }

    SetState.Member view() {
        return session.filter(_ -> joined)
                .map(open -> new SetState.Member(
                        address,
                        SetState.Stage.ESTABLISHED,
                        since,
                        Optional.of(open.version()),
                        open.protocolVersion()))
                .orElseGet(() -> new SetState.Member(address, SetState.Stage.DIALLING, since, Optional.empty(), 0));
    }
}
