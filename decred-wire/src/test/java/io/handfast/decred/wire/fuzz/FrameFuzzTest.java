// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.handfast.decred.wire.Frame;
import io.handfast.decred.wire.FrameReader;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.encoding.WireException;
import java.io.ByteArrayInputStream;
import java.util.Arrays;

/** Any bytes as a stream of frames: each is written to the bytes it was read from, until a typed failure ends it. */
class FrameFuzzTest {
    @FuzzTest
    void givenAnyBytes_whenReadAsFrames_thenTame(byte[] bytes) {
        for (int version = 11; version <= 12; version++) {
            FrameReader reader = new FrameReader(new ByteArrayInputStream(bytes), Network.MAINNET);
            int at = 0;
            try {
                while (true) {
                    Frame frame = reader.read(version);
                    assertThat(frame.toByteArray()).isEqualTo(Arrays.copyOfRange(bytes, at, at + frame.sizeBytes()));
                    at += frame.sizeBytes();
                    assertThat(Frame.verified(frame.toByteArray())).isEqualTo(frame);
                    frame.message(version);
                }
            } catch (WireException e) {
                assertThat(e.phase()).isNotEmpty();
                assertThat(e.expected()).isNotEmpty();
                assertThat(e.got()).isNotEmpty();
            }
        }
    }
}
