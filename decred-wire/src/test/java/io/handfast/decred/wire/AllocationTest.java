// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.WireException;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireWriter;
import java.io.ByteArrayInputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is announced costs nothing as long as it is not there. */
class AllocationTest {
    private static final String HASH = "0000000000000000000000000000000000000000000000000000000000000000";
    private static final String MIX_HEAD = HASH + HASH + HASH + HASH + "0000000000";
    /** The exception, its trace and words, and what a frame gets before its bytes come. */
    private static final long MOST_BYTES = 160 * 1024;

    /** The biggest count that the decoder's limit allows, and no item. */
    @ParameterizedTest
    @CsvSource({
        "addrv2, fde803",
        "inv, fd50c3",
        "getdata, fd50c3",
        "notfound, fd50c3",
        "getheaders, 00000000fdf401",
        "headers, fdd007",
        "tx, 01000000feb0e70b00",
        "tx, 0100000000fe0fe33800",
        "tx, 01000200feb0e70b00",
        "cfilterv2, " + HASH + "fe00000400",
        "cfiltersv2, 64",
        "mixcphrtxt, " + MIX_HEAD + "fd0002",
        "mixslotres, " + MIX_HEAD + "fd0004fd0002",
        "mixfactpoly, " + MIX_HEAD + "fd0004",
        "mixdcnet, " + MIX_HEAD + "fd0004fd000414"
    })
    void givenACountWithoutItems_whenDecoded_thenNothingIsAllocatedForThem(String text, String hex) throws Exception {
        Command command = Command.of(text).orElseThrow();
        Bytes payload = Bytes.ofHex(hex);
        requireCheap(WireFault.SHORT_PAYLOAD, () -> command.decode(payload, 12));
    }

    @ParameterizedTest
    @CsvSource({"cfiltersv2, 26321001", "mixdcnet, 20988047", "block, 1310720"})
    void givenALengthWithoutPayload_whenRead_thenNothingIsAllocatedForIt(String text, int length) throws Exception {
        WireWriter out = new WireWriter(FrameHeader.SIZE_BYTES);
        new FrameHeader(Network.MAINNET, text, length, 0).write(out);
        byte[] bytes = out.toByteArray();
        requireCheap(
                WireFault.CLOSED_INSIDE_FRAME,
                () -> new FrameReader(new ByteArrayInputStream(bytes), Network.MAINNET).read(12));
    }

    /** The first time loads classes. */
    private static void requireCheap(WireFault fault, ThrowingCallable reading) throws Exception {
        AllocatedBytes allocated = new AllocatedBytes();
        assertThat(catchThrowableOfType(WireException.class, reading).code()).isEqualTo(fault);
        long before = allocated.now();
        WireException failure = catchThrowableOfType(WireException.class, reading);
        assertThat(allocated.now() - before).isLessThan(MOST_BYTES);
        assertThat(failure.code()).isEqualTo(fault);
    }
}
