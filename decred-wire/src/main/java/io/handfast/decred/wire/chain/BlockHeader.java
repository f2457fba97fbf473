// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.chain;

import io.handfast.decred.wire.encoding.Blake256;
import io.handfast.decred.wire.encoding.Blake3;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The 180 bytes a block begins with. They carry its height, so a chain of them can be checked in one pass.
 *
 * @param version of the block
 * @param previous the block before
 * @param merkleRoot of the regular transactions; its first 16 bytes are the key of the filter
 * @param stakeRoot of the stake transactions; since DCP0005 of all commitments, the filter among them
 * @param voteBits what the votes said of the block before
 * @param finalState of the lottery, 6 bytes
 * @param voters votes in the block
 * @param freshStake tickets bought in it
 * @param revocations tickets revoked in it
 * @param poolSize live tickets
 * @param bits target of the proof of work, compact
 * @param sbits price of a ticket in atoms
 * @param height of the block
 * @param size of the block in bytes
 * @param timestampSeconds since 1970
 * @param nonce of the proof of work
 * @param extraData 32 bytes for miners; no hash
 * @param stakeVersion of the votes
 */
public record BlockHeader(
        int version,
        Hash previous,
        Hash merkleRoot,
        Hash stakeRoot,
        int voteBits,
        long finalState,
        int voters,
        int freshStake,
        int revocations,
        long poolSize,
        long bits,
        long sbits,
        long height,
        long size,
        long timestampSeconds,
        long nonce,
        Hash extraData,
        long stakeVersion) {
    /** Its length. */
    public static final int SIZE_BYTES = 180;

    /** Rejects what does not fit into the bytes there are. */
    public BlockHeader {
        requireBits("voteBits", voteBits, 16);
        requireBits("finalState", finalState, 48);
        requireBits("voters", voters, 16);
        requireBits("freshStake", freshStake, 8);
        requireBits("revocations", revocations, 8);
        requireBits("poolSize", poolSize, 32);
        requireBits("bits", bits, 32);
        requireBits("height", height, 32);
        requireBits("size", size, 32);
        requireBits("timestampSeconds", timestampSeconds, 32);
        requireBits("nonce", nonce, 32);
        requireBits("stakeVersion", stakeVersion, 32);
    }

    private static void requireBits(String field, long value, int bits) {
        WireFault.INVALID_MSG.unless(value >>> bits == 0, field, "a number of " + bits + " bits", value);
    }

    /**
     * Reads one.
     *
     * @param in stands at its first byte
     * @return the header
     * @throws MalformedMessage when it is not there
     */
    public static BlockHeader read(WireReader in) throws MalformedMessage {
        return new BlockHeader(
                in.int32("block version"),
                in.hash("previous block"),
                in.hash("merkle root"),
                in.hash("stake root"),
                in.uint16("vote bits"),
                in.uint48("final state"),
                in.uint16("voters"),
                in.uint8("fresh stake"),
                in.uint8("revocations"),
                in.uint32("pool size"),
                in.uint32("bits"),
                in.int64("sbits"),
                in.uint32("height"),
                in.uint32("size"),
                in.uint32("timestamp"),
                in.uint32("nonce"),
                in.hash("extra data"),
                in.uint32("stake version"));
    }

    /**
     * Writes it.
     *
     * @param out takes 180 bytes
     */
    public void write(WireWriter out) {
        out.uint32(version)
                .hash(previous)
                .hash(merkleRoot)
                .hash(stakeRoot)
                .uint16(voteBits)
                .uint48(finalState)
                .uint16(voters)
                .uint8(freshStake)
                .uint8(revocations)
                .uint32(poolSize)
                .uint32(bits)
                .int64(sbits)
                .uint32(height)
                .uint32(size)
                .uint32(timestampSeconds)
                .uint32(nonce)
                .hash(extraData)
                .uint32(stakeVersion);
    }

    /**
     * As it stands on the wire.
     *
     * @return 180 bytes
     */
    public Bytes encoded() {
        WireWriter out = new WireWriter(SIZE_BYTES);
        write(out);
        return out.written();
    }

    /**
     * The block's name.
     *
     * @return BLAKE-256 of the 180 bytes; the proof of work since DCP0011 is another hash of them, BLAKE3
     */
    public Hash hash() {
        return Blake256.hash(encoded());
    }

    /**
     * The proof of work before DCP0011.
     *
     * @return the block's name
     */
    public Hash powHashV1() {
        return hash();
    }

    /**
     * The proof of work since DCP0011.
     *
     * @return BLAKE3-256 of the 180 bytes
     */
    public Hash powHashV2() {
        return Blake3.hash(encoded());
    }

    /**
     * The names of many blocks at once, several times faster than one by one.
     *
     * @param headers all of them
     * @return their hashes, in the same order
     */
    public static List<Hash> hashAll(List<BlockHeader> headers) {
        WireWriter out = new WireWriter(headers.size() * SIZE_BYTES);
        List<Bytes> written = new ArrayList<>(headers.size());
        headers.forEach(header -> header.write(out));
        for (int i = 0; i < headers.size(); i++) {
            written.add(out.written().slice(i * SIZE_BYTES, SIZE_BYTES));
        }
        return Blake256.hashAll(written);
    }
}
