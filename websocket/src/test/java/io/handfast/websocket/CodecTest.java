// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodecTest {
    @Test
    void givenAnyOffsetLengthAndPosition_whenMasked_thenAsByteByByte() {
        Random random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            int offset = random.nextInt(bytes.length + 1);
            int length = random.nextInt(bytes.length - offset + 1);
            int mask = random.nextInt();
            int position = random.nextInt(100);
            byte[] expected = bytes.clone();
            byte[] key = ByteBuffer.allocate(4).putInt(mask).array();
            for (int i = 0; i < length; i++) {
                expected[offset + i] ^= key[(position + i) % 4];
            }
            Masking.apply(bytes, offset, length, mask, position);
            assertThat(bytes).isEqualTo(expected);
        }
    }

    @Test
    void givenSequencesOfUpToThreeBytes_whenJudged_thenAsTheJdkDoes() {
        for (int first = 0; first < 256; first++) {
            requireSameJudgement(new byte[] {(byte) first});
            for (int second = 0; second < 256; second++) {
                requireSameJudgement(new byte[] {(byte) first, (byte) second});
                for (int third : new int[] {0x7F, 0x80, 0xBF, 0xC0}) {
                    requireSameJudgement(new byte[] {(byte) first, (byte) second, (byte) third});
                }
            }
        }
    }

    @Test
    void givenSequencesOfFourBytes_whenJudged_thenAsTheJdkDoes() {
        for (int first = 0xEE; first < 0xF8; first++) {
            for (int second = 0x70; second < 0xD0; second++) {
                for (int third = 0x7E; third < 0xC2; third += 0x21) {
                    for (int fourth = 0x7F; fourth < 0xC1; fourth += 0x20) {
                        requireSameJudgement(new byte[] {(byte) first, (byte) second, (byte) third, (byte) fourth});
                    }
                }
            }
        }
    }

    @Test
    void givenLongText_whenOneByteIsWrong_thenFoundWhereverItStands() {
        byte[] ascii = "0123456789abcdef0123456789".getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < ascii.length; at++) {
            byte[] text = ascii.clone();
            text[at] = (byte) 0xFF;
            assertThat(new Utf8Check().accept(text, 0, text.length)).isFalse();
            assertThat(new Utf8Check().accept(text, 0, at)).isTrue();
        }
    }

    private static void requireSameJudgement(byte[] text) {
        Utf8Check check = new Utf8Check();
        boolean valid = check.accept(text, 0, text.length) && check.complete();
        if (valid != validForJdk(text)) {
            assertThat(text).as("judged " + valid).isNull();
        }
    }

    private static boolean validForJdk(byte[] text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
