// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.headers;

import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.encoding.Blake256;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.WireWriter;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.file.GrowingFile;
import io.handfast.engine.file.Readers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The file: a head of 64 bytes that says format, version and network, then headers of 180 bytes, genesis first, the
 * header of height h at {@code 64 + 180 h}. Locked while it is open. Head and genesis of a network are always the same
 * bytes, so a file that was cut while it was made is a beginning of them, and is completed.
 *
 * <p>What is not ours is never written to. For one thread at a time.
 */
final class StoreFile implements AutoCloseable {
    private static final byte[] MAGIC = "HFDCRHDR".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int HEAD_BYTES = 64;
    private static final int CHECKSUM_AT = 60;
    private static final int NETWORK_AT = 12;
    private static final int RECORD_BYTES = BlockHeader.SIZE_BYTES;
    private static final String PHASE = "open headers";

    private final Path path;
    private final GrowingFile file;
    private final Bytes beginning;
    private int tornBytes;
    private long count;

    private StoreFile(Path path, GrowingFile file, Bytes beginning) {
        this.path = path;
        this.file = file;
        this.beginning = beginning;
    }

    /** Opens or makes it. Records torn at the end are left out, but stay in the file until something is written. */
    static StoreFile open(Path path, ChainParams params) throws LocallyRefused {
        StoreFile file = new StoreFile(path, growing(path), beginning(params));
        try {
            file.lock();
            file.begin();
            return file;
        } catch (IOException e) {
            file.close();
            throw file.unusable(PHASE, e);
        } catch (LocallyRefused | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static GrowingFile growing(Path path) throws LocallyRefused {
        try {
            return GrowingFile.open(path, Readers.USUAL);
        } catch (IOException e) {
            throw unusable(path, PHASE, e);
        }
    }

    /** The head of a network's file, and its genesis. */
    static Bytes beginning(ChainParams params) {
        WireWriter out = new WireWriter(HEAD_BYTES + RECORD_BYTES)
                .bytes(Bytes.of(MAGIC))
                .uint32(VERSION)
                .uint32(params.network().magic() & 0xFFFF_FFFFL)
                .hash(params.genesisHash())
                .bytes(Bytes.owned(new byte[CHECKSUM_AT - 48]));
        out.uint32(Blake256.checksum(out.written()) & 0xFFFF_FFFFL);
        return out.bytes(params.genesis().encoded()).written();
    }

    private void lock() throws IOException, LocallyRefused {
        if (!file.tryLock()) {
            throw refused(HeadersFailure.STORE_LOCKED, "nobody else who has " + path + " open", "a lock");
        }
    }

    private void begin() throws IOException, LocallyRefused {
        int compared = (int) Math.min(file.size(), beginning.length());
        Bytes there = Bytes.owned(file.read(0, compared));
        if (!there.equals(beginning.slice(0, compared))) {
            throw foreign(there);
        }
        if (compared < beginning.length()) {
            file.append(ByteBuffer.wrap(
                    beginning.slice(compared, beginning.length() - compared).toByteArray()));
            file.sync();
        }
        count = (file.size() - HEAD_BYTES) / RECORD_BYTES;
        tornBytes = (int) ((file.size() - HEAD_BYTES) % RECORD_BYTES);
    }

    private LocallyRefused foreign(Bytes there) {
        return refused(HeadersFailure.STORE_FOREIGN, "headers of " + name(networkAt(beginning)), contentOf(there));
    }

    /** What a file is, by its first bytes, as far as they say. */
    private String contentOf(Bytes there) {
        if (there.length() < HEAD_BYTES || !there.slice(0, MAGIC.length).equals(Bytes.of(MAGIC))) {
            return "another file (" + path + ")";
        }
        int version = (int) there.int64At(MAGIC.length);
        if (version != VERSION) {
            return "version " + version + " of such a file (" + path + ")";
        }
        return networkAt(there) == networkAt(beginning)
                ? "a head or genesis that is damaged (" + path + ")"
                : "headers of " + name(networkAt(there)) + " (" + path + ")";
    }

    private static int networkAt(Bytes head) {
        return (int) head.int64At(NETWORK_AT);
    }

    private static String name(int magic) {
        return Network.of(magic).map(Network::name).orElse("another network");
    }

    /** How many whole records there are, genesis included. */
    long count() {
        return count;
    }

    /** How many bytes of a record that is not whole follow them. */
    int tornBytes() {
        return tornBytes;
    }

    /** So many records from this one on. */
    Bytes records(long first, int many) throws LocallyRefused {
        try {
            return Bytes.owned(file.read(HEAD_BYTES + first * RECORD_BYTES, many * RECORD_BYTES));
        } catch (IOException e) {
            throw unusable("read headers", e);
        }
    }

    /** Leaves out what is torn, and the records from this one on. Durable when it returns. */
    void truncate(long records) throws LocallyRefused {
        try {
            file.cutTo(HEAD_BYTES + records * RECORD_BYTES);
            count = records;
            tornBytes = 0;
        } catch (IOException e) {
            throw unusable("write headers", e);
        }
    }

    /** Adds records at the end. Durable when it returns; where it fails, what was there before still is. */
    void append(List<Bytes> records) throws LocallyRefused {
        ByteBuffer all = ByteBuffer.allocateDirect(records.size() * RECORD_BYTES);
        byte[] one = new byte[RECORD_BYTES];
        for (Bytes record : records) {
            record.copyTo(one, 0);
            all.put(one);
        }
        try {
            file.cutTo(HEAD_BYTES + count * RECORD_BYTES); // what was never made durable does not count
            file.append(all.flip());
            file.sync();
            count += records.size();
        } catch (IOException e) {
            throw unusable("write headers", e);
        }
    }

    private LocallyRefused unusable(String phase, IOException why) {
        return unusable(path, phase, why);
    }

    private static LocallyRefused unusable(Path path, String phase, IOException why) {
        return new LocallyRefused(HeadersFailure.STORE_UNUSABLE, phase, "to use " + path, why.toString(), why);
    }

    LocallyRefused refused(HeadersFailure code, String expected, String got) {
        return new LocallyRefused(code, PHASE, expected, got);
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException _) {
            // what mattered was forced to the disk before
        }
    }
}
