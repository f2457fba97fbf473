// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.engine.Scope;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import java.util.List;

/** Somebody who knows the first addresses. Safe for all threads. */
public interface Seeder {
    /**
     * Whom the book names as the source.
     *
     * @return such as {@code seeder mainnet-seed-1.decred.org}
     */
    String name();

    /**
     * Asks. Blocks until the answer, the deadline, or the scope's cancellation.
     *
     * @param by when to give up
     * @param scope whose cancellation ends the question
     * @return at least one address
     * @throws HandshakeException {@code decred.seeder.*}, {@code engine.cancelled}; through a proxy {@code net.proxy-*},
     *     {@code net.connect-timeout}
     */
    List<SeenAddress> ask(Deadline by, Scope scope) throws HandshakeException;
}
