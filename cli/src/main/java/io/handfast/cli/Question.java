// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.crypto.Ski;
import io.handfast.ship.hub.HubEvent;
import java.util.List;
import java.util.Optional;

/** Something that only a person can decide or knows about one device: trust, a PIN. */
interface Question {
    /** About whom. */
    Ski ski();

    /** What to read before answering. */
    List<String> lines();

    /** What stands before the answer, without a line end. */
    String prompt();

    /** What answers there are. */
    String answers();

    /** Why nobody has to answer any more after such an event about the device; empty when the question stays. */
    Optional<String> settledBy(HubEvent.Kind kind);

    /** Takes a typed line, without blanks around it; says what became of it, or nothing when it is no answer. */
    Optional<Reply> answer(String line);

    /**
     * What became of an answer.
     *
     * @param text for the person
     * @param done whether nothing has to be asked any more
     */
    record Reply(String text, boolean done) {}
}
