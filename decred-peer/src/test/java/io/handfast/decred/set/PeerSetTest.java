// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.address.AddressBook;
import io.handfast.decred.address.AddressEntry;
import io.handfast.decred.address.AddressFailure;
import io.handfast.decred.address.BookFile;
import io.handfast.decred.address.BookLimits;
import io.handfast.decred.address.PeerAddress;
import io.handfast.decred.address.Seeder;
import io.handfast.decred.address.Seeders;
import io.handfast.decred.address.SeenAddress;
import io.handfast.decred.set.FakeNetwork.Kind;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.message.Services;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.PeerRefused;
import io.handfast.engine.time.Deadline;
import io.handfast.testkit.SeededEntropy;
import io.handfast.testkit.VirtualTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of a set, on virtual time with nodes in memory. */
class PeerSetTest {
    private static final PeerAddress ONE = PeerAddress.parse("12.1.0.1:9108");
    private static final PeerAddress TWO = PeerAddress.parse("12.2.0.1:9108");
    private static final SetSettings USUAL = SetSettings.usual(Network.MAINNET);

    private final VirtualTime time = new VirtualTime();
    private final FakeNetwork network = new FakeNetwork(time);
    private final List<String> heard = new ArrayList<>();
    private final List<Seeder> seeders = new ArrayList<>();
    private final AddressBook book = new AddressBook(Network.MAINNET, BookLimits.usual(Network.MAINNET), time);
    private Optional<BookFile> file = Optional.empty();

    /** What happens while a set runs. */
    @FunctionalInterface
    private interface Course {
        void run(PeerSet set) throws Exception;
    }

    private void run(SetSettings settings, Course course) throws Exception {
        time.run(() -> {
            try (Environment environment = Environment.of(time, new SeededEntropy(3))) {
                PeerSet set = new PeerSet(new PeerSet.Parts(
                        settings, network, book, file, new Seeders(seeders, environment), listener(), environment));
                set.start();
                course.run(set);
                assertThat(set.stop(time.in(Duration.ofSeconds(1)))).isTrue();
            }
        });
        assertThat(time.leftovers()).isEmpty();
        assertThat(network.open).isEmpty();
    }

    private SetListener listener() {
        return new SetListener() {
            @Override
            public void joined(PeerAddress address, Session session) {
                heard.add("joined " + address);
            }

            @Override
            public void left(PeerAddress address, HandshakeException why) {
                heard.add("left " + address + " " + why.code().code());
            }

            @Override
            public void failed(PeerAddress address, HandshakeException why) {
                heard.add("failed " + address + " " + why.code().code());
            }
        };
    }

    private void know(PeerAddress... addresses) {
        for (PeerAddress address : addresses) {
            book.learn(List.of(new SeenAddress(address, Services.NODE_NETWORK, time.wallClock())), "test");
        }
    }

    private static List<PeerAddress> addresses(String pattern, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> PeerAddress.parse(String.format(pattern, i)))
                .toList();
    }

    @Test
    void givenTwoHundredAddressesOfAllKinds_whenRun_thenEightGoodOnesOfEightGroups() throws Exception {
        List<PeerAddress> all = new ArrayList<>();
        List<PeerAddress> good = addresses("12.%d.0.1:9108", 0, 40);
        good.forEach(address -> network.add(Kind.GOOD, address));
        Kind[] others = {Kind.REFUSES, Kind.SILENT, Kind.BREAKS, Kind.SERVES_NOTHING};
        all.addAll(good);
        for (int i = 0; i < others.length; i++) {
            List<PeerAddress> bad = addresses((20 + i) + ".%d.0.1:9108", 0, 40);
            Kind kind = others[i];
            bad.forEach(address -> network.add(kind, address));
            all.addAll(bad);
        }
        assertThat(all).hasSize(200);
        know(all.toArray(PeerAddress[]::new));
        run(USUAL, set -> {
            time.pass(Duration.ofMinutes(5));
            SetState state = set.state();
            assertThat(state.established()).isEqualTo(8);
            assertThat(state.members())
                    .allSatisfy(member -> assertThat(good).contains(member.address()))
                    .allSatisfy(member -> assertThat(member.protocolVersion()).isEqualTo(11));
            assertThat(state.members().stream().map(m -> m.address().group())).doesNotHaveDuplicates();
            assertThat(network.mostUnderWay).isLessThanOrEqualTo(8);
            assertThat(network.attempts.stream().map(FakeNetwork.Attempt::address))
                    .doesNotHaveDuplicates();
            assertThat(set.entries())
                    .filteredOn(entry -> entry.lastTried().isPresent())
                    .hasSize(network.attempts.size());
            assertThat(set.entries())
                    .filteredOn(entry -> entry.ban().isPresent())
                    .isNotEmpty()
                    .allSatisfy(entry -> {
                        assertThat(entry.ban().orElseThrow().why()).isEqualTo("decred.wire.unknown-cmd");
                        assertThat(entry.address().toString()).startsWith("22.");
                    });
        });
    }

    @Test
    void givenOneNodePerGroup_whenMoreAreNeeded_thenNobodyOfATakenGroupIsDialled() throws Exception {
        PeerAddress neighbour = PeerAddress.parse("12.1.255.1:9108");
        know(ONE, neighbour);
        network.add(Kind.GOOD, ONE, neighbour);
        run(USUAL, set -> {
            time.pass(Duration.ofHours(1));
            assertThat(set.state().established()).isEqualTo(1);
            assertThat(network.attempts).hasSize(1);
        });
    }

    @Test
    void givenANodeThatRefuses_whenRun_thenEachWaitIsFiveSecondsLongerUpToFiveMinutes() throws Exception {
        know(ONE);
        run(USUAL, set -> {
            time.pass(Duration.ofHours(6));
            List<Duration> at = network.attemptsAt(ONE);
            assertThat(at).hasSizeGreaterThan(70);
            for (int n = 1; n < at.size(); n++) {
                Duration wait = at.get(n).minus(at.get(n - 1)).minus(FakeNetwork.LATENCY);
                assertThat(wait).isEqualTo(Duration.ofSeconds(Math.min(300, 5 * n)));
            }
            AddressEntry entry = set.entries().getFirst();
            assertThat(entry.lastFailure().orElseThrow().code()).isEqualTo("net.connection-refused");
            assertThat(set.state().nextAttempt()).isEqualTo(entry.notBefore());
        });
    }

    @Test
    void givenManyThatRefuse_whenOneIsWanted_thenAllAreTriedBeforeOneIsTriedAgain() throws Exception {
        List<PeerAddress> all = addresses("12.%d.0.1:9108", 0, 60);
        know(all.toArray(PeerAddress[]::new));
        run(USUAL.withOutbound(1), set -> {
            time.pass(Duration.ofSeconds(6));
            assertThat(network.attempts).hasSize(60);
            assertThat(network.attempts.stream().map(FakeNetwork.Attempt::address))
                    .doesNotHaveDuplicates();
            assertThat(network.mostUnderWay).isEqualTo(1);
        });
    }

    @Test
    void givenANodeThatBreaksTheProtocol_whenDialled_thenItIsLeftOutForADay() throws Exception {
        know(ONE);
        network.add(Kind.BREAKS, ONE);
        run(USUAL, set -> {
            time.pass(Duration.ofHours(24));
            assertThat(network.attempts).hasSize(1);
            time.pass(Duration.ofSeconds(1));
            assertThat(network.attempts).hasSize(2);
        });
    }

    @Test
    void givenANodeThatServesNothing_whenConnected_thenRefusedAndToldWhy() throws Exception {
        know(ONE);
        network.add(Kind.SERVES_NOTHING, ONE);
        run(USUAL, set -> {
            time.pass(Duration.ofSeconds(1));
            assertThat(heard).containsExactly("failed " + ONE + " decred.set.services-missing");
            assertThat(set.state().members()).isEmpty();
            assertThat(network.open).isEmpty();
        });
    }

    @Test
    void givenAConnectionThatEnds_whenAnotherIsKnown_thenItIsReplaced() throws Exception {
        know(ONE, TWO);
        network.add(Kind.GOOD, ONE, TWO);
        run(USUAL.withOutbound(1), set -> {
            time.pass(Duration.ofMinutes(2));
            PeerAddress first = set.state().members().getFirst().address();
            network.open.getFirst().endByPeer();
            time.pass(Duration.ofSeconds(1));
            PeerAddress second = set.state().members().getFirst().address();
            assertThat(List.of(first, second)).containsExactlyInAnyOrder(ONE, TWO);
            assertThat(heard)
                    .containsExactly("joined " + first, "left " + first + " net.ended-by-peer", "joined " + second);
            assertThat(book.entry(first).orElseThrow().failures()).isEqualTo(1); // it had lasted
        });
    }

    @Test
    void givenANodeThatHangsUpAtOnce_whenRun_thenItIsDialledEverMoreSeldom() throws Exception {
        know(ONE);
        network.add(Kind.FLAPS, ONE, List.of(TWO));
        run(USUAL.withOutbound(1), set -> {
            book.ban(TWO.host(), Duration.ofDays(1), "not part of this");
            time.pass(Duration.ofMinutes(5));
        });
        List<Duration> at = network.attemptsAt(ONE);
        for (int n = 1; n < at.size(); n++) {
            assertThat(at.get(n).minus(at.get(n - 1)))
                    .isEqualTo(FakeNetwork.LATENCY.plus(FakeNetwork.FLAP).plus(Duration.ofSeconds(5L * n)));
        }
        assertThat(at).hasSizeBetween(8, 12);
    }

    @Test
    void givenOneFirstAddress_whenRun_thenTheOthersAreLearntByAsking() throws Exception {
        List<PeerAddress> all = addresses("12.%d.0.1:9108", 0, 30);
        List<PeerAddress> lies = addresses("10.%d.0.1:9108", 0, 200); // nobody can be there
        List<PeerAddress> told = new ArrayList<>(all);
        told.addAll(lies);
        all.forEach(address -> network.add(Kind.GOOD, address, told));
        know(all.getFirst());
        run(USUAL, set -> {
            time.pass(Duration.ofSeconds(5));
            assertThat(set.state().established()).isEqualTo(8);
            assertThat(set.state().addresses()).isEqualTo(30);
            assertThat(network.open)
                    .allSatisfy(session -> assertThat(session.asked).isEqualTo(1));
        });
    }

    @Test
    void givenABookWithEnough_whenRun_thenNobodyIsAsked() throws Exception {
        know(ONE);
        network.add(Kind.GOOD, ONE);
        SetSettings content = new SetSettings(
                1,
                1,
                Services.NODE_NETWORK,
                true,
                false,
                USUAL.ban(),
                USUAL.lasting(),
                1,
                0,
                USUAL.seedEvery(),
                USUAL.storeEvery());
        run(content, set -> {
            time.pass(Duration.ofMinutes(5));
            assertThat(network.open)
                    .singleElement()
                    .satisfies(session -> assertThat(session.asked).isZero());
        });
    }

    @Test
    void givenAnApplicationThatCatchesALiar_whenItBans_thenTheConnectionEndsAndStaysEnded() throws Exception {
        know(ONE);
        network.add(Kind.GOOD, ONE);
        run(USUAL, set -> {
            time.pass(Duration.ofSeconds(1));
            set.ban(ONE, "headers without work");
            time.pass(Duration.ofHours(23));
            assertThat(set.state().members()).isEmpty();
            assertThat(network.attempts).hasSize(1);
            assertThat(heard).containsExactly("joined " + ONE, "left " + ONE + " decred.set.banned");
            assertThat(book.entry(ONE).orElseThrow().ban().orElseThrow().why()).isEqualTo("headers without work");
        });
    }

    @Test
    void givenSilentNodes_whenStoppedInBetween_thenAtOnceAndNothingIsBlamed() throws Exception {
        know(ONE, TWO);
        network.add(Kind.SILENT, ONE, TWO);
        run(USUAL, set -> {
            time.pass(Duration.ofSeconds(3));
            assertThat(set.state().members())
                    .extracting(SetState.Member::stage)
                    .containsExactly(SetState.Stage.DIALLING, SetState.Stage.DIALLING);
        });
        assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(3).toNanos());
        assertThat(heard).isEmpty();
        assertThat(book.entries())
                .allSatisfy(entry -> assertThat(entry.failures()).isZero());
    }

    @Test
    void givenAFile_whenStopped_thenTheNextSetKnowsWhatThisOneKnew(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("book");
        file = Optional.of(new BookFile(path, time));
        know(ONE, TWO);
        network.add(Kind.GOOD, ONE);
        run(USUAL, set -> time.pass(Duration.ofMinutes(3)));

        AddressBook again = new AddressBook(Network.MAINNET, BookLimits.usual(Network.MAINNET), time);
        new BookFile(path, time).read(again);
        assertThat(again.entries()).isEqualTo(book.entries());
        assertThat(again.entry(ONE).orElseThrow().node().userAgent()).isEqualTo("/fake:1.0/");
        assertThat(again.entry(TWO).orElseThrow().lastFailure()).isPresent();
    }

    @Test
    void givenAFileThatCannotBeWritten_whenRun_thenItIsToldAndTriedAgain(@TempDir Path folder) throws Exception {
        Path missing = folder.resolve("missing");
        file = Optional.of(new BookFile(missing.resolve("book"), time));
        know(ONE);
        run(USUAL, set -> {
            time.pass(Duration.ofSeconds(61));
            assertThat(set.state().notStored().orElseThrow())
                    .contains(AddressFailure.BOOK_NOT_STORED.code())
                    .contains(missing.toString());
            Files.createDirectory(missing);
            time.pass(Duration.ofSeconds(61));
            assertThat(set.state().notStored()).isEmpty();
            assertThat(missing.resolve("book")).exists();
        });
    }

    @Test
    void givenSeedersThatFailAtFirst_whenRun_thenTheyAreAskedAgainUntilOneAnswers() throws Exception {
        List<Duration> asked = new ArrayList<>();
        seeders.add(new Seeder() {
            @Override
            public String name() {
                return "seeder s";
            }

            @Override
            public List<SeenAddress> ask(Deadline by, Scope scope) throws HandshakeException {
                asked.add(Duration.ofNanos(time.nanos()));
                if (asked.size() < 3) {
                    throw new PeerRefused(AddressFailure.SEEDER_REFUSED, "seeder-http", "status 200", "status 500");
                }
                return List.of(new SeenAddress(ONE, Services.NODE_NETWORK, time.wallClock()));
            }
        });
        network.add(Kind.GOOD, ONE);
        run(USUAL, set -> {
            time.pass(Duration.ofMillis(500));
            assertThat(set.state().seederFailures()).containsEntry("seeder s", "decred.seeder.refused");
            time.pass(Duration.ofSeconds(25));
            assertThat(asked).hasSize(3);
            assertThat(set.state().established()).isEqualTo(1);
            assertThat(set.state().seederFailures()).isEmpty();
            assertThat(set.entries().getFirst().source()).isEqualTo("seeder s");
            time.pass(Duration.ofMinutes(10));
            assertThat(asked).hasSize(4); // still few
        });
    }
}
