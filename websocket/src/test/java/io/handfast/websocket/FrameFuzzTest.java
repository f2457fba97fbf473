// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.handfast.engine.Frame;
import io.handfast.engine.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Any bytes read as frames, by both roles: nothing but an {@link IOException} ends the reading, nothing above the
 * limits is taken or allocated, and it makes no difference in which pieces TCP delivers. The seeds run with every
 * build; {@code bin/fuzz} searches on from them.
 */
class FrameFuzzTest {
    @FuzzTest
    void givenAnyBytes_whenReadAsClient_thenTame(byte[] bytes) throws Exception {
        requireTame(Role.CLIENT, bytes);
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsServer_thenTame(byte[] bytes) throws Exception {
        requireTame(Role.SERVER, bytes);
    }

    private static void requireTame(Role role, byte[] bytes) throws Exception {
        List<String> whole = new FuzzBudget().spend(bytes.length, () -> readAll(role, MemoryDuplex.of(bytes)));
        byte[][] octets = ScriptedInput.chop(bytes, 1).toArray(byte[][]::new);
        assertThat(readAll(role, MemoryDuplex.of(octets))).isEqualTo(whole);
    }

    private static List<String> readAll(Role role, MemoryDuplex duplex) {
        WebSocketSettings settings = FuzzBudget.SETTINGS;
        WebSocketChannel channel = role == Role.CLIENT
                ? WebSocketChannel.client(duplex, WebSocketClientTest.KEY_OF_THE_RFC, settings)
                : WebSocketChannel.server(duplex, settings);
        List<String> frames = new ArrayList<>();
        try {
            while (true) {
                Frame frame = channel.read();
                assertThat(frame.sizeBytes()).isLessThanOrEqualTo(settings.maxMessageBytes());
                frames.add(shown(frame));
            }
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotEmpty();
            frames.add(e.getMessage());
        }
        return frames;
    }

    private static String shown(Frame frame) {
        HexFormat hex = HexFormat.of();
        return switch (frame) {
            case Frame.Message(byte[] bytes) -> "message " + hex.formatHex(bytes);
            case Frame.Ping(byte[] bytes) -> "ping " + hex.formatHex(bytes);
            case Frame.Pong(byte[] bytes) -> "pong " + hex.formatHex(bytes);
            case Frame.Close(int code, String reason) -> "close " + code + reason;
        };
    }
}
