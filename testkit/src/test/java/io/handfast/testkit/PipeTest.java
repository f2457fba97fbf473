// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel.EndOfStream;
import io.handfast.engine.Role;
import io.handfast.engine.time.SystemTime;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipeTest {
    private static final Frame ONE = new Frame.Message(new byte[] {1});
    private static final Frame TWO = new Frame.Message(new byte[] {2});
    private static final Frame LARGE = new Frame.Message(new byte[600]);
    private static final Duration LATENCY = Duration.ofSeconds(2);

    private final VirtualTime time = new VirtualTime();
    private final Pipe pipe = new Pipe(time, LATENCY, 1000);
    private final PipeChannel client = pipe.client();
    private final PipeChannel server = pipe.server();
    private final List<String> seen = new ArrayList<>();

    @AfterEach
    void noThreadIsLeft() {
        assertThat(time.leftovers()).isEmpty();
    }

    private Duration now() {
        return Duration.ofNanos(time.nanos());
    }

    private static void send(PipeChannel channel, Frame frame) throws IOException {
        channel.write(frame);
        channel.flush();
    }

    @Test
    void givenLatency_whenSent_thenFramesArriveInOrderAfterItAndAreRecordedWhenSent() throws Exception {
        time.run(() -> {
            send(client, ONE);
            time.pass(Duration.ofSeconds(1));
            send(client, TWO);
            assertThat(server.read()).isEqualTo(ONE);
            assertThat(now()).isEqualTo(LATENCY);
            assertThat(server.read()).isEqualTo(TWO);
            assertThat(now()).isEqualTo(Duration.ofSeconds(3));
            send(server, ONE);
        });
        assertThat(pipe.sent())
                .containsExactly(
                        new Pipe.Sent(Duration.ZERO, Role.CLIENT, ONE),
                        new Pipe.Sent(Duration.ofSeconds(1), Role.CLIENT, TWO),
                        new Pipe.Sent(Duration.ofSeconds(3), Role.SERVER, ONE));
        assertThat(pipe.sentBy(Role.SERVER)).containsExactly(ONE);
    }

    @Test
    void givenWrittenFrame_whenNotFlushed_thenItDoesNotGoOut() throws Exception {
        time.run(() -> {
            client.write(ONE);
            assertThat(server.read(time.in(Duration.ofHours(1)))).isEmpty();
            client.flush();
            assertThat(server.read()).isEqualTo(ONE);
        });
    }

    @Test
    void givenPeerThatDoesNotRead_whenTheBufferIsFull_thenTheWriterBlocksUntilItDoes() throws Exception {
        time.run(() -> {
            time.enrol("reader", () -> {
                time.pass(Duration.ofSeconds(30));
                server.read();
            });
            client.write(LARGE);
            client.write(LARGE);
            assertThat(now()).isEqualTo(Duration.ofSeconds(30));
        });
    }

    @Test
    void givenFramesUnderWay_whenOneEndCloses_thenTheOtherGetsThemAndThenTheEnd() throws Exception {
        time.run(() -> {
            send(client, ONE);
            client.close();
            client.close();
            assertThat(server.read()).isEqualTo(ONE);
            assertThatThrownBy(server::read).isInstanceOf(EndOfStream.class);
            assertThatThrownBy(() -> server.write(ONE)).hasMessage("Broken pipe");
            assertThatThrownBy(client::read).isInstanceOf(IOException.class).hasMessage("Socket closed");
            assertThatThrownBy(() -> client.write(ONE)).hasMessage("Socket closed");
        });
    }

    @Test
    void givenEndedOutput_whenTheOtherEndAnswers_thenItsFramesStillArrive() throws Exception {
        time.run(() -> {
            client.write(ONE);
            client.endOutput();
            assertThat(server.read()).isEqualTo(ONE);
            assertThatThrownBy(server::read).isInstanceOf(EndOfStream.class);
            send(server, TWO);
            assertThat(client.read()).isEqualTo(TWO);
            assertThatThrownBy(() -> client.write(ONE)).hasMessage("Output ended");
        });
    }

    @Test
    void givenBlockedReaderAndWriter_whenTheirEndIsClosed_thenBothAreFree() throws Exception {
        time.run(() -> {
            time.enrol("reader", () -> {
                assertThatThrownBy(client::read).hasMessage("Socket closed");
                seen.add("reader");
            });
            time.enrol("writer", () -> {
                client.write(LARGE);
                assertThatThrownBy(() -> client.write(LARGE)).hasMessage("Socket closed");
                seen.add("writer");
            });
            time.pass(Duration.ofSeconds(1));
            client.close();
        });
        assertThat(seen).containsExactlyInAnyOrder("reader", "writer");
    }

    @Test
    void givenBlockedWriter_whenTheOtherEndCloses_thenItsPipeIsBroken() throws Exception {
        time.run(() -> {
            time.enrol("peer", () -> {
                time.pass(Duration.ofSeconds(5));
                server.close();
            });
            client.write(LARGE);
            assertThatThrownBy(() -> client.write(LARGE)).hasMessage("Broken pipe");
            assertThat(now()).isEqualTo(Duration.ofSeconds(7));
        });
    }

    @Test
    void givenFramesUnderWay_whenReset_thenBothEndsFailAtOnce() throws Exception {
        time.run(() -> {
            send(client, ONE);
            pipe.reset();
            assertThatThrownBy(server::read).hasMessage("Connection reset");
            assertThatThrownBy(client::read).hasMessage("Connection reset");
            assertThatThrownBy(() -> client.write(ONE)).hasMessage("Connection reset");
            assertThat(now()).isZero();
        });
    }

    @Test
    void givenBlockedReader_whenInterrupted_thenItIsToldAndTheInterruptIsKept() throws Exception {
        time.run(() -> {
            Thread reader = time.enrol("reader", () -> {
                assertThatThrownBy(client::read).isInstanceOf(InterruptedIOException.class);
                assertThat(Thread.interrupted()).isTrue();
                seen.add("told");
            });
            time.pass(Duration.ofSeconds(1));
            reader.interrupt();
        });
        assertThat(seen).containsExactly("told");
    }

    @Test
    void givenSystemTime_whenUsed_thenThePipeWorksThereToo() throws Exception {
        SystemTime real = new SystemTime();
        Pipe realPipe = new Pipe(real, Duration.ofMillis(5), 1000);
        Thread sender = real.start("sender", () -> {
            try {
                send(realPipe.client(), ONE);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(realPipe.server().read()).isEqualTo(ONE);
        assertThat(real.nanos()).isGreaterThan(Duration.ofMillis(5).toNanos());
        sender.join();
    }
}
