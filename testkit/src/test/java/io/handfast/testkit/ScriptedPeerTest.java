// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.engine.Frame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScriptedPeerTest {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] READY = "ready".getBytes(StandardCharsets.US_ASCII);
    private static final Frame.Close BYE = new Frame.Close(4001, "bye");

    private final VirtualTime time = new VirtualTime();
    private final Pipe pipe = new Pipe(time);
    private final ScriptedPeer client = new ScriptedPeer(pipe.client(), time, Duration.ofSeconds(10));
    private final ScriptedPeer server = new ScriptedPeer(pipe.server(), time, Duration.ofSeconds(10));

    @Test
    void givenTwoScriptsThatFit_whenPlayed_thenBothReachTheirEndAndTheDialogueShowsTheTimes() throws Exception {
        time.run(() -> {
            time.enrol("server", () -> {
                server.expect(HELLO).sendAfter(Duration.ofSeconds(2), READY);
                assertThat(server.expectClose(4001)).isEqualTo("bye");
                server.expectEnd();
            });
            client.send(HELLO).expect(READY).pause(Duration.ofMillis(1500)).send(BYE);
            client.close();
        });
        assertThat(server.dialogue())
                .containsExactly(
                        "     0.000 s < message [5] 68656c6c6f 'hello'",
                        "     2.000 s > message [5] 7265616479 'ready'",
                        "     3.500 s < close 4001 'bye'",
                        "     3.500 s < end");
    }

    @Test
    void givenPeerThatSaysSomethingElse_whenExpected_thenTheFailureShowsBothAndTheDialogue() {
        assertThatThrownBy(() -> time.run(() -> {
                    client.send(HELLO).send(READY);
                    server.expect(HELLO).expect(HELLO);
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected message [5] 68656c6c6f 'hello', got message [5] 7265616479 'ready'")
                .hasMessageContaining("the dialogue so far:\n       0.000 s < message [5] 68656c6c6f 'hello'");
    }

    @Test
    void givenSilentPeer_whenExpected_thenItFailsAtTheDeadline() {
        assertThatThrownBy(() -> time.run(() -> server.expect(HELLO)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("got nothing for PT10S");
        assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(10).toNanos());
    }

    @Test
    void givenPeerThatEnds_whenMessageIsExpected_thenItFails() {
        assertThatThrownBy(() -> time.run(() -> {
                    client.close();
                    server.receive();
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected a message, got the end");
    }

    @Test
    void givenPeerThatGoesOn_whenEndOrCloseOrNothingIsExpected_thenItFails() throws Exception {
        time.run(() -> {
            client.send(HELLO).send(HELLO).send(HELLO);
            assertThatThrownBy(server::expectEnd).hasMessageContaining("expected the end, got message");
            assertThatThrownBy(() -> server.expectClose(1000)).hasMessageContaining("expected close 1000, got message");
            assertThatThrownBy(() -> server.expectNothing(Duration.ofSeconds(1)))
                    .hasMessageContaining("expected nothing for PT1S, got message");
            assertThat(server.expectNothing(Duration.ofSeconds(1))).isSameAs(server);
            client.send(BYE);
            assertThatThrownBy(() -> server.expectClose(1000)).hasMessageContaining("got close 4001 'bye'");
        });
    }

    @Test
    void givenPing_whenAnythingIsExpected_thenThePeerAnswersByItself() throws Exception {
        time.run(() -> {
            client.send(new Frame.Ping(HELLO)).send(READY);
            server.expect(READY);
            assertThat(pipe.client().read())
                    .isInstanceOfSatisfying(
                            Frame.Pong.class, pong -> assertThat(pong.bytes()).isEqualTo(HELLO));
        });
    }
}
