// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import fr.cryptohash.BLAKE256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every way to the hash beside somebody else's BLAKE-256, whichever way this machine would choose. */
class Blake256PathsTest {
    private final Random random = new Random(14);

    @Test
    void givenManyLengths_whenHashedByWords_thenAsAnotherImplementation() {
        requireSame(Blake256Words::new);
    }

    @Test
    void givenManyLengths_whenHashedByRows_thenAsAnotherImplementation() {
        requireSame(Blake256Rows::new);
    }

    private void requireSame(Function<int[], Blake256Compression> path) {
        IntStream.concat(IntStream.range(0, 400), IntStream.of(4_096, 20_001)).forEach(length -> {
            byte[] data = bytes(length + 5);
            int[] h = Blake256.digest(path.apply(new int[4]), data, 5, length);
            BLAKE256 other = new BLAKE256();
            other.update(data, 5, length);
            assertThat(big(h)).as("%d bytes", length).isEqualTo(Bytes.owned(other.digest()));
        });
    }

    @Test
    void givenASalt_whenHashedByWordsAndByRows_thenTheSame() {
        int[] salt = {1, -2, 3, 0x80000000};
        byte[] data = bytes(300);
        assertThat(Blake256.digest(new Blake256Rows(salt), data, 0, 300))
                .isEqualTo(Blake256.digest(new Blake256Words(salt), data, 0, 300));
    }

    /** The counter of a message above 512 MiB leaves its lower word; nobody hashes so much in a test. */
    @Test
    void givenACounterAbove32Bits_whenABlockIsTaken_thenEveryWayTheSame() {
        byte[] block = bytes(64);
        long bits = 0x1_2345_6780L;
        Blake256Compression words = new Blake256Words(new int[4]);
        Blake256Compression rows = new Blake256Rows(new int[4]);
        Blake256Lanes lanes = new Blake256Lanes(3);
        words.blocks(block, 0, 1, bits);
        rows.blocks(block, 0, 1, bits);
        lanes.block(2, block, 0, bits);
        lanes.compress();
        assertThat(rows.h).isEqualTo(words.h);
        assertThat(Bytes.owned(lanes.hash(2).toByteArray())).isEqualTo(big(words.h));
    }

    @Test
    void givenMessagesOfAllLengthsMixed_whenHashedAtOnce_thenAsOneByOne() {
        List<Bytes> messages = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) { // of each number of blocks more than fit side by side at once, or but few
            int length = i % 10 == 0 ? random.nextInt(1_000) : random.nextInt(260);
            messages.add(Bytes.owned(bytes(length + 9)).slice(random.nextInt(9), length));
        }
        assertThat(Blake256.hashAll(messages))
                .isEqualTo(messages.stream().map(Blake256::hash).toList());
    }

    @Test
    void givenFewMessages_whenHashedAtOnce_thenAsOneByOne() {
        for (int count : new int[] {0, 1, 31, 32, 33, 127, 128, 129, 160}) {
            List<Bytes> messages = IntStream.range(0, count)
                    .mapToObj(_ -> Bytes.owned(bytes(180)))
                    .toList();
            assertThat(Blake256.hashAll(messages))
                    .as("%d messages", count)
                    .isEqualTo(messages.stream().map(Blake256::hash).toList());
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Bytes big(int[] words) {
        ByteBuffer buffer = ByteBuffer.allocate(32);
        buffer.asIntBuffer().put(words);
        return Bytes.owned(buffer.array());
    }
}
