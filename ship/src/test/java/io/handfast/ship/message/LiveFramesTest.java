// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.ship.vectors.VectorFile;
import io.handfast.ship.vectors.VectorRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every frame of the recorded dialogues with three generations of ship-go, in both directions. */
class LiveFramesTest {
    private static final System.Logger LOG = System.getLogger(LiveFramesTest.class.getName());
    private static final ShipCodec CODEC = ShipCodec.lenient();

    /** Frames the probe sent to see what ship-go does about them. ship-go itself never sent one that we refuse. */
    private static final Map<String, MessageFault> PROVOCATIONS = Map.ofEntries(
            Map.entry("hex 00", MessageFault.EMPTY),
            Map.entry("hex 02", MessageFault.EMPTY),
            Map.entry("hex 0100", MessageFault.EMPTY),
            Map.entry("hex 0001", MessageFault.BAD_INIT),
            // ship-go accepts this one; WWCP does not.
            Map.entry("hex 000000", MessageFault.BAD_INIT),
            Map.entry("{'accessMethods':[]}", MessageFault.MISSING_MEMBER),
            Map.entry("{'accessMethods':[{'dnsSd_mDns':[]}]}", MessageFault.MISSING_MEMBER),
            // ship-go answers both of these; openeebus wants formats (its test for that is torn JSON) and refuses the
            // other; nobody is known to send either.
            Map.entry(
                    "{'messageProtocolHandshake':[{'handshakeType':'announceMax'},"
                            + "{'version':[{'major':1},{'minor':0}]}]}",
                    MessageFault.MISSING_MEMBER),
            Map.entry("{'accessMethodsRequest':[{'future':1}]}", MessageFault.UNEXPECTED_MEMBER),
            Map.entry("{'messageProtocolHandshake':", MessageFault.NOT_JSON),
            Map.entry("{'messageProtocolHandshake':[{", MessageFault.NOT_JSON),
            Map.entry("{'messageProtocolHandshake':[{'handshakeType':", MessageFault.NOT_JSON),
            Map.entry("{'data':[{'header':[{'protocolId':'ee1.0'}]},{'payload':{'datagram':", MessageFault.NOT_JSON),
            Map.entry("{'connectionHello':[{'phase':'maybe'},{'waiting':60000}]}", MessageFault.OUT_OF_RANGE),
            Map.entry("{'connectionPinState':[{'pinState':'sometimes'}]}", MessageFault.OUT_OF_RANGE));

    @ParameterizedTest
    @CsvSource({
        "live-shipgo-2024.jsonl, recv, 1314, 1313",
        "live-shipgo-2025.jsonl, recv, 150,  150",
        "live-shipgo-2026.jsonl, recv, 1337, 1337",
        "live-shipgo-2024.jsonl, send, 1374, 1336",
        "live-shipgo-2025.jsonl, send, 156,  154",
        "live-shipgo-2026.jsonl, send, 1403, 1365",
    })
    void givenDialogues_whenDecoded_thenOnlyProvocationsAreRefused(
            String file, String direction, int frames, int identical) {
        int decoded = 0;
        int same = 0;
        Map<String, MessageFault> refused = new TreeMap<>();
        for (VectorRecord dialogue : VectorFile.read(file)) {
            for (byte[] frame : frames(dialogue, direction)) {
                try {
                    same += comesOutTheSame(CODEC.decode(frame), frame) ? 1 : 0;
                    decoded++;
                } catch (MalformedMessage e) {
                    refused.merge(shown(frame), e.code(), LiveFramesTest::same);
                    decoded++;
                }
            }
        }
        LOG.log(
                System.Logger.Level.INFO,
                "{0} {1}: {2} frames, {3} of them come out byte for byte, {4} kinds refused",
                file,
                direction,
                decoded,
                same,
                refused.size());
        assertThat(decoded).isEqualTo(frames);
        assertThat(same).isEqualTo(identical);
        assertThat(refused).isEqualTo(expected(file, direction));
    }

    private static Iterable<byte[]> frames(VectorRecord dialogue, String direction) {
        return dialogue.list("events").stream()
                .filter(event -> event.text("dir").equals(direction))
                .flatMap(event -> event.frame().stream())
                .toList();
    }

    private static boolean comesOutTheSame(ShipMessage message, byte[] frame) {
        return message instanceof KnownMessage known && Arrays.equals(CODEC.encode(known), frame);
    }

    private static MessageFault same(MessageFault first, MessageFault second) {
        assertThat(second).isEqualTo(first);
        return first;
    }

    private static Map<String, MessageFault> expected(String file, String direction) {
        return direction.equals("send") && !file.contains("2025") ? PROVOCATIONS : Map.of();
    }

    private static String shown(byte[] frame) {
        return frame.length < 4
                ? "hex " + HexFormat.of().formatHex(frame)
                : new String(frame, 1, frame.length - 1, StandardCharsets.UTF_8).replace('"', '\'');
    }
}
