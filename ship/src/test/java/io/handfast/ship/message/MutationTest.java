// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.ship.vectors.VectorFile;
import io.handfast.ship.vectors.VectorRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Damaged frames: whatever comes is a message or {@link MalformedMessage}, and a message that was understood comes
 * out of the codec as it went in.
 */
class MutationTest {
    private static final System.Logger LOG = System.getLogger(MutationTest.class.getName());
    private static final ShipCodec CODEC = ShipCodec.lenient();
    private static final long SEED = 20_240_921;
    private static final int MUTATIONS = 200_000;
    private static final byte[][] SNIPPETS = bytes(
            "[{",
            "},{",
            "}]",
            "[]",
            "{}",
            "\"",
            "\\",
            "\\u0000",
            "\\ud800",
            "null",
            "true",
            "false",
            "-1",
            "0",
            "1e9",
            "4294967296",
            "256",
            "\0",
            "\uFEFF",
            "é",
            " ",
            ",",
            ":",
            "[[[[",
            "\"phase\":\"ready\"",
            "\"error\":2",
            "{\"payload\":1}",
            "{\"waiting\":0}");

    private static byte[][] bytes(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    private static List<byte[]> corpus() {
        List<byte[]> frames = new ArrayList<>();
        VectorFile.read("messages.jsonl")
                .forEach(vector -> frames.add(vector.frame().orElseThrow()));
        VectorFile.read("device-datagrams.jsonl")
                .forEach(vector -> frames.add(VectorRecord.frame(2, vector.text("frame_text"))));
        VectorFile.read("live-shipgo-2024.jsonl").stream()
                .flatMap(dialogue -> dialogue.list("events").stream())
                .flatMap(event -> event.frame().stream())
                .filter(frame -> frame.length < 2_000)
                .map(HexFormat.of()::formatHex)
                .distinct()
                .map(HexFormat.of()::parseHex)
                .forEach(frames::add);
        return frames;
    }

    @Test
    void givenDamagedFrames_whenDecoded_thenMessageOrMalformed() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<byte[]> corpus = corpus();
        int understood = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] frame = corpus.get(random.nextInt(corpus.size()));
            for (int times = random.nextInt(1, 4); times > 0; times--) {
                frame = mutated(frame, corpus, random);
            }
            understood += understood(frame, i) ? 1 : 0;
        }
        LOG.log(
                System.Logger.Level.INFO,
                "mutations of {0} frames: {1}, of which {2} still made sense",
                corpus.size(),
                MUTATIONS,
                understood);
        assertThat(understood).isBetween(MUTATIONS / 50, MUTATIONS / 2);
    }

    private static boolean understood(byte[] frame, int number) {
        try {
            ShipMessage message = CODEC.decode(frame);
            if (message instanceof KnownMessage known) {
                assertThat(CODEC.decode(CODEC.encode(known))).isEqualTo(known);
            }
            return true;
        } catch (MalformedMessage e) {
            assertThat(e.offset()).isBetween(0L, (long) frame.length);
            return false;
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "seed " + SEED + ", mutation " + number + ": "
                            + HexFormat.of().formatHex(frame),
                    e);
        }
    }

    private static byte[] mutated(byte[] frame, List<byte[]> corpus, SplittableRandom random) {
        int at = random.nextInt(frame.length + 1);
        int to = Math.min(frame.length, at + random.nextInt(8));
        return switch (random.nextInt(7)) {
            case 0 -> flipped(frame, random);
            case 1 -> spliced(frame, at, to, new byte[0]);
            case 2 -> spliced(frame, at, at, SNIPPETS[random.nextInt(SNIPPETS.length)]);
            case 3 -> spliced(frame, at, to, SNIPPETS[random.nextInt(SNIPPETS.length)]);
            case 4 -> spliced(frame, at, at, Arrays.copyOfRange(frame, at, to));
            case 5 -> spliced(frame, at, frame.length, tail(corpus, random));
            default -> spliced(frame, at, at, new byte[] {(byte) random.nextInt(256)});
        };
    }

    private static byte[] flipped(byte[] frame, SplittableRandom random) {
        byte[] copy = frame.clone();
        if (copy.length > 0) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private static byte[] tail(List<byte[]> corpus, SplittableRandom random) {
        byte[] other = corpus.get(random.nextInt(corpus.size()));
        return Arrays.copyOfRange(other, random.nextInt(other.length), other.length);
    }

    private static byte[] spliced(byte[] frame, int from, int to, byte[] insert) {
        byte[] result = new byte[from + insert.length + frame.length - to];
        System.arraycopy(frame, 0, result, 0, from);
        System.arraycopy(insert, 0, result, from, insert.length);
        System.arraycopy(frame, to, result, from + insert.length, frame.length - to);
        return result;
    }
}
