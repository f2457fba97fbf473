// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every call in every wrong way: each is answered by a problem that is described, and nothing has changed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final String SKI = "ab".repeat(20);
    private static final String SECRET = "s3cret-that-must-not-come-back";

    @TempDir
    private static Path folder;

    private static RestScene scene;

    /**
     * A way to ask wrongly.
     *
     * @param name what is wrong
     * @param status of the answer
     * @param code of the problem
     * @param ask does it
     */
    private record Wrong(String name, int status, String code, Ask ask) {}

    private interface Ask {
        HttpText.Response of(Route route) throws IOException;
    }

    @BeforeAll
    static void start() throws Exception {
        scene = new RestScene(folder);
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    private static String path(Route route) {
        return filled(route.path());
    }

    private static String filled(String path) {
        return path.replace("{ski}", SKI).replace("{fingerprint}", "AB".repeat(32));
    }

    private static String host() {
        return "Host: 127.0.0.1:" + scene.port() + "\r\n";
    }

    private static String bearer() throws IOException {
        return "Authorization: Bearer " + scene.token();
    }

    private static HttpText.Response with(Route route, String body, String... headers) throws IOException {
        return scene.call(route.method(), path(route), body, headers);
    }

    private static HttpText.Response host(Route route, String line) throws IOException {
        return scene.raw(route.method(), path(route), line, "", bearer());
    }

    private static HttpText.Response typed(Route route, String type, String body) throws IOException {
        return scene.raw(route.method(), path(route), host() + type, body, bearer());
    }

    private static HttpText.Response at(Route route, String path) throws IOException {
        return scene.call(route.method(), path, "");
    }

    /** What is wrong whatever the route. */
    private static List<Wrong> always() {
        String big = "{\"name\": \"" + "x".repeat(70_000) + "\"}";
        return List.of(
                new Wrong("no host", 421, "rest.host", route -> host(route, "")),
                new Wrong("foreign host", 421, "rest.host", route -> host(route, "Host: evil.example\r\n")),
                new Wrong(
                        "foreign host, our port",
                        421,
                        "rest.host",
                        route -> host(route, "Host: evil.example:" + scene.port() + "\r\n")),
                new Wrong("other port", 421, "rest.host", route -> host(route, "Host: 127.0.0.1:1\r\n")),
                new Wrong("two hosts", 421, "rest.host", route -> host(route, host() + "Host: evil.example\r\n")),
                new Wrong(
                        "longer host",
                        421,
                        "rest.host",
                        route -> host(route, "Host: 127.0.0.1.evil.example:" + scene.port() + "\r\n")),
                new Wrong(
                        "foreign origin",
                        403,
                        "rest.origin",
                        route -> with(route, "", bearer(), "Origin: http://evil.example")),
                new Wrong("null origin", 403, "rest.origin", route -> with(route, "", bearer(), "Origin: null")),
                new Wrong(
                        "other port's origin",
                        403,
                        "rest.origin",
                        route -> with(route, "", bearer(), "Origin: http://127.0.0.1:1")),
                new Wrong(
                        "cross-site fetch",
                        403,
                        "rest.origin",
                        route -> with(route, "", bearer(), "Sec-Fetch-Site: cross-site")),
                new Wrong("unknown query", 400, "rest.query", route -> at(route, path(route) + "?" + SECRET + "=1")),
                new Wrong(
                        "announced too much",
                        413,
                        "rest.too-large",
                        route -> scene.raw(
                                route.method(),
                                path(route),
                                host() + "Content-Type: application/json\r\n",
                                "",
                                bearer(),
                                "Content-Length: 99999999999")),
                new Wrong("sent too much", 413, "rest.too-large", route -> with(route, big, bearer())),
                new Wrong("sent too much in chunks", 413, "rest.too-large", BadInputTest::chunks),
                new Wrong(
                        "form",
                        415,
                        "rest.content-type",
                        route ->
                                typed(route, "Content-Type: application/x-www-form-urlencoded\r\n", "token=" + SECRET)),
                new Wrong(
                        "plain text",
                        415,
                        "rest.content-type",
                        route -> typed(route, "Content-Type: text/plain\r\n", "{\"name\": \"x\"}")),
                new Wrong("no type", 415, "rest.content-type", route -> typed(route, "", "{}")),
                new Wrong(
                        "other charset",
                        415,
                        "rest.content-type",
                        route -> typed(route, "Content-Type: application/json; charset=utf-16\r\n", "{}")),
                new Wrong("no JSON", 400, "rest.body", route -> with(route, SECRET, bearer())),
                new Wrong("half of it", 400, "rest.body", route -> with(route, "{\"name\": ", bearer())),
                new Wrong("two of them", 400, "rest.body", route -> with(route, "{}{}", bearer())),
                new Wrong(
                        "a member twice",
                        400,
                        "rest.body",
                        route -> with(route, "{\"name\": \"a\", \"name\": \"b\"}", bearer())),
                new Wrong("a list", 400, "rest.body", route -> with(route, "[]", bearer())),
                new Wrong("deep", 400, "rest.body", route -> with(route, "[".repeat(30_000), bearer())),
                new Wrong(
                        "unknown member", 400, "rest.body", route -> with(route, "{\"" + SECRET + "\": 1}", bearer())));
    }

    private static HttpText.Response chunks(Route route) throws IOException {
        String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
        return HttpText.exchange(
                scene.port(),
                route.method() + " " + path(route) + " HTTP/1.1\r\n" + host() + bearer()
                        + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + chunk.repeat(20) + "0\r\n\r\n");
    }

    /** What is wrong where a token is needed. */
    private static List<Wrong> withoutRight() {
        return List.of(
                new Wrong("no token", 401, "rest.token-missing", route -> with(route, "", new String[0])),
                new Wrong(
                        "other cookie",
                        401,
                        "rest.token-missing",
                        route -> with(route, "", "Cookie: handfast-1=" + SECRET)));
    }

    /** Counted: answered by 401 at first, then by 429. */
    private static List<Wrong> withWrongToken() {
        return List.of(
                new Wrong("wrong token", 401, "", route -> with(route, "", "Authorization: Bearer " + SECRET)),
                new Wrong("empty token", 401, "", route -> with(route, "", "Authorization: Bearer ")),
                new Wrong("no scheme", 401, "", route -> with(route, "", "Authorization: " + scene.token())),
                new Wrong("basic", 401, "", route -> with(route, "", "Authorization: Basic eDp5")),
                new Wrong("two tokens", 401, "", route -> with(route, "", bearer(), bearer())),
                new Wrong("longer token", 401, "", route -> with(route, "", bearer() + "x")),
                new Wrong(
                        "shorter token",
                        401,
                        "",
                        route -> with(route, "", bearer().substring(0, bearer().length() - 1))),
                new Wrong(
                        "wrong session",
                        401,
                        "",
                        route -> with(route, "", "Cookie: handfast-" + scene.port() + "=" + SECRET)),
                new Wrong(
                        "endless token",
                        401,
                        "",
                        route -> with(route, "", "Authorization: Bearer " + "x".repeat(5000))));
    }

    /** What is wrong with an SKI. */
    private static List<Wrong> otherSki() {
        return List.of(
                new Wrong(
                        "short SKI",
                        400,
                        "rest.ski",
                        route -> at(route, path(route).replace(SKI, "abcd"))),
                new Wrong(
                        "long SKI",
                        400,
                        "rest.ski",
                        route -> at(route, path(route).replace(SKI, SKI + "a"))),
                new Wrong(
                        "no hexadecimal",
                        400,
                        "rest.ski",
                        route -> at(route, path(route).replace(SKI, "z".repeat(40)))),
                new Wrong(
                        "grouped SKI",
                        400,
                        "rest.ski",
                        route -> at(route, path(route).replace(SKI, "abab-" + "ab".repeat(18)))),
                new Wrong(
                        "encoded slash",
                        404,
                        "rest.path",
                        route -> at(route, path(route).replace(SKI, SKI + "%2F"))),
                new Wrong(
                        "encoded letter",
                        404,
                        "rest.path",
                        route -> at(route, path(route).replace(SKI, "%61b" + "ab".repeat(19)))),
                new Wrong(
                        "dots", 404, "rest.path", route -> at(route, path(route).replace(SKI, "../" + SKI))),
                new Wrong(
                        "NUL", 404, "rest.path", route -> at(route, path(route).replace(SKI, SKI + "%00"))),
                new Wrong(
                        "no SKI",
                        404,
                        "rest.path",
                        route -> at(route, path(route).replace(SKI, ""))));
    }

    @TestFactory
    List<DynamicTest> givenARoute_whenAskedWrongly_thenAProblemAndNothingChanged() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Route route : scene.server().routes()) {
            List<Wrong> wrongs = new ArrayList<>(always());
            if (route.access() == Route.Access.TOKEN) {
                wrongs.addAll(withoutRight());
                wrongs.addAll(withWrongToken());
            }
            if (route.path().contains("{ski}")) {
                wrongs.addAll(otherSki());
            }
            wrongs.forEach(wrong -> tests.add(DynamicTest.dynamicTest(
                    route.method() + " " + route.path() + ": " + wrong.name(), () -> check(route, wrong))));
        }
        return tests;
    }

    private static void check(Route route, Wrong wrong) throws IOException {
        List<String> before = state();
        HttpText.Response response = wrong.ask().of(route);
        boolean counted = wrong.code().isEmpty();
        if (counted) {
            assertThat(response.text("code")).isIn("rest.token-wrong", "rest.throttled");
            assertThat(response.status()).isIn(401, 429);
        } else {
            assertThat(response.status()).as(response.body()).isEqualTo(wrong.status());
            assertThat(response.text("code")).isEqualTo(wrong.code());
        }
        assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(response.body()).doesNotContain(SECRET, scene.token(), "Exception", "\tat ");
        requireSecure(response);
        assertThat(state()).isEqualTo(before);
    }

    private static void requireSecure(HttpText.Response response) {
        assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
        assertThat(response.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(response.header("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'");
        assertThat(response.headers()).doesNotContainKey("access-control-allow-origin");
    }

    /** All that a call could have changed. */
    private static List<String> state() throws IOException {
        Path trust = scene.hub().trustFile();
        return List.of(
                scene.hub().hub().devices().toString(),
                scene.hub().hub().limits().toString(),
                Files.exists(trust) ? Files.readString(trust) : "",
                scene.get("/api/v1/auto-accept").text("open"));
    }

    @TestFactory
    List<DynamicTest> givenAPath_whenAskedByAnotherMethod_thenTheAllowedOnesAreNamed() {
        List<DynamicTest> tests = new ArrayList<>();
        Map<String, List<Route>> paths =
                scene.server().routes().stream().collect(java.util.stream.Collectors.groupingBy(Route::path));
        paths.forEach((path, routes) -> List.of("HEAD", "OPTIONS", "PATCH", "TRACE", "get", "X-ANY")
                .forEach(method -> tests.add(DynamicTest.dynamicTest(method + " " + path, () -> {
                    HttpText.Response response = scene.call(method, filled(path), "");
                    assertThat(response.status()).isEqualTo(405);
                    for (Route route : routes) {
                        assertThat(response.header("Allow")).contains(route.method());
                    }
                }))));
        return tests;
    }

    @TestFactory
    List<DynamicTest> givenNoRoute_whenAsked_thenThereIsNothing() {
        return List.of(
                        "/api",
                        "/api/",
                        "/api/v1",
                        "/api/v2/hub",
                        "/api/v1/hub/",
                        "//api/v1/hub",
                        "/api/v1//hub",
                        "/api/v1/../v1/hub",
                        "/api/v1/hub;x=1",
                        "/api/v1/hub%00",
                        "/api/v1/hub%2e",
                        "/console.token",
                        "/../console.token",
                        "/data/trusted_devices.json",
                        "/%2e%2e/console.token",
                        "/a.class")
                .stream()
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    HttpText.Response response = scene.get(path);
                    assertThat(response.status()).isEqualTo(404);
                    assertThat(response.text("code")).isEqualTo("rest.path");
                    requireSecure(response);
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> givenAMember_whenItsValueIsNoGood_thenItIsNamed() {
        List<DynamicTest> tests = new ArrayList<>();
        Map<String, List<String>> bad = Map.of(
                "name",
                        List.of(
                                "1",
                                "null",
                                "\"\"",
                                "[]",
                                "\"" + "x".repeat(65) + "\"",
                                "\"a\\u0000b\"",
                                "\"a\\u202eb\""),
                "expected", List.of("1", "null", "\"maybe\"", "\"TRUSTED\""),
                "pin",
                        List.of(
                                "1",
                                "null",
                                "\"\"",
                                "\"1234567\"",
                                "\"12345678901234567\"",
                                "\"1234567g\"",
                                "\"1234 5678\""),
                "token", List.of("1", "null", "\"\"", "[]"),
                "lastingMs", List.of("0", "-1", "999", "120001", "1.5", "1e400", "\"1000\"", "null"),
                "maxConnections", List.of("0", "-1", "100001", "1.5", "1e999999999", "\"10\"", "null", "true"),
                "maxUnknown", List.of("-1", "100001", "0.5", "\"10\""));
        for (Route route : scene.server().routes()) {
            for (String member : route.members()) {
                for (String value : bad.getOrDefault(member, List.of())) {
                    String others = member.equals("maxUnknown") ? "\"maxConnections\": 5, " : "";
                    String body = "{" + others + "\"" + member + "\": " + value + "}";
                    tests.add(DynamicTest.dynamicTest(route.method() + " " + route.path() + " " + body, () -> {
                        List<String> before = state();
                        HttpText.Response response = with(route, body, bearer());
                        assertThat(response.status()).as(response.body()).isEqualTo(400);
                        assertThat(response.text("member")).isEqualTo(member);
                        assertThat(state()).isEqualTo(before);
                    }));
                }
            }
        }
        return tests;
    }

    @Test
    void givenTextThatIsNoHttp_whenSent_thenItIsAnsweredOrClosedAndTheServerLives() throws IOException {
        for (String text : List.of(
                "\r\n\r\n",
                "GET\r\n\r\n",
                "GET /\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n",
                "GET http://[ HTTP/1.1\r\n\r\n",
                "GET mailto:x HTTP/1.1\r\n\r\n",
                "GET * HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nBad Header\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n")) {
            HttpText.Response response = HttpText.exchange(scene.port(), text);
            assertThat(response.status()).as(text).isIn(0, 400, 404, 421);
            assertThat(response.body()).doesNotContain("\tat ", scene.token());
        }
        assertThat(scene.get("/api/v1/hub").status()).isEqualTo(200);
    }

    @Test
    void givenAProxyRequest_whenSent_thenItIsRefused() throws IOException {
        HttpText.Response response = scene.call("GET", "http://127.0.0.1:" + scene.port() + "/api/v1/hub", "");
        assertThat(response.text("code")).isEqualTo("rest.host");
    }
}
