// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strangers who are slow, long-winded or many cost a bounded amount. The time limit is shortened for tests. */
class LimitsTest {
    @TempDir
    private Path folder;

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void givenAHeaderThatNeverEnds_whenTheTimeIsOver_thenTheConnectionIsClosed() throws Exception {
        try (RestScene scene = new RestScene(folder);
                Socket socket = HttpText.connect(scene.port())) {
            send(socket, "GET /api/v1/hub HTTP/1.1\r\nHost: 127");
            assertThat(HttpText.read(socket.getInputStream()).status()).isZero();
        }
    }

    @Test
    void givenABodyThatNeverComes_whenTheTimeIsOver_thenTheConnectionIsClosed() throws Exception {
        try (RestScene scene = new RestScene(folder);
                Socket socket = HttpText.connect(scene.port())) {
            send(
                    socket,
                    "PUT /api/v1/limits HTTP/1.1\r\nHost: 127.0.0.1:" + scene.port() + "\r\nAuthorization: Bearer "
                            + scene.token() + "\r\nContent-Type: application/json\r\nContent-Length: 22\r\n\r\n{\"max");
            assertThat(HttpText.read(socket.getInputStream()).status()).isZero();
            assertThat(scene.hub().hub().limits().peers()).isEqualTo(10);
        }
    }

    @Test
    void givenNothingAtAll_whenTheTimeIsOver_thenTheConnectionIsClosed() throws Exception {
        try (RestScene scene = new RestScene(folder);
                Socket socket = HttpText.connect(scene.port())) {
            assertThat(HttpText.read(socket.getInputStream()).status()).isZero();
        }
    }

    @Test
    void givenManyHeadersOrLongOnes_whenSent_thenTheyAreRefused() throws Exception {
        try (RestScene scene = new RestScene(folder)) {
            String begin = "GET /api/v1/openapi.json HTTP/1.1\r\nHost: 127.0.0.1:" + scene.port() + "\r\n";
            for (String headers : List.of("X-Long: " + "x".repeat(20_000) + "\r\n", manyHeaders(100))) {
                assertThat(HttpText.exchange(scene.port(), begin + headers + "\r\n")
                                .status())
                        .isIn(0, 400, 431);
            }
            assertThat(HttpText.exchange(scene.port(), begin + manyHeaders(20) + "Connection: close\r\n\r\n")
                            .status())
                    .isEqualTo(200);
        }
    }

    private static String manyHeaders(int number) {
        StringBuilder headers = new StringBuilder();
        for (int i = 0; i < number; i++) {
            headers.append("X-").append(i).append(": y\r\n");
        }
        return headers.toString();
    }

    @Test
    void givenMoreConnectionsThanAreTaken_whenTheIdleOnesAreClosed_thenTheNextIsServed() throws Exception {
        try (RestScene scene = new RestScene(folder)) {
            List<Socket> idle = new ArrayList<>();
            try {
                for (int i = 0; i < 140; i++) {
                    idle.add(HttpText.connect(scene.port()));
                }
                for (Socket socket : idle) {
                    assertThat(HttpText.read(socket.getInputStream()).status()).isZero();
                }
                assertThat(scene.get("/api/v1/hub").status()).isEqualTo(200);
            } finally {
                for (Socket socket : idle) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void givenARequestUnderWay_whenTheHubStops_thenTheServerDoesNotWaitForIt() throws Exception {
        try (RestScene scene = new RestScene(folder);
                Socket socket = HttpText.connect(scene.port())) {
            String host = "Host: 127.0.0.1:" + scene.port() + "\r\n";
            send(socket, "GET /api/v1/openapi.json HTTP/1.1\r\n" + host + "\r\n");
            assertThat(HttpText.read(socket.getInputStream()).status()).isEqualTo(200);
            send(socket, "GET /api/v1/hub HTTP/1.1\r\nHost: 127");
            scene.server().stop();
            assertThat(HttpText.read(socket.getInputStream()).status()).isZero();
        }
    }
}
