// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.scan;

import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a scan is: enough to go on with it.
 *
 * @param network whose blocks
 * @param scripts what is looked for, in one hash
 * @param from the height it began at
 * @param next the height it goes on at
 * @param last the block before that; zeros when there is none yet
 * @param matches so far, by height
 */
public record ScanState(Network network, Hash scripts, long from, long next, Hash last, List<FilterMatch> matches) {
    /** Rejects a scan that is somewhere else than between its beginning and its next height. */
    public ScanState {
        matches = List.copyOf(matches);
        if (from < 0 || next < from) {
            throw new IllegalArgumentException("from " + from + ", next " + next);
        }
        long before = from - 1;
        for (FilterMatch match : matches) {
            if (match.height() <= before || match.height() >= next) {
                throw new IllegalArgumentException("a match at height " + match.height() + " after " + before);
            }
            before = match.height();
        }
    }

    /**
     * Before anything was scanned.
     *
     * @param network whose blocks
     * @param scripts what is looked for
     * @param from where to begin
     * @return the state
     */
    public static ScanState beginning(Network network, List<Bytes> scripts, long from) {
        return new ScanState(network, digest(scripts), from, from, Hash.ZERO, List.of());
    }

    /** The same for the same scripts in any order. */
    static Hash digest(List<Bytes> scripts) {
        WireWriter out = new WireWriter(64);
        scripts.stream()
                .distinct()
                .sorted((a, b) -> a.toHex().compareTo(b.toHex()))
                .forEach(out::varBytes);
        return out.blake256();
    }

    /** Whether it is about the same. */
    boolean isOf(ScanState other) {
        return network == other.network && scripts.equals(other.scripts) && from == other.from;
    }

    ScanState after(long next, Hash last, List<FilterMatch> more) {
        List<FilterMatch> all = new ArrayList<>(matches);
        all.addAll(more);
        return new ScanState(network, scripts, from, next, last, all);
    }

    /** Without what is at this height and above. */
    ScanState backTo(long height, Hash before) {
        long least = Math.max(from, height);
        List<FilterMatch> kept =
                matches.stream().filter(match -> match.height() < least).toList();
        return new ScanState(network, scripts, from, least, before, kept);
    }
}
