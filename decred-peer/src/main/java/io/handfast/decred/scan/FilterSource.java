// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.scan;

import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.message.CFiltersV2;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;

/** Whoever can be asked for committed filters: a connected peer of protocol 11 or newer, or a test. */
@FunctionalInterface
public interface FilterSource {
    /**
     * Asks for the filters of up to 100 blocks in a row. Blocks until they are there.
     *
     * @param start the first block, an ancestor of the last
     * @param end the last block
     * @param by until when to wait; what the other side does not have gets no answer at all
     * @return the answer, its filters not judged yet
     * @throws HandshakeException when none came: in time, or at all
     */
    CFiltersV2 filters(Hash start, Hash end, Deadline by) throws HandshakeException;
}
