// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Where devices can be dialled: where an operator says, then where discovery sees them. Of devices nobody trusts as
 * well, for the moment in which somebody does. Safe for all threads.
 */
final class AddressBook {
    private static final int MAX_FOUND = 1000;

    private final Map<Ski, Address> fixed;
    private final Map<Ski, List<Address>> found = new ConcurrentHashMap<>();

    AddressBook(Map<Ski, Address> fixed) {
        this.fixed = fixed;
    }

    /** Best first, each once. */
    List<Address> of(Ski ski) {
        return Stream.concat(Optional.ofNullable(fixed.get(ski)).stream(), found.getOrDefault(ski, List.of()).stream())
                .distinct()
                .toList();
    }

    /** What discovery sees of a device now; nothing when it has disappeared. */
    void found(Ski ski, List<Address> addresses) {
        if (addresses.isEmpty()) {
            found.remove(ski);
        } else if (found.containsKey(ski) || found.size() < MAX_FOUND) {
            found.put(ski, List.copyOf(addresses));
        }
    }
}
