// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.decred.wire.message.Services;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.Blame;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.SystemTime;
import io.handfast.testkit.SeededEntropy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our question and a seeder's answers over real HTTP on loopback. */
class SeederTest {
    final Environment environment = Environment.of(new SystemTime(), new SeededEntropy(1));
    final Scope scope = new Scope("test", environment.time());
    final AtomicReference<TinyHttpServer.Script> script = new AtomicReference<>(_ -> {});
    final TinyHttpServer server =
            new TinyHttpServer(environment.time(), out -> script.get().answer(out));

    @AfterEach
    void stop() throws Exception {
        server.close();
        scope.cancel();
        assertThat(scope.join(environment.time().in(Duration.ofSeconds(5)))).isTrue();
        environment.close();
    }

    void answer(int status, String body) {
        script.set(out -> TinyHttpServer.send(out, status, body));
    }

    HttpsSeeder seeder(SeederQuery query) {
        return new HttpsSeeder(server.address(), query, environment);
    }

    /** What the question is asked in. */
    String version() {
        return "HTTP/1.1";
    }

    Deadline soon() {
        return environment.time().in(Duration.ofSeconds(20));
    }

    List<SeenAddress> ask() throws HandshakeException {
        return seeder(SeederQuery.USUAL).ask(soon(), scope);
    }

    HandshakeException failure() {
        return catchThrowableOfType(HandshakeException.class, this::ask);
    }

    @Test
    void givenASeeder_whenAsked_thenItsNodesSeenThreeToSevenDaysAgo() throws Exception {
        answer(200, """
                {"host":"1.2.3.4:9108","services":1,"pver":11}
                {"host":"[2620:100::1]:9999","services":5,"pver":12,"more":{"than":["we","know"]}}
                {"services":18446744073709551615,"host":"5.6.7.8:9108"}
                """);
        Instant before = environment.time().wallClock();
        List<SeenAddress> seen = ask();

        assertThat(server.asked()).isEqualTo("GET /api/addrs?services=1 " + version());
        assertThat(seen)
                .extracting(address -> address.address().toString())
                .containsExactly("1.2.3.4:9108", "[2620:100::1]:9999", "5.6.7.8:9108");
        assertThat(seen)
                .extracting(SeenAddress::services)
                .containsExactly(new Services(1), new Services(5), new Services(-1));
        assertThat(seen)
                .allSatisfy(address -> assertThat(address.lastSeen())
                        .isBetween(
                                before.minus(Duration.ofDays(7)),
                                before.minus(Duration.ofDays(3)).plusSeconds(60)));
    }

    @Test
    void givenConditions_whenAsked_thenTheyStandInTheQuestion() throws Exception {
        answer(200, "{\"host\":\"1.2.3.4:9108\",\"services\":1,\"pver\":11}");
        seeder(new SeederQuery(6, 12, new Services(5), 1, 100)).ask(Deadline.NEVER, scope);

        assertThat(server.asked()).isEqualTo("GET /api/addrs?ipversion=6&pver=12&services=5 " + version());
    }

    @Test
    void givenMoreThanSixteenNodes_whenAsked_thenSixteenAreRead() throws Exception {
        answer(200, nodes(17, 1) + "what comes later is not looked at\n");

        assertThat(ask()).hasSize(16);
    }

    @Test
    void givenMoreThanTheBytesAllowed_whenAsked_thenTheLineTheyCutIsLeftOut() throws Exception {
        answer(200, nodes(60, 300));

        assertThat(ask()).hasSize(4096 / nodes(1, 300).length());
    }

    private static String nodes(int count, int padding) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format(
                        "{\"host\":\"1.2.3.%d:9108\",\"services\":1,\"pver\":11,\"x\":\"%s\"}%n",
                        100 + i, "x".repeat(padding)))
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"host\":\"1.2.3.4:9108\",\"services\":1,\"pver\":11}]",
                "<html>",
                "{\"host\":\"example.org:9108\",\"services\":1,\"pver\":11}",
                "{\"host\":\"pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:9108\",\"services\":1}",
                "{\"host\":\"1.2.3.4\",\"services\":1,\"pver\":11}",
                "{\"host\":\"1.2.3.4:9108\",\"services\":-1,\"pver\":11}",
                "{\"host\":\"1.2.3.4:9108\",\"services\":18446744073709551616,\"pver\":11}",
                "{\"host\":\"1.2.3.4:9108\",\"services\":1,\"pver\":\"11\"}",
                "{\"host\":\"1.2.3.4:9108\",\"pver\":11}",
                "{\"host\":\"1.2.3.4:9108\",\"services\":1,\"pver\":11} {}",
                "{\"host\":\"1.2.3.4:9108\",\"host\":\"1.2.3.5:9108\",\"services\":1}",
            })
    void givenALineThatIsNone_whenAsked_thenTheSeederHasFailedAndTheLineIsNamed(String line) {
        answer(200, "{\"host\":\"1.2.3.4:9108\",\"services\":1,\"pver\":11}\n" + line + "\n");
        HandshakeException failure = failure();

        assertThat(failure.code()).isEqualTo(AddressFailure.SEEDER_MALFORMED);
        assertThat(failure.got()).startsWith("line 2: ");
        assertThat(failure.blame()).isEqualTo(Blame.PEER);
    }

    @ParameterizedTest
    @CsvSource({"500,decred.seeder.refused", "302,decred.seeder.refused", "404,decred.seeder.refused"})
    void givenAnotherStatus_whenAsked_thenRefused(int status, String code) {
        answer(status, "");

        assertThat(failure().code().code()).isEqualTo(code);
        assertThat(failure().got()).isEqualTo("status " + status);
    }

    @Test
    void givenNobody_whenAsked_thenEmpty() {
        answer(200, "\n");

        assertThat(failure().code()).isEqualTo(AddressFailure.SEEDER_EMPTY);
    }

    @Test
    void givenAClosedPort_whenAsked_thenUnreachable() {
        server.close();

        assertThat(failure().code()).isEqualTo(AddressFailure.SEEDER_UNREACHABLE);
        assertThat(failure().got()).isNotBlank();
    }

    private void beSilent(boolean headersFirst, Runnable then) {
        script.set(out -> {
            if (headersFirst) {
                out.write("HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
            then.run();
            server.beSilent();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givenASilentSeeder_whenTheDeadlinePasses_thenTimedOut(boolean headersFirst) {
        beSilent(headersFirst, () -> {});
        Deadline soon = environment.time().in(Duration.ofMillis(300));
        HandshakeException failure = catchThrowableOfType(
                HandshakeException.class, () -> seeder(SeederQuery.USUAL).ask(soon, scope));

        assertThat(failure.code()).isEqualTo(AddressFailure.SEEDER_TIMED_OUT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givenASilentSeeder_whenTheScopeIsCancelled_thenTheQuestionEnds(boolean headersFirst) {
        beSilent(headersFirst, scope::cancel);
        HandshakeException failure = catchThrowableOfType(
                HandshakeException.class, () -> seeder(SeederQuery.USUAL).ask(Deadline.NEVER, scope));

        assertThat(failure.code().code()).isEqualTo("engine.cancelled");
    }

    @Test
    void givenAnAnswerThatIsCutOff_whenAsked_thenUnreachable() {
        script.set(
                out -> out.write("HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\n{".getBytes(StandardCharsets.US_ASCII)));

        assertThat(failure().code()).isEqualTo(AddressFailure.SEEDER_UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x", "nonsense", "http:///x", "file:/x"})
    void givenNoAddressOfTheWeb_whenMade_thenRefused(String base) {
        assertThat(catchThrowableOfType(
                        IllegalArgumentException.class,
                        () -> new HttpsSeeder(URI.create(base), SeederQuery.USUAL, environment)))
                .isNotNull();
    }
}
