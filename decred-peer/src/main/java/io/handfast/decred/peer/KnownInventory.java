// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.message.InvVect;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the peer is known to have, so that it is not announced to it: the latest thousand, for a quarter of an hour. */
final class KnownInventory {
    private static final int MOST = 1_000;
    private static final Duration LASTING = Duration.ofMinutes(15);

    private final TimeSource time;
    private final Map<InvVect, Deadline> known = new LinkedHashMap<>(0, 0.75f, true);

    KnownInventory(TimeSource time) {
        this.time = time;
    }

    void add(InvVect vector) {
        known.put(vector, time.in(LASTING));
        if (known.size() > MOST) {
            known.remove(known.keySet().iterator().next());
        }
    }

    /** Of more than a thousand only the last would stay. */
    void addAll(List<InvVect> vectors) {
        vectors.subList(Math.max(0, vectors.size() - MOST), vectors.size()).forEach(this::add);
    }

    boolean contains(InvVect vector) {
        Deadline until = known.get(vector);
        if (until != null && until.passed(time)) {
            known.remove(vector);
            return false;
        }
        return until != null;
    }
}
