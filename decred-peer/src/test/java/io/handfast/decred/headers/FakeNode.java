// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.headers;

import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.message.Headers;
import io.handfast.engine.time.Deadline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers as dcrd does: after the first locator it knows, else after genesis. Remembers what it was asked. */
public final class FakeNode implements HeaderSource {
    private final Map<Hash, Integer> places = new HashMap<>();
    private final List<BlockHeader> chain;
    final List<List<Hash>> asked = new ArrayList<>();
    final List<Integer> answered = new ArrayList<>();

    /** With these blocks after genesis. */
    public FakeNode(List<BlockHeader> chain) {
        this.chain = chain;
        for (int i = 0; i < chain.size(); i++) {
            places.put(chain.get(i).hash(), i + 1);
        }
    }

    @Override
    public Headers headers(List<Hash> locator, Hash stop, Deadline by) {
        asked.add(locator);
        int from = locator.stream()
                .filter(places::containsKey)
                .map(places::get)
                .findFirst()
                .orElse(0);
        int to = Math.min(chain.size(), from + Headers.MAX_HEADERS);
        answered.add(to - from);
        return new Headers(chain.subList(from, to));
    }
}
