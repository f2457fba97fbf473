// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.headers;

import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.chain.Target;
import io.handfast.decred.wire.encoding.Blake256;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A chain of headers in a file, from genesis to its tip. Of a million headers it keeps nothing in memory but the tip.
 *
 * <p>A batch is durable before the next is written, and killing the process at any byte loses nothing of what was
 * durable: opening follows the links from genesis to the end, which takes about a second for a million headers, cuts
 * off what a torn write left and says so ({@link #repair}). Where headers far from the end do not follow one another
 * the disk is to blame, and the file is refused and left as it is.
 *
 * <p>Another branch replaces the tail in two steps, each durable: cut off the tail, write the branch. Between the two
 * the file is a shorter chain.
 *
 * <p>For one thread at a time; the methods read the disk, those that change it wait for it.
 */
public final class HeaderStore implements ChainView, AutoCloseable {
    /** How many headers are written at once: what a torn write can spoil. */
    static final int BATCH = 2_000;

    /** From the tip on, a locator names so many blocks in a row, then ever fewer. */
    private static final int LOCATOR_ROW = 11;

    /**
     * What opening had to cut off.
     *
     * @param headers whole ones that did not follow the header before
     * @param bytes of one that was not whole
     */
    public record Repair(long headers, int bytes) {}

    private final StoreFile file;
    private final ChainParams params;
    private final Optional<Repair> repair;
    private Hash tip;
    private BigInteger work;
    private @Nullable BlockHeader lastRead; // the rules ask for the same header again and again

    private HeaderStore(StoreFile file, ChainParams params, Scan scan) throws LocallyRefused {
        this.file = file;
        this.params = params;
        this.tip = scan.tip;
        this.work = scan.work;
        long lost = file.count() - scan.sound;
        boolean torn = lost > 0 || file.tornBytes() > 0;
        this.repair = torn ? Optional.of(new Repair(lost, file.tornBytes())) : Optional.empty();
        if (torn) {
            file.truncate(scan.sound);
        }
    }

    /**
     * Opens a file, or makes it.
     *
     * @param path the file; its folder has to be there
     * @param rules of the network
     * @return the store, locked for this process until it is closed
     * @throws LocallyRefused {@code store-locked}, {@code store-foreign}, {@code store-damaged} or
     *     {@code store-unusable}; the file is as it was then
     */
    public static HeaderStore open(Path path, HeaderRules rules) throws LocallyRefused {
        StoreFile file = StoreFile.open(path, rules.params());
        try {
            Scan scan = new Scan(rules);
            scan.run(file);
            if (file.count() - scan.sound > BATCH) {
                throw file.refused(
                        HeadersFailure.STORE_DAMAGED,
                        "headers that follow one another in " + path,
                        "another one at height " + scan.sound + " of " + (file.count() - 1));
            }
            return new HeaderStore(file, rules.params(), scan);
        } catch (LocallyRefused | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Follows the links; near the end, where a power cut can leave anything, it looks at the work as well. */
    private static final class Scan {
        private final HeaderRules rules;
        private long sound;
        private Hash tip;
        private BigInteger work;
        private long bits;
        private BigInteger workOfBits;

        Scan(HeaderRules rules) {
            this.rules = rules;
            BlockHeader genesis = rules.params().genesis();
            tip = rules.params().genesisHash();
            bits = genesis.bits();
            workOfBits = Target.ofBits(bits).orElseThrow().work();
            work = workOfBits;
            sound = 1;
        }

        void run(StoreFile file) throws LocallyRefused {
            while (sound < file.count()) {
                int many = (int) Math.min(BATCH, file.count() - sound);
                Bytes batch = file.records(sound, many);
                for (int i = 0; i < many; i++) {
                    Bytes record = batch.slice(i * BlockHeader.SIZE_BYTES, BlockHeader.SIZE_BYTES);
                    if (!follows(record, file.count() - sound <= BATCH)) {
                        return;
                    }
                }
            }
        }

        private boolean follows(Bytes record, boolean nearEnd) {
            BlockHeader header = decoded(record);
            boolean linked = header.previous().equals(tip) && header.height() == sound;
            if (!linked || !counted(header.bits()) || (nearEnd && !proven(header))) {
                return false;
            }
            tip = Blake256.hash(record);
            work = work.add(workOfBits);
            sound++;
            return true;
        }

        /** Neighbours mostly have the same target. */
        private boolean counted(long next) {
            if (next != bits) {
                Optional<Target> target = Target.ofBits(next);
                if (target.isEmpty()) {
                    return false;
                }
                bits = next;
                workOfBits = target.get().work();
            }
            return true;
        }

        private boolean proven(BlockHeader header) {
            try {
                rules.prove(header);
                return true;
            } catch (HandshakeException _) {
                return false;
            }
        }
    }

    private static BlockHeader decoded(Bytes record) {
        try {
            return BlockHeader.read(new WireReader("read headers", record, ProtocolVersion.LATEST));
        } catch (MalformedMessage e) {
            throw new IllegalStateException("180 bytes are a header", e);
        }
    }

    /**
     * What opening had to cut off.
     *
     * @return empty when the file was whole
     */
    public Optional<Repair> repair() {
        return repair;
    }

    /**
     * The network.
     *
     * @return its parameters
     */
    public ChainParams params() {
        return params;
    }

    /**
     * The height of the tip.
     *
     * @return 0 when there is nothing but genesis
     */
    @Override
    public long height() {
        return file.count() - 1;
    }

    /**
     * The name of the tip.
     *
     * @return its hash
     */
    @Override
    public Hash tip() {
        return tip;
    }

    /**
     * All the work of the chain.
     *
     * @return hashes it takes on average, genesis included
     */
    public BigInteger work() {
        return work;
    }

    /**
     * One header.
     *
     * @param height 0 to {@link #height}
     * @return the header
     * @throws LocallyRefused {@code store-unusable}
     */
    @Override
    public BlockHeader header(long height) throws LocallyRefused {
        BlockHeader last = lastRead;
        if (last == null || last.height() != height) {
            last = headers(height, 1).getFirst();
            lastRead = last;
        }
        return last;
    }

    /**
     * Headers in a row.
     *
     * @param first height of the first
     * @param many how many; all have to be there
     * @return them, in order
     * @throws LocallyRefused {@code store-unusable}
     */
    public List<BlockHeader> headers(long first, int many) throws LocallyRefused {
        if (first < 0 || many < 0 || first + many > file.count()) {
            throw new IndexOutOfBoundsException(many + " headers from " + first + " of " + file.count());
        }
        Bytes records = file.records(first, many);
        List<BlockHeader> headers = new ArrayList<>(many);
        for (int i = 0; i < many; i++) {
            headers.add(decoded(records.slice(i * BlockHeader.SIZE_BYTES, BlockHeader.SIZE_BYTES)));
        }
        return headers;
    }

    /**
     * The name of a block.
     *
     * @param height 0 to {@link #height}
     * @return its hash
     * @throws LocallyRefused {@code store-unusable}
     */
    public Hash hash(long height) throws LocallyRefused {
        return height == height() ? tip : headers(height + 1, 1).getFirst().previous();
    }

    /**
     * What to ask a peer with: the tip, ten blocks before it, then ever fewer, genesis at last.
     *
     * @return block hashes, the newest first
     * @throws LocallyRefused {@code store-unusable}
     */
    public List<Hash> locator() throws LocallyRefused {
        List<Hash> locator = new ArrayList<>();
        long step = 1;
        for (long height = height(); height > 0; height -= step) {
            if (locator.size() >= LOCATOR_ROW) {
                step *= 2;
            }
            locator.add(hash(height));
        }
        locator.add(params.genesisHash());
        return locator;
    }

    /** The work of the blocks after this height: what another branch has to beat. */
    BigInteger workAfter(long height) throws LocallyRefused {
        BigInteger sum = BigInteger.ZERO;
        for (BlockHeader header : headers(height + 1, (int) (height() - height))) {
            sum = sum.add(Target.ofBits(header.bits()).orElseThrow().work());
        }
        return sum;
    }

    /** Takes judged headers, instead of the tail after their fork where there is one. Durable when it returns. */
    void adopt(Branch branch) throws LocallyRefused {
        BigInteger kept = work;
        if (!branch.extendsTip()) {
            kept = work.subtract(workAfter(branch.fork()));
            Hash fork = hash(branch.fork());
            file.truncate(branch.fork() + 1);
            tip = fork;
            work = kept;
            lastRead = null;
        }
        file.append(branch.headers().stream().map(ProvenHeader::encoded).toList());
        tip = branch.tip();
        work = kept.add(branch.work());
    }

    /** Lets others have the file. All that was taken is durable already. */
    @Override
    public void close() {
        file.close();
    }
}
