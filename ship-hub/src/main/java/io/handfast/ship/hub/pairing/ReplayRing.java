// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

import java.util.List;
import java.util.stream.Stream;

/**
 * The digests that were used last. A record has no date, so one that has left the ring works again: the specification
 * asks for ten places at least, ship-go has ten, we have more.
 *
 * @param places how many are remembered
 * @param used the oldest first
 */
record ReplayRing(int places, List<UsedDigest> used) {
    static final int MIN_PLACES = 10;
    static final int USUAL_PLACES = 64;

    /** Forgets what is too much. */
    ReplayRing {
        if (places < MIN_PLACES) {
            throw new IllegalArgumentException("at least " + MIN_PLACES + " digests are remembered, got: " + places);
        }
        used = List.copyOf(used.subList(Math.max(0, used.size() - places), used.size()));
    }

    boolean contains(UsedDigest digest) {
        return used.contains(digest);
    }

    ReplayRing with(UsedDigest digest) {
        return new ReplayRing(
                places, Stream.concat(used.stream(), Stream.of(digest)).toList());
    }
}
