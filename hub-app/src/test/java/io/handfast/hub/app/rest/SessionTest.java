// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.engine.Environment;
import io.handfast.engine.time.Signal;
import io.handfast.engine.time.SystemTime;
import io.handfast.engine.time.TimeSource;
import io.handfast.hub.app.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens, tickets, cookies: who is let in, and for how long. */
class SessionTest {
    /** A clock that somebody sets. */
    private record StandingTime(long[] now) implements TimeSource {
        private static final TimeSource REAL = new SystemTime();

        @Override
        public long nanos() {
            return now[0];
        }

        @Override
        public Instant wallClock() {
            return Instant.EPOCH;
        }

        @Override
        public Signal newSignal(ReentrantLock lock) {
            return REAL.newSignal(lock);
        }

        @Override
        public Thread start(String name, Runnable body) {
            return REAL.start(name, body);
        }
    }

    @TempDir
    private Path folder;

    private static HttpText.Response login(RestScene scene, String secret) throws IOException {
        return scene.call("POST", "/api/v1/session", "{\"token\": \"" + secret + "\"}", new String[0]);
    }

    private static String cookie(HttpText.Response login) {
        return "Cookie: " + login.header("Set-Cookie").split(";", -1)[0];
    }

    @Test
    void givenTheToken_whenShownOnce_thenTheCookieIsEnoughForPagesOfOurs() throws Exception {
        try (RestScene scene = new RestScene(folder)) {
            HttpText.Response login = login(scene, scene.token());
            assertThat(login.status()).isEqualTo(201);
            assertThat(login.header("Set-Cookie")).contains("; HttpOnly", "; SameSite=Strict", "; Path=/");
            String cookie = cookie(login);
            assertThat(scene.call("GET", "/api/v1/hub", "", cookie).status()).isEqualTo(200);
            HttpText.Response unsaid = scene.call("POST", "/api/v1/auto-accept", "", cookie);
            assertThat(unsaid.text("code")).isEqualTo("rest.origin");
            String own = "Origin: " + scene.server().address();
            assertThat(scene.call("POST", "/api/v1/auto-accept", "", cookie, own)
                            .status())
                    .isEqualTo(200);
            assertThat(scene.call("POST", "/api/v1/auto-accept", "", cookie, "Origin: http://evil.example")
                            .status())
                    .isEqualTo(403);
            assertThat(scene.call("DELETE", "/api/v1/session", "", cookie, own).header("Set-Cookie"))
                    .contains("Max-Age=0");
            assertThat(scene.call("GET", "/api/v1/hub", "", cookie).text("code"))
                    .isEqualTo("rest.token-wrong");
        }
    }

    @Test
    void givenTheAddressOfTheStart_whenItsTicketWasUsed_thenItIsOfNoUseAnyMore() throws Exception {
        try (RestScene scene = new RestScene(folder)) {
            String opening = scene.server().openingAddress();
            assertThat(opening)
                    .startsWith(scene.server().address() + "/#token=")
                    .doesNotContain(scene.token());
            String ticket = opening.substring(opening.indexOf('=') + 1);
            assertThat(scene.call("GET", "/api/v1/hub", "", "Authorization: Bearer " + ticket)
                            .status())
                    .isEqualTo(401);
            assertThat(login(scene, ticket).status()).isEqualTo(201);
            assertThat(login(scene, ticket).status()).isEqualTo(401);
            assertThat(scene.server().openingAddress()).isEqualTo(scene.server().address() + "/");
        }
    }

    @Test
    void givenManySessions_whenOneMoreBegins_thenTheOldestEnds() {
        try (Environment environment = Environment.system()) {
            Sessions sessions = new Sessions(environment);
            List<Sessions.Session> begun = new ArrayList<>();
            for (int i = 0; i < 65; i++) {
                begun.add(sessions.begin());
            }
            assertThat(sessions.find(begun.getFirst().secret())).isEmpty();
            assertThat(sessions.find(begun.get(1).secret())).isPresent();
            assertThat(sessions.find("")).isEmpty();
            assertThat(begun.getLast().toString())
                    .doesNotContain(begun.getLast().secret());
        }
    }

    @Test
    void givenWrongTokens_whenThereAreTooMany_thenTheyAreThrottledAndTheRightOneIsNot() throws Exception {
        try (RestScene scene = new RestScene(folder)) {
            List<Integer> statuses = new ArrayList<>();
            HttpText.Response last = login(scene, "wrong");
            for (int i = 0; i < 12; i++) {
                statuses.add(last.status());
                last = login(scene, "wrong");
            }
            assertThat(statuses).startsWith(401, 401, 401);
            assertThat(last.status()).isEqualTo(429);
            assertThat(last.header("Retry-After")).isEqualTo("3");
            assertThat(last.text("retryAfterMs")).isEqualTo("3000");
            assertThat(scene.get("/api/v1/hub").status()).isEqualTo(200);
        }
    }

    @Test
    void givenTheThrottle_whenTimePasses_thenItTakesAgain() {
        long[] now = {0};
        Throttle throttle = new Throttle(new StandingTime(now));
        for (int i = 0; i < 10; i++) {
            assertThat(throttle.takeWrong()).isTrue();
        }
        assertThat(throttle.takeWrong()).isFalse();
        now[0] = 3_100_000_000L;
        assertThat(throttle.takeWrong()).isTrue();
        assertThat(throttle.takeWrong()).isFalse();
    }

    @Test
    void givenTheTokenFile_whenMade_thenNobodyElseReadsItAndEachHubHasAnother() throws Exception {
        try (Environment environment = Environment.system()) {
            AccessToken.open(folder, environment.entropy());
            Path file = folder.resolve("console.token");
            String token = Files.readString(file).strip();
            assertThat(token).matches("[A-Za-z0-9_-]{43}");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            assertThat(AccessToken.open(folder, environment.entropy()).matches(token))
                    .isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(AccessToken.random(environment.entropy())).isNotEqualTo(token);
            Files.writeString(file, "hunter2");
            assertThatThrownBy(() -> AccessToken.open(folder, environment.entropy()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("console.token")
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void givenTwoHubs_whenBothWantTheSamePort_thenTheSecondTakesAnotherAndTellsWhere() throws Exception {
        try (RestScene first = new RestScene(folder.resolve("1"))) {
            try (var second = new io.handfast.hub.app.HubOverLoopback(folder.resolve("2"))) {
                second.startHub(java.util.Map.of(), first.port());
                RestScene scene = new RestScene(folder.resolve("2"), second);
                assertThat(scene.port()).isNotEqualTo(first.port());
                assertThat(scene.get("/api/v1/hub").status()).isEqualTo(200);
            }
        }
    }
}
