// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.filter;

import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.decred.wire.chain.MerkleTree;
import io.handfast.decred.wire.encoding.Blake256;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.Collection;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A version 2 filter of a block (DCP0005): a Golomb-coded set of the scripts it spends and pays. It answers whether a
 * script may be in the block, wrongly yes for one in 784 931; never wrongly no. Scripts of stake transactions are in it
 * without the stake opcode they begin with.
 *
 * <p>Whether it is the block's filter at all says the header: {@link #provenBy}.
 */
public final class CommittedFilter {
    /** Bits of a remainder. */
    private static final int B = 19;
    /** Inverse rate of wrong answers. */
    private static final long M = 784_931;

    private static final String PHASE = "decode filter";

    private final Bytes data;
    private final long count;
    private final int firstByte;

    private CommittedFilter(Bytes data, long count, int firstByte) {
        this.data = data;
        this.count = count;
        this.firstByte = firstByte;
    }

    /**
     * Reads the data of {@code cfilterv2}, to the last bit.
     *
     * @param data a number of items, then their differences; none for a filter of nothing
     * @return the filter; keeps a view of the data
     * @throws MalformedMessage when they are no such set
     */
    public static CommittedFilter read(Bytes data) throws MalformedMessage {
        if (data.length() == 0) {
            return new CommittedFilter(data, 0, 0);
        }
        WireReader in = new WireReader(PHASE, data, ProtocolVersion.LATEST);
        long count = in.varInt("number of items");
        long mostItems = 8L * in.remaining() / (B + 1);
        if (count == 0 || Long.compareUnsigned(count, mostItems) > 0) {
            throw in.malformed(
                    WireFault.MALFORMED_FILTER,
                    "number of items",
                    "1 to " + mostItems + ", of at least 20 bits each",
                    Long.toUnsignedString(count));
        }
        CommittedFilter filter = new CommittedFilter(data, count, data.length() - in.remaining());
        if (!filter.whole()) {
            throw in.malformed(WireFault.MALFORMED_FILTER, "items", count + " of them, below " + count * M, "others");
        }
        return filter;
    }

    /**
     * Makes the data of a filter, as dcrd does: without empty scripts, and without what hashes alike.
     *
     * @param key of the block
     * @param scripts that the block spends and pays, those of stake outputs without their stake opcode; in any order
     * @return what {@code cfilterv2} carries; none for no script
     */
    public static Bytes build(FilterKey key, Collection<Bytes> scripts) {
        long[] hashes = scripts.stream()
                .filter(script -> script.length() > 0)
                .mapToLong(script -> SipHash.hash(key, script))
                .distinct()
                .toArray();
        if (hashes.length == 0) {
            return Bytes.EMPTY;
        }
        long range = hashes.length * M;
        long[] values = LongStream.of(hashes)
                .map(hash -> Math.unsignedMultiplyHigh(hash, range))
                .sorted()
                .toArray();
        return new WireWriter(9 + 3 * values.length)
                .varInt(values.length)
                .bytes(GolombBits.written(values, B))
                .written();
    }

    /** Whether all items are there and in their range. */
    private boolean whole() {
        GolombBits bits = new GolombBits(data, 8L * firstByte);
        long value = 0;
        for (long i = 0; i < count; i++) {
            long more = difference(bits);
            value += more;
            if (more < 0 || value >= count * M) {
                return false;
            }
        }
        return true; // what follows is padding; a header commits to it
    }

    /** How far the next item is above the last; -1 when the data end. */
    private static long difference(GolombBits bits) {
        long quotient = bits.unary();
        return quotient < 0 || bits.left() < B ? -1 : (quotient << B) + bits.bits(B);
    }

    /**
     * How many scripts are in it.
     *
     * @return the number
     */
    public long size() {
        return count;
    }

    /**
     * Whether a script may be in it.
     *
     * @param key of the block
     * @param script what is looked for
     * @return no for certain, or probably yes
     */
    public boolean matches(FilterKey key, Bytes script) {
        return matchesAny(key, List.of(script));
    }

    /**
     * Whether any of these may be in it. Costs one pass, however many they are.
     *
     * @param key of the block
     * @param scripts what is looked for
     * @return no for certain, or probably yes
     */
    public boolean matchesAny(FilterKey key, List<Bytes> scripts) {
        if (count == 0 || scripts.isEmpty()) {
            return false;
        }
        long[] wanted = scripts.stream()
                .mapToLong(script -> Math.unsignedMultiplyHigh(SipHash.hash(key, script), count * M))
                .sorted()
                .toArray();
        GolombBits bits = new GolombBits(data, 8L * firstByte);
        int next = 0;
        long value = 0;
        for (long i = 0; i < count; i++) {
            value += difference(bits);
            while (wanted[next] < value) {
                next++;
                if (next == wanted.length) {
                    return false;
                }
            }
            if (wanted[next] == value) {
                return true;
            }
        }
        return false;
    }

    /**
     * The hash that a header commits to.
     *
     * @param data of {@code cfilterv2}
     * @return BLAKE-256; zeros for a filter of nothing
     */
    public static Hash hash(Bytes data) {
        return data.length() == 0 ? Hash.ZERO : Blake256.hash(data);
    }

    /**
     * Whether a header commits to a filter. As long as the filter is the only commitment there are no siblings, and the
     * root is the filter's hash.
     *
     * @param root the header's stake root
     * @param filterHash of the data
     * @param index of the filter among the commitments
     * @param siblings the hashes from it up to the root
     * @return whether they lead to the root
     */
    public static boolean provenBy(Hash root, Hash filterHash, long index, List<Hash> siblings) {
        return MerkleTree.proves(root, filterHash, index, siblings);
    }
}
