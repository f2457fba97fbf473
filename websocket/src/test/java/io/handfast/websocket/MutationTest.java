// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Role;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.websocket.Wire.Sent;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Bytes of a peer that lost its mind, 25 000 of each kind with a fixed seed: nothing but the checked exceptions, no
 * memory beyond the limits, no answer that is not correct.
 */
class MutationTest {
    private static final int ROUNDS = 25_000;
    private static final int MAX_MESSAGE_BYTES = 1024;
    /** Buffers, exceptions with their traces and the test's own arrays, for one input. */
    private static final int OVERHEAD_BYTES = 24 * 1024;

    private final Random random = new Random(20260101);

    @Test
    void givenMutatedFrames_whenRead_thenOnlyIoExceptionsAndLittleMemory() throws Exception {
        requireTame(() -> {
            Role role = random.nextBoolean() ? Role.CLIENT : Role.SERVER;
            byte[] bytes = mutated(frames(role));
            return () -> readAll(role, bytes);
        });
    }

    @Test
    void givenRandomBytes_whenReadAsFrames_thenOnlyIoExceptionsAndLittleMemory() throws Exception {
        requireTame(() -> {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            Role role = random.nextBoolean() ? Role.CLIENT : Role.SERVER;
            return () -> readAll(role, bytes);
        });
    }

    @Test
    void givenMutatedRequests_whenAccepted_thenOnlyCheckedExceptionsAndAnAnswerOfHttp() throws Exception {
        byte[] request = WebSocketServerTest.REQUEST.getBytes(ISO_8859_1);
        requireTame(() -> {
            byte[] bytes = mutated(request);
            return () -> accept(bytes);
        });
    }

    @Test
    void givenMutatedAnswers_whenOpened_thenOnlyCheckedExceptions() throws Exception {
        byte[] answer = WebSocketClientTest.ANSWER.getBytes(ISO_8859_1);
        requireTame(() -> {
            byte[] bytes = mutated(answer);
            return () -> open(bytes);
        });
    }

    private interface Attempt {
        void run() throws Exception;
    }

    /** An input that costs too much gets a second chance, since the first use of a class costs memory too. */
    private static void requireTame(Supplier<Attempt> attempts) throws Exception {
        AllocatedBytes allocated = new AllocatedBytes();
        for (int round = 0; round < ROUNDS; round++) {
            Attempt attempt = attempts.get();
            if (cost(attempt, allocated) > MAX_MESSAGE_BYTES + OVERHEAD_BYTES) {
                assertThat(cost(attempt, allocated)).isLessThanOrEqualTo(MAX_MESSAGE_BYTES + OVERHEAD_BYTES);
            }
        }
    }

    private static long cost(Attempt attempt, AllocatedBytes allocated) throws Exception {
        long before = allocated.now();
        attempt.run();
        return allocated.now() - before;
    }

    private static void accept(byte[] request) throws IOException {
        MemoryDuplex duplex = MemoryDuplex.of(request);
        try {
            WebSocketServer.accept(duplex, "ship", settings(), _ -> new UpgradeVerdict.Accept());
        } catch (HandshakeException e) {
            assertThat(e.code()).isInstanceOf(WebSocketFailure.class);
        }
        String answer = duplex.writtenText();
        if (!answer.isEmpty()) {
            assertThat(answer).startsWith("HTTP/1.1 ").contains("\r\n\r\n");
        }
    }

    private static void open(byte[] answer) throws IOException {
        try {
            WebSocketClient.open(
                    MemoryDuplex.of(answer),
                    WebSocketClientTest.REQUEST,
                    WebSocketClientTest.KEY_OF_THE_RFC,
                    settings());
        } catch (HandshakeException e) {
            assertThat(e.code()).isInstanceOf(WebSocketFailure.class);
            assertThat(e.got().chars().allMatch(c -> c >= ' ' && c < 0x7F)).isTrue();
        }
    }

    private static void readAll(Role role, byte[] bytes) {
        MemoryDuplex duplex = MemoryDuplex.of(bytes);
        WebSocketChannel channel = role == Role.CLIENT
                ? WebSocketChannel.client(duplex, WebSocketClientTest.KEY_OF_THE_RFC, settings())
                : WebSocketChannel.server(duplex, settings());
        try {
            while (true) {
                assertThat(channel.read().sizeBytes()).isLessThanOrEqualTo(MAX_MESSAGE_BYTES);
            }
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    private static WebSocketSettings settings() {
        return new WebSocketSettings(MAX_MESSAGE_BYTES, 8);
    }

    private byte[] frames(Role reader) {
        boolean masked = reader == Role.SERVER;
        byte[] content = new byte[random.nextInt(200)];
        return Wire.join(
                Sent.part(Wire.BINARY, content).bytes(masked),
                Sent.whole(Wire.PING, new byte[random.nextInt(10)]).bytes(masked),
                Sent.whole(Wire.CONTINUATION, content).bytes(masked),
                Sent.whole(Wire.CLOSE, Wire.closePayload(4001, "close".getBytes(ISO_8859_1)))
                        .bytes(masked));
    }

    /** Changes, drops or doubles a few bytes. */
    private byte[] mutated(byte[] original) {
        byte[] bytes = original.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Wire.join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + 1, bytes.length));
                default ->
                    bytes = Wire.join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at, bytes.length), bytes);
            }
            if (bytes.length == 0) {
                return original;
            }
        }
        return bytes;
    }
}
