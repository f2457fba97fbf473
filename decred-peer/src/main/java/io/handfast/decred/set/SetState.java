// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import io.handfast.decred.address.PeerAddress;
import io.handfast.decred.wire.message.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A set at one moment. What is known about each address, its last failure included, stands in the book's entries.
 *
 * @param members connections, and attempts under way, in the order in which they began
 * @param addresses how many the book holds
 * @param usable how many of them are neither bad nor banned
 * @param nextAttempt when the next address becomes due, where none is now and a place is free
 * @param seederFailures why seeders gave nothing when they were asked last: failure codes by name
 * @param notStored why the book could not be stored last time; empty when it could
 */
public record SetState(
        List<Member> members,
        int addresses,
        int usable,
        Optional<Instant> nextAttempt,
        Map<String, String> seederFailures,
        Optional<String> notStored) {
    /** Copies the collections. */
    public SetState {
        members = List.copyOf(members);
        seederFailures = Map.copyOf(seederFailures);
    }

    /** Where a member stands. */
    public enum Stage {
        /** Connecting or shaking hands. */
        DIALLING,
        /** Connected. */
        ESTABLISHED
    }

    /**
     * One place of the set.
     *
     * @param address whom it is for
     * @param stage how far it is
     * @param since when it came so far
     * @param version what the node said about itself; empty while dialling
     * @param protocolVersion what both speak; 0 while dialling
     */
    public record Member(
            PeerAddress address, Stage stage, Instant since, Optional<Version> version, int protocolVersion) {}

    /**
     * How many are connected.
     *
     * @return not negative
     */
    public int established() {
        return (int) members.stream()
                .filter(member -> member.stage() == Stage.ESTABLISHED)
                .count();
    }
}
