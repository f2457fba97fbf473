// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.Ski;
import io.handfast.hub.app.HubOverLoopback;
import io.handfast.ship.hub.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real hub, asked over real HTTP. Each answer has to be as the document says. */
final class RestScene implements AutoCloseable {
    private static final OpenApi DOCUMENT = new OpenApi();

    private final HubOverLoopback hub;
    private final Path folder;

    RestScene(Path folder) throws Exception {
        this(folder, new HubOverLoopback(folder).startHub(Map.of()));
    }

    RestScene(Path folder, HubOverLoopback hub) {
        this.folder = folder;
        this.hub = hub;
    }

    HubOverLoopback hub() {
        return hub;
    }

    RestServer server() {
        return hub.program().console().orElseThrow();
    }

    int port() {
        String address = server().address();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    String token() throws IOException {
        return Files.readString(folder.resolve("console.token")).strip();
    }

    /** An unknown device dials the hub and waits. */
    Ski stranger() throws Exception {
        Address address = Address.of("127.0.0.1", hub.hub().port());
        hub.startDevice(HubOverLoopback.setting()
                .dialling(Map.of(hub.program().identity().node().ski(), address)));
        hub.await(io.handfast.ship.hub.HubEvent.Kind.PENDING);
        return hub.deviceSki();
    }

    HttpText.Response get(String path) throws IOException {
        return call("GET", path, "");
    }

    HttpText.Response post(String path) throws IOException {
        return call("POST", path, "");
    }

    /** With the token, well formed. */
    HttpText.Response call(String method, String path, String body) throws IOException {
        return call(method, path, body, "Authorization: Bearer " + token());
    }

    HttpText.Response call(String method, String path, String body, String... headers) throws IOException {
        String type = body.isEmpty() ? "" : "Content-Type: application/json\r\n";
        return raw(method, path, "Host: 127.0.0.1:" + port() + "\r\n" + type, body, headers);
    }

    HttpText.Response raw(String method, String path, String begin, String body, String... headers) throws IOException {
        boolean hasLength = List.of(headers).stream().anyMatch(header -> header.startsWith("Content-Length"));
        String length = hasLength || (body.isEmpty() && method.equals("GET"))
                ? ""
                : "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n";
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        String request =
                method + " " + path + " HTTP/1.1\r\n" + begin + length + more + "Connection: close\r\n\r\n" + body;
        HttpText.Response response = HttpText.exchange(port(), request);
        requireDescribed(method, path, response);
        return response;
    }

    private void requireDescribed(String method, String path, HttpText.Response response) {
        Optional<Routes.Match> match = match(method, path);
        if (match.isPresent()) {
            List<String> wrong = DOCUMENT.judge(method, match.get().route().path(), response);
            assertThat(wrong).as(method + " " + path + ": " + response).isEmpty();
        } else if (response.status() >= 400 && !response.body().isEmpty()) {
            assertThat(DOCUMENT.judge("Problem", response.body()))
                    .as(response.body())
                    .isEmpty();
        }
    }

    private Optional<Routes.Match> match(String method, String path) {
        try {
            int query = path.indexOf('?');
            String bare = query < 0 ? path : path.substring(0, query);
            return Optional.of(new Routes(server().routes()).find(method, bare));
        } catch (Problem _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        hub.close();
    }
}
