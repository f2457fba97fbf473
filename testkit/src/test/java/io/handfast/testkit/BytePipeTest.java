// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.engine.time.SystemTime;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BytePipeTest {
    private static final int ROOM_BYTES = 10;

    private final VirtualTime time = new VirtualTime();
    private final BytePipe pipe = new BytePipe(time, ROOM_BYTES);
    private final InputStream input = pipe.other().input();
    private final OutputStream output = pipe.one().output();
    private final List<String> seen = new ArrayList<>();

    @AfterEach
    void noThreadIsLeft() {
        assertThat(time.leftovers()).isEmpty();
    }

    private Duration now() {
        return Duration.ofNanos(time.nanos());
    }

    @Test
    void givenTwoWrites_whenReadInOtherParts_thenTheSameBytesInOrderAtOnce() throws Exception {
        time.run(() -> {
            output.write(new byte[] {1, 2, 3});
            output.write(0xFF);
            assertThat(input.read()).isEqualTo(1);
            assertThat(input.readNBytes(2)).containsExactly(2, 3);
            assertThat(input.read(new byte[0])).isZero();
            assertThat(input.read()).isEqualTo(0xFF);
            pipe.other().output().write(7);
            assertThat(pipe.one().input().read()).isEqualTo(7);
            assertThat(now()).isZero();
        });
    }

    @Test
    void givenPeerThatDoesNotRead_whenThereIsNoRoom_thenTheWriterBlocksUntilItDoes() throws Exception {
        time.run(() -> {
            time.enrol("reader", () -> {
                time.pass(Duration.ofSeconds(30));
                seen.add(input.readNBytes(25).length + " at " + now().toSeconds());
            });
            output.write(new byte[ROOM_BYTES]);
            assertThat(now()).isZero();
            output.write(new byte[15]);
            assertThat(now()).isEqualTo(Duration.ofSeconds(30));
        });
        assertThat(seen).containsExactly("25 at 30");
    }

    @Test
    void givenEndedOutput_whenTheOtherEndAnswers_thenItsBytesStillArrive() throws Exception {
        time.run(() -> {
            output.write(new byte[] {1, 2});
            pipe.one().endOutput();
            assertThat(input.readAllBytes()).containsExactly(1, 2);
            assertThat(input.read()).isEqualTo(-1);
            pipe.other().output().write(3);
            assertThat(pipe.one().input().read()).isEqualTo(3);
            assertThatThrownBy(() -> output.write(4))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Output ended");
        });
    }

    @Test
    void givenBytesUnderWay_whenOneEndCloses_thenTheOtherGetsThemAndThenTheEnd() throws Exception {
        time.run(() -> {
            output.write(new byte[] {1, 2});
            pipe.one().close();
            pipe.one().close();
            assertThat(input.readAllBytes()).containsExactly(1, 2);
            assertThatThrownBy(() -> pipe.other().output().write(3)).hasMessage("Broken pipe");
            assertThatThrownBy(() -> pipe.one().input().read()).hasMessage("Socket closed");
            assertThatThrownBy(() -> output.write(3)).hasMessage("Socket closed");
            assertThat(pipe.one().isClosed()).isTrue();
            assertThat(pipe.other().isClosed()).isFalse();
        });
    }

    @Test
    void givenBlockedReaderAndWriter_whenTheirEndIsClosed_thenBothAreFree() throws Exception {
        time.run(() -> {
            time.enrol("reader", () -> {
                assertThatThrownBy(() -> pipe.one().input().read()).hasMessage("Socket closed");
                seen.add("reader");
            });
            time.enrol("writer", () -> {
                assertThatThrownBy(() -> output.write(new byte[ROOM_BYTES + 1])).hasMessage("Socket closed");
                seen.add("writer");
            });
            time.pass(Duration.ofSeconds(1));
            pipe.one().close();
        });
        assertThat(seen).containsExactlyInAnyOrder("reader", "writer");
    }

    @Test
    void givenAPieceHalfRead_whenReset_thenTheRestIsLostAndBothEndsFail() throws Exception {
        time.run(() -> {
            output.write(new byte[] {1, 2});
            assertThat(input.read()).isEqualTo(1);
            pipe.reset();
            assertThatThrownBy(input::read).hasMessage("Connection reset");
            assertThatThrownBy(() -> pipe.one().input().read()).hasMessage("Connection reset");
            assertThatThrownBy(() -> output.write(3)).hasMessage("Connection reset");
        });
    }

    @Test
    void givenAPieceHalfRead_whenItsEndIsClosed_thenTheRestIsLost() throws Exception {
        time.run(() -> {
            output.write(new byte[] {1, 2});
            assertThat(input.read()).isEqualTo(1);
            pipe.other().close();
            assertThatThrownBy(input::read).hasMessage("Socket closed");
        });
    }

    @Test
    void givenNoRoom_whenMade_thenRefused() {
        assertThatThrownBy(() -> new BytePipe(time, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givenSystemTime_whenUsed_thenThePipeWorksThereToo() throws Exception {
        SystemTime real = new SystemTime();
        BytePipe realPipe = new BytePipe(real);
        Thread sender = real.start("sender", () -> {
            try {
                realPipe.one().output().write(1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(realPipe.other().input().read()).isEqualTo(1);
        sender.join();
    }
}
