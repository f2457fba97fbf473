// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.scan;

import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.message.CFilterV2;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import java.util.List;

/** Whoever can be asked for committed filters: {@code peer.ask()::filters}, or a test. */
@FunctionalInterface
public interface FilterSource {
    /**
     * Asks for the filters of up to 100 blocks in a row. Blocks until they are there.
     *
     * @param blocks their names, each an ancestor of the next
     * @param by until when to wait; a node that misses one of them gives no answer at all
     * @return the filters in the same order, not judged yet
     * @throws HandshakeException when none came: in time, or at all
     */
    List<CFilterV2> filters(List<Hash> blocks, Deadline by) throws HandshakeException;
}
