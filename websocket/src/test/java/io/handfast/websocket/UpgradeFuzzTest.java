// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.handfast.engine.failure.HandshakeException;
import java.io.IOException;

/**
 * Any bytes as the head of a request and of an answer: nothing but a failure with a code of this module or an
 * {@link IOException}, words for people in printable ASCII, and whatever the server answers is HTTP. The seeds run
 * with every build; {@code bin/fuzz} searches on from them.
 */
class UpgradeFuzzTest {
    @FuzzTest
    void givenAnyRequest_whenAccepted_thenTame(byte[] request) throws Exception {
        new FuzzBudget().spend(request.length, () -> accept(MemoryDuplex.of(request)));
    }

    @FuzzTest
    void givenAnyAnswer_whenOpened_thenTame(byte[] answer) throws Exception {
        new FuzzBudget().spend(answer.length, () -> open(MemoryDuplex.of(answer)));
    }

    private static String accept(MemoryDuplex duplex) throws IOException {
        boolean upgraded = false;
        try {
            WebSocketServer.accept(duplex, "ship", FuzzBudget.SETTINGS, _ -> new UpgradeVerdict.Accept());
            upgraded = true;
        } catch (HandshakeException e) {
            requireTame(e);
        }
        String answer = duplex.writtenText();
        assertThat(answer.startsWith("HTTP/1.1 101 ")).isEqualTo(upgraded);
        assertThat(answer).matches("|(?s)HTTP/1\\.1 [1-5]\\d\\d [ -~]+\r\n([!-~]+: [ -~]*\r\n)+\r\n[ -~\r\n]*");
        return answer;
    }

    private static String open(MemoryDuplex duplex) throws IOException {
        try {
            WebSocketClient.open(
                    duplex, WebSocketClientTest.REQUEST, WebSocketClientTest.KEY_OF_THE_RFC, FuzzBudget.SETTINGS);
        } catch (HandshakeException e) {
            requireTame(e);
        }
        return duplex.writtenText();
    }

    private static void requireTame(HandshakeException failure) {
        assertThat(failure.code()).isInstanceOf(WebSocketFailure.class);
        assertThat(failure.got()).matches("[ -~]*").hasSizeLessThan(1024);
        assertThat(failure.expected()).matches("[ -~]*");
    }
}
