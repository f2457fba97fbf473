// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Where devices can be dialled: where an operator says, where discovery sees them, where they say themselves, where they
 * answered last. Of devices nobody trusts as well, for the moment in which somebody does. Safe for all threads.
 */
final class AddressBook {
    private static final int MAX_FOUND = 1000;

    private final Map<Ski, Address> fixed;
    private final Function<Ski, Optional<TrustStore.TrustedDevice>> trust;
    private final Map<Ski, List<Address>> found = new ConcurrentHashMap<>();

    AddressBook(Map<Ski, Address> fixed, Function<Ski, Optional<TrustStore.TrustedDevice>> trust) {
        this.fixed = fixed;
        this.trust = trust;
    }

    /** Best first, each once: numbers before names, what is said now before what was learnt once. */
    List<Address> of(Ski ski) {
        Stream<Address> now = Stream.concat(
                Optional.ofNullable(fixed.get(ski)).stream(), found.getOrDefault(ski, List.of()).stream());
        TrustStore.Reach reach =
                trust.apply(ski).map(TrustStore.TrustedDevice::reach).orElse(TrustStore.Reach.NONE);
        Stream<Address> learnt =
                Stream.concat(reach.told().flatMap(Address::ofUri).stream(), reach.lastGood().stream());
        return Stream.concat(numbersFirst(now), numbersFirst(learnt)).distinct().toList();
    }

    private static Stream<Address> numbersFirst(Stream<Address> addresses) {
        return addresses.sorted(Comparator.comparing(address -> !address.isLiteral()));
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
