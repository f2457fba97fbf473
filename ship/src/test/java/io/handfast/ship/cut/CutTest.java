// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.cut;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Environment;
import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.ship.cut.CutDuplex.Cut;
import io.handfast.ship.scene.Side;
import io.handfast.ship.vectors.VectorFile;
import io.handfast.ship.vectors.VectorRecord;
import io.handfast.testkit.SeededEntropy;
import io.handfast.testkit.VirtualTime;
import io.handfast.websocket.WebSocketChannel;
import io.handfast.websocket.WebSocketSettings;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A recorded handshake of ship-go, as the bytes of its WebSocket frames, cut at every offset: each time a typed
 * failure that says where, nothing left, no hang.
 */
class CutTest {
    private static final System.Logger LOG = System.getLogger(CutTest.class.getName());

    /** Where our client waits when this many of the server's messages have come. */
    private static final List<String> CLIENT_PHASES = List.of(
            "ship.cmi-client-wait",
            "ship.hello-ready-listen",
            "ship.protocol-client-listen-choice",
            "ship.pin-check-listen",
            "ship.access-methods-request",
            "ship.access-methods-request");

    /** Where our server waits when this many of the client's messages have come. */
    private static final List<String> SERVER_PHASES = List.of(
            "ship.cmi-server-wait",
            "ship.hello-ready-listen",
            "ship.protocol-server-listen-proposal",
            "ship.protocol-server-listen-confirm",
            "ship.pin-check-listen",
            "ship.access-methods-request",
            "ship.access-methods-request");

    private static final Map<Cut, Set<String>> CODES = Map.of(
            Cut.END, Set.of("net.ended-by-peer", "net.connection-lost", "ship.hello.closed"),
            Cut.RESET, Set.of("net.connection-lost"),
            Cut.STALL,
                    Set.of(
                            "ship.cmi.timeout",
                            "ship.hello.timeout",
                            "ship.protocol.timeout",
                            "ship.pin.timeout",
                            "ship.access.timeout",
                            "net.silent"));

    @ParameterizedTest
    @CsvSource({
        "CLIENT, END, 336",
        "CLIENT, RESET, 336",
        "CLIENT, STALL, 336",
        "SERVER, END, 508",
        "SERVER, RESET, 508",
        "SERVER, STALL, 508",
    })
    void givenRecordedHandshake_whenCutAtEachOffset_thenTypedFailureAndNothingLeft(Role ours, Cut cut, int offsets)
            throws Exception {
        List<Integer> ends = new ArrayList<>();
        byte[] stream = peersStream(ours, ends);
        Map<String, Integer> codes = new TreeMap<>();
        for (int length = 0; length < stream.length; length++) {
            HandshakeException failure = failureOf(ours, stream, length, cut);
            codes.merge(failure.code().code(), 1, Integer::sum);
            assertThat(failure.code().code()).as("cut at %d", length).isIn(CODES.get(cut));
            assertThat(failure.expected()).isNotBlank();
            assertThat(failure.got()).isNotBlank();
            if (cut != Cut.RESET) { // a reset may be noticed while we still write what an earlier phase says
                assertThat(failure.phase()).as("cut at %d", length).isEqualTo(phase(ours, ends, length));
            }
        }
        LOG.log(Level.INFO, "{0} cut by {1} at {2} offsets: {3}", ours, cut, stream.length, codes);
        assertThat(stream).hasSize(offsets);
    }

    private static String phase(Role ours, List<Integer> ends, int length) {
        int whole = (int) ends.stream().filter(end -> end <= length).count();
        return (ours == Role.CLIENT ? CLIENT_PHASES : SERVER_PHASES).get(whole);
    }

    private static HandshakeException failureOf(Role ours, byte[] stream, int length, Cut cut) throws Exception {
        VirtualTime time = new VirtualTime();
        CutDuplex duplex = new CutDuplex(stream, length, cut, time);
        List<HandshakeException> failures = new ArrayList<>();
        time.run(() -> {
            try (Environment environment = Environment.of(time, new SeededEntropy(1))) {
                FrameChannel channel = ours == Role.CLIENT
                        ? WebSocketChannel.client(duplex, new SeededEntropy(2), WebSocketSettings.DEFAULT)
                        : WebSocketChannel.server(duplex, WebSocketSettings.DEFAULT);
                Side side = new Side(Side.Setting.of(ours), channel, environment, new Scope("all", time)).start();
                time.pass(cut == Cut.STALL ? Duration.ofSeconds(75) : Duration.ofSeconds(4));
                failures.add(side.failure());
            }
        });
        assertThat(time.leftovers()).as("cut at %d", length).isEmpty();
        assertThat(duplex.isClosed()).as("cut at %d", length).isTrue();
        return failures.getFirst();
    }

    /** What ship-go sent in its part of a recorded handshake, as frames on the wire, and where each one ends. */
    private static byte[] peersStream(Role ours, List<Integer> ends) throws IOException {
        String id = ours == Role.CLIENT ? "shipgo-2024-accepted" : "shipgo-2024-dial-accepted";
        CutDuplex wire = new CutDuplex(new byte[0], 0, Cut.END, new VirtualTime());
        FrameChannel writer = ours == Role.CLIENT
                ? WebSocketChannel.server(wire, WebSocketSettings.DEFAULT)
                : WebSocketChannel.client(wire, new SeededEntropy(3), WebSocketSettings.DEFAULT);
        for (VectorRecord event : record(id).list("events")) {
            if (event.text("dir").equals("recv") && event.frame().isPresent() && isHandshake(event)) {
                writer.write(new Frame.Message(event.frame().get()));
                writer.flush();
                ends.add(wire.written().length);
            }
        }
        assertThat(ends).hasSize(ours == Role.CLIENT ? CLIENT_PHASES.size() : SERVER_PHASES.size());
        return wire.written();
    }

    private static VectorRecord record(String id) {
        return VectorFile.read("live-shipgo-2024.jsonl").stream()
                .filter(dialogue -> dialogue.text("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isHandshake(VectorRecord event) {
        return event.number("type").orElse(0) < 2;
    }
}
