// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.ship.vectors.JsonTree;
import io.handfast.ship.vectors.VectorFile;
import io.handfast.ship.vectors.VectorRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Replies of real wallboxes, heat pumps and meters. */
class DeviceDatagramsTest {
    private static final System.Logger LOG = System.getLogger(DeviceDatagramsTest.class.getName());
    private static final ShipCodec CODEC = ShipCodec.strict();
    private static final String HEAD = "{\"data\":[{\"header\":[{\"protocolId\":\"ee1.0\"}]},{\"payload\":";
    private static final String TAIL = "}]}";

    @Test
    void givenRealDevices_whenDecoded_thenPayloadIsTheirBytes() throws MalformedMessage {
        int frames = 0;
        int bytes = 0;
        for (VectorRecord vector : VectorFile.read("device-datagrams.jsonl")) {
            String text = vector.text("frame_text");
            byte[] frame = VectorRecord.frame(2, text);
            Data data = (Data) CODEC.decode(frame);
            assertThat(text).startsWith(HEAD).endsWith(TAIL);
            assertThat(data.payload().toBytes())
                    .as(vector.text("id"))
                    .isEqualTo(text.substring(HEAD.length(), text.length() - TAIL.length())
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(data.extension()).isEqualTo(Optional.empty());
            assertThat(CODEC.encode(data)).isEqualTo(frame);
            frames++;
            bytes += frame.length;
        }
        LOG.log(System.Logger.Level.INFO, "device datagrams: {0} frames, {1} bytes", frames, bytes);
        assertThat(frames).isEqualTo(15);
    }

    @Test
    void givenEachStrictPrefix_whenDecoded_thenMalformed() {
        int prefixes = 0;
        for (VectorRecord vector : VectorFile.read("device-datagrams.jsonl")) {
            byte[] frame = VectorRecord.frame(2, vector.text("frame_text"));
            for (int length = 0; length < frame.length; length++) {
                assertThat(isMalformed(Arrays.copyOf(frame, length)))
                        .as("%s, first %s bytes", vector.text("id"), length)
                        .isTrue();
                prefixes++;
            }
        }
        LOG.log(System.Logger.Level.INFO, "prefixes of device datagrams: {0} refused", prefixes);
        assertThat(prefixes).isEqualTo(65_446);
    }

    private static boolean isMalformed(byte[] frame) {
        try {
            CODEC.decode(frame);
            return false;
        } catch (MalformedMessage e) {
            return true;
        }
    }

    @Test
    void givenRealDevices_whenFoldedAndUnfolded_thenNothingIsLost() throws MalformedMessage {
        for (VectorRecord vector : VectorFile.read("device-datagrams.jsonl")) {
            Data data = (Data) CODEC.decode(VectorRecord.frame(2, vector.text("frame_text")));
            RawJson there = EebusJson.toStandard(data.payload());
            RawJson back = EebusJson.fromStandard(there);
            assertThat(there.text())
                    .as(vector.text("id"))
                    .isNotEqualTo(data.payload().text());
            assertThat(JsonTree.parse(back.text()))
                    .as(vector.text("id"))
                    .isEqualTo(JsonTree.parse(data.payload().text()));
        }
    }
}
