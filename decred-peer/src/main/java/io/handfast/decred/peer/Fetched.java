// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.encoding.Hash;
import java.util.List;
import java.util.Map;

/**
 * What came of things that were asked for.
 *
 * @param found each by its hash
 * @param notFound what the peer says it does not have
 * @param <T> what they are
 */
public record Fetched<T>(Map<Hash, T> found, List<Hash> notFound) {
    /** Keeps copies. */
    public Fetched {
        found = Map.copyOf(found);
        notFound = List.copyOf(notFound);
    }
}
