// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.message.Services;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.PeerRefused;
import io.handfast.engine.failure.TimedOut;
import io.handfast.engine.time.Deadline;
import io.handfast.testkit.SeededEntropy;
import io.handfast.testkit.VirtualTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedersTest {
    private static final PeerAddress ONE = PeerAddress.parse("12.1.0.1:9108");

    private final VirtualTime time = new VirtualTime();

    /** What a seeder does when asked for the nth time. */
    @FunctionalInterface
    private interface Script {
        List<SeenAddress> answer(int attempt, Deadline by, Scope scope) throws HandshakeException;
    }

    private static final class Scripted implements Seeder {
        private final String name;
        private final Script script;
        private final List<Deadline> askedUntil = new ArrayList<>();

        Scripted(String name, Script script) {
            this.name = name;
            this.script = script;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<SeenAddress> ask(Deadline by, Scope scope) throws HandshakeException {
            askedUntil.add(by);
            return script.answer(askedUntil.size(), by, scope);
        }
    }

    private SeenAddress seen(PeerAddress address) {
        return new SeenAddress(address, Services.NODE_NETWORK, time.wallClock());
    }

    private static PeerRefused refused() {
        return new PeerRefused(AddressFailure.SEEDER_REFUSED, "seeder-http", "status 200", "status 500");
    }

    private List<SeenAddress> silent(Deadline by, Scope scope) throws HandshakeException {
        Inbox<Object> nothing = new Inbox<>(time, 0);
        try (Scope.Registration _ = scope.onCancel(nothing::cancel)) {
            nothing.await(by);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw new TimedOut(AddressFailure.SEEDER_TIMED_OUT, "seeder-http", "an answer", "none");
    }

    @Test
    void givenGoodAndBadSeeders_whenAsked_thenAllAtOnceAndEachHasItsOutcome() throws Exception {
        time.run(() -> {
            try (Environment environment = Environment.of(time, new SeededEntropy(1))) {
                Scope scope = new Scope("seeding", time);
                Seeders seeders = new Seeders(
                        List.of(
                                new Scripted("slow", (_, by, in) -> silent(by, in)),
                                new Scripted("slow too", (_, by, in) -> silent(by, in)),
                                new Scripted("bad", (_, _, _) -> {
                                    throw refused();
                                }),
                                new Scripted("good", (_, _, _) -> List.of(seen(ONE)))),
                        environment);
                SeederHarvest harvest = seeders.ask(scope);

                assertThat(time.nanos()).isEqualTo(Duration.ofMinutes(1).toNanos());
                assertThat(harvest.answers()).containsOnlyKeys("good");
                assertThat(harvest.failureCodes())
                        .containsEntry("slow", "decred.seeder.timed-out")
                        .containsEntry("slow too", "decred.seeder.timed-out")
                        .containsEntry("bad", "decred.seeder.refused")
                        .hasSize(3);
                AddressBook book = new AddressBook(Network.MAINNET, BookLimits.usual(Network.MAINNET), time);
                assertThat(harvest.into(book)).isEqualTo(1);
                assertThat(book.entry(ONE).orElseThrow().source()).isEqualTo("good");
            }
        });
        assertThat(time.leftovers()).isEmpty();
    }

    @Test
    void givenSeedersThatAllFail_whenAskedUntilAnswered_thenAgainAfterOneToTenSeconds() throws Exception {
        List<Long> at = new ArrayList<>();
        time.run(() -> {
            try (Environment environment = Environment.of(time, new SeededEntropy(1))) {
                Scripted seeder = new Scripted("s", (attempt, _, _) -> {
                    at.add(time.nanos());
                    if (attempt < 7) {
                        throw refused();
                    }
                    return List.of(seen(ONE));
                });
                SeederHarvest harvest =
                        new Seeders(List.of(seeder), environment).askUntilAnswered(new Scope("seeding", time), 100);
                assertThat(harvest.answers()).hasSize(1);
            }
        });
        assertThat(at).hasSize(7);
        for (int i = 1; i < at.size(); i++) {
            assertThat(Duration.ofNanos(at.get(i) - at.get(i - 1)))
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
        }
    }

    @Test
    void givenOneThatAnswers_whenAskedUntilAnswered_thenOthersAreNotAskedAgain() throws Exception {
        time.run(() -> {
            try (Environment environment = Environment.of(time, new SeededEntropy(1))) {
                Scripted bad = new Scripted("bad", (_, _, _) -> {
                    throw refused();
                });
                Scripted good = new Scripted("good", (_, _, _) -> List.of(seen(ONE)));
                new Seeders(List.of(bad, good), environment).askUntilAnswered(new Scope("seeding", time), 100);
                assertThat(bad.askedUntil).hasSize(1);
                assertThat(good.askedUntil).hasSize(1);
            }
        });
    }

    @Test
    void givenSilentSeeders_whenTheScopeIsCancelled_thenNobodyIsLeft() throws Exception {
        time.run(() -> {
            try (Environment environment = Environment.of(time, new SeededEntropy(1))) {
                Scope scope = new Scope("seeding", time);
                Seeders seeders = new Seeders(
                        List.of(new Scripted("slow", (_, _, in) -> silent(Deadline.NEVER, in))), environment);
                time.enrol("canceller", () -> {
                    time.pass(Duration.ofSeconds(3));
                    scope.cancel();
                });
                assertThat(catchThrowableOfType(Cancelled.class, () -> seeders.askUntilAnswered(scope, 9)))
                        .isNotNull();
                assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(3).toNanos());
                assertThat(scope.join(time.in(Duration.ofSeconds(1)))).isTrue();
            }
        });
        assertThat(time.leftovers()).isEmpty();
    }

    @Test
    void givenADnsSeed_whenAsked_thenItsAddressesOnTheUsualPort() throws Exception {
        time.run(() -> {
            try (Environment environment = Environment.of(time, new SeededEntropy(1))) {
                DnsSeeder seeder = new DnsSeeder(
                        "seed.example",
                        Network.TESTNET3,
                        name -> new InetAddress[] {
                            InetAddress.ofLiteral("12.1.0.1"), InetAddress.ofLiteral("2620:100::1")
                        },
                        environment);
                List<SeenAddress> seen = seeder.ask(time.in(Duration.ofSeconds(1)), new Scope("s", time));

                assertThat(seeder.name()).isEqualTo("seeder dns:seed.example");
                assertThat(seen)
                        .extracting(address -> address.address().toString())
                        .containsExactly("12.1.0.1:19108", "[2620:100::1]:19108");
            }
        });
    }

    @Test
    void givenADnsSeedThatIsGone_whenAsked_thenUnreachable() throws Exception {
        time.run(() -> {
            try (Environment environment = Environment.of(time, new SeededEntropy(1))) {
                DnsSeeder seeder = new DnsSeeder(
                        "seed.example",
                        Network.MAINNET,
                        name -> {
                            throw new UnknownHostException(name);
                        },
                        environment);
                assertThat(catchThrowableOfType(
                                        HandshakeException.class,
                                        () -> seeder.ask(time.in(Duration.ofSeconds(1)), new Scope("s", time)))
                                .code())
                        .isEqualTo(AddressFailure.SEEDER_UNREACHABLE);
            }
        });
    }

    @Test
    void givenTheNetworks_whenAskedForSeeders_thenSimulationsHaveNone() {
        assertThat(KnownSeeders.https(Network.MAINNET)).hasSize(4).contains("mainnet-seed-1.decred.org");
        assertThat(KnownSeeders.https(Network.TESTNET3)).hasSize(3);
        assertThat(KnownSeeders.dns(Network.MAINNET)).contains("mainnet-seed.decred.org");
        assertThat(KnownSeeders.https(Network.SIMNET)).isEmpty();
        assertThat(KnownSeeders.dns(Network.REGNET)).isEmpty();
    }
}
