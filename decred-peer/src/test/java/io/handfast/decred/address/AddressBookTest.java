// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.message.Services;
import io.handfast.engine.EngineFailure;
import io.handfast.testkit.SeededEntropy;
import io.handfast.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AddressBookTest {
    private static final AddressPicker.Taken NOBODY = new AddressPicker.Taken(Set.of(), Set.of());
    private static final PeerAddress ONE = PeerAddress.parse("12.1.0.1:9108");
    private static final PeerAddress TWO = PeerAddress.parse("12.2.0.1:9108");
    private static final AddressEntry.Node NODE = new AddressEntry.Node(Services.NODE_NETWORK, 11, "/dcrd:2.1.6/");

    private final VirtualTime time = new VirtualTime();
    private final AddressBook book = book(BookLimits.usual(Network.MAINNET));

    private AddressBook book(BookLimits limits) {
        return new AddressBook(Network.MAINNET, limits, time);
    }

    private AddressPicker picker(AddressBook from) {
        return new AddressPicker(from, new AddressPicker.Reach(false), time, new SeededEntropy(7));
    }

    private Instant now() {
        return time.wallClock();
    }

    private SeenAddress seen(PeerAddress address) {
        return new SeenAddress(address, Services.NODE_NETWORK, now().minus(Duration.ofHours(1)));
    }

    private List<SeenAddress> seen(String pattern, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> seen(PeerAddress.parse(String.format(pattern, i))))
                .toList();
    }

    @Test
    void givenAddresses_whenLearnt_thenThoseThatCannotBeReachedAreLeftOut() {
        int added = book.learn(
                List.of(seen(ONE), seen(PeerAddress.parse("10.0.0.1:9108")), seen(ONE), seen(TWO)), "12.9.0.0/16");

        assertThat(added).isEqualTo(2);
        assertThat(book.entries()).extracting(AddressEntry::address).containsExactly(ONE, TWO);
        assertThat(book.entry(ONE).orElseThrow().source()).isEqualTo("12.9.0.0/16");
    }

    @Test
    void givenASimulation_whenLearnt_thenLocalAddressesAreWelcome() {
        AddressBook simulated = new AddressBook(Network.SIMNET, BookLimits.usual(Network.SIMNET), time);

        assertThat(simulated.learn(seen("127.0.0.1:%d", 20_000, 20_500), "local"))
                .isEqualTo(500);
    }

    @Test
    void givenTimes_whenLearnt_thenTheFutureIsSetBackAndTheOldLeftOut() {
        Instant future = now().plus(Duration.ofMinutes(11));
        Instant nearly = now().plus(Duration.ofMinutes(10));
        Instant old = now().minus(Duration.ofDays(31));
        book.learn(
                List.of(
                        new SeenAddress(ONE, Services.NONE, future),
                        new SeenAddress(TWO, Services.NONE, nearly),
                        new SeenAddress(PeerAddress.parse("12.3.0.1:9108"), Services.NONE, old)),
                "x");

        assertThat(book.entry(ONE).orElseThrow().lastSeen()).isEqualTo(now().minus(Duration.ofDays(5)));
        assertThat(book.entry(TWO).orElseThrow().lastSeen()).isEqualTo(nearly);
        assertThat(book.size()).isEqualTo(2);
    }

    @Test
    void givenAFlood_whenLearnt_thenGroupAndSourceHaveTheirShares() {
        AddressBook small = book(new BookLimits(1_000, 10, 50, true));

        assertThat(small.learn(seen("12.1.1.%d:9108", 1, 200), "a")).isEqualTo(10);
        assertThat(small.learn(seen("12.%d.1.1:9108", 2, 200), "a")).isEqualTo(40);
        assertThat(small.learn(seen("13.%d.1.1:9108", 2, 200), "b")).isEqualTo(50);
    }

    @Test
    void givenAFullBook_whenMoreCome_thenTheWorstMakeRoomAndTheTestedStay() {
        AddressBook small = book(new BookLimits(100, 100, 100, true));
        small.learn(List.of(seen(ONE)), AddressEntry.STATIC);
        small.learn(List.of(seen(TWO)), "a");
        small.succeeded(TWO, NODE);
        small.learn(seen("12.3.1.%d:9108", 0, 97), "b");
        PeerAddress banned = PeerAddress.parse("12.4.0.1:9108");
        small.learn(List.of(new SeenAddress(banned, Services.NONE, now().minus(Duration.ofDays(29)))), "c");
        small.ban(banned.host(), Duration.ofHours(24), "lied");

        small.learn(seen("14.%d.1.1:9108", 0, 200), "d");

        assertThat(small.size()).isEqualTo(100);
        assertThat(small.entries())
                .filteredOn(entry -> entry.source().equals("b"))
                .as("a flood takes half at most")
                .hasSizeBetween(48, 50);
        assertThat(small.entry(ONE)).isPresent();
        assertThat(small.entry(TWO)).isPresent();
        assertThat(small.entry(banned)).isPresent();
    }

    @Test
    void givenFailures_whenCounted_thenBackoffGrowsToFiveMinutesAndBadComesAtThree() {
        book.learn(List.of(seen(ONE)), "a");
        for (int n = 1; n <= 70; n++) {
            book.failed(ONE, EngineFailure.CONNECTION_REFUSED);
            AddressEntry entry = book.entry(ONE).orElseThrow();
            assertThat(Duration.between(now(), entry.due(now()))).isEqualTo(Duration.ofSeconds(Math.min(300, 5 * n)));
            assertThat(entry.isBad(now())).isEqualTo(n >= 3);
            assertThat(entry.lastFailure().orElseThrow().code()).isEqualTo("net.connection-refused");
        }
    }

    @Test
    void givenAFriend_whenItFails_thenItIsBadAfterFiveFailuresInSevenDays() throws Exception {
        time.run(() -> {
            book.learn(List.of(seen(ONE)), "a");
            book.succeeded(ONE, NODE);
            for (int n = 0; n < 10; n++) {
                book.failed(ONE, EngineFailure.CONNECTION_REFUSED);
            }
            time.pass(Duration.ofDays(6));
            assertThat(book.entry(ONE).orElseThrow().isBad(now())).isFalse();
            time.pass(Duration.ofDays(1));
            assertThat(book.entry(ONE).orElseThrow().isBad(now())).isTrue();
            book.tried(ONE);
            assertThat(book.entry(ONE).orElseThrow().isBad(now())).isFalse(); // under trial
            book.steady(ONE);
            time.pass(Duration.ofDays(29));
            assertThat(book.entry(ONE).orElseThrow().isBad(now())).isFalse();
            time.pass(Duration.ofDays(2));
            assertThat(book.entry(ONE).orElseThrow().isBad(now())).isTrue(); // unseen
        });
    }

    @Test
    void givenAHandshake_whenItSucceeded_thenWhatOthersSayOfTheNodeCountsNoMore() {
        book.learn(List.of(seen(ONE)), "a");
        book.succeeded(ONE, NODE);
        book.learn(List.of(new SeenAddress(ONE, new Services(255), now())), "liar");

        assertThat(book.entry(ONE).orElseThrow().node()).isEqualTo(NODE);
    }

    @Test
    void givenABan_whenPicking_thenAllPortsOfTheHostAreLeftOutUntilItEnds() throws Exception {
        time.run(() -> {
            PeerAddress otherPort = new PeerAddress(ONE.host(), 9109);
            book.learn(List.of(seen(ONE), seen(otherPort)), "a");
            book.ban(ONE.host(), Duration.ofHours(24), "decred.wire.unknown-cmd");

            assertThat(picker(book).pick(NOBODY)).isEmpty();
            assertThat(picker(book).nextDue(NOBODY)).contains(now().plus(Duration.ofHours(24)));
            assertThat(book.entry(otherPort).orElseThrow().ban().orElseThrow().why())
                    .isEqualTo("decred.wire.unknown-cmd");
            time.pass(Duration.ofHours(24));
            assertThat(picker(book).pick(NOBODY)).contains(ONE);
        });
    }

    @Test
    void givenKindsOfAddresses_whenPicking_thenTheBetterKindFirst() {
        PeerAddress oddPort = PeerAddress.parse("12.3.0.1:9999");
        PeerAddress bad = PeerAddress.parse("12.4.0.1:9108");
        PeerAddress recent = PeerAddress.parse("12.5.0.1:9108");
        book.learn(List.of(seen(recent), seen(oddPort), seen(ONE)), "a");
        book.learn(List.of(new SeenAddress(bad, Services.NONE, now().minus(Duration.ofDays(40)))), AddressEntry.STATIC);
        book.tried(recent);

        List<PeerAddress> order = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            picker(book)
                    .pick(new AddressPicker.Taken(Set.copyOf(order), Set.of()))
                    .ifPresent(order::add);
        }
        assertThat(order).containsExactly(ONE, oddPort, bad, recent);
    }

    @Test
    void givenTakenGroups_whenPicking_thenOthersAreTaken() {
        book.learn(List.of(seen(ONE), seen(TWO)), "a");

        assertThat(picker(book).pick(new AddressPicker.Taken(Set.of(), Set.of("12.1.0.0/16"))))
                .contains(TWO);
        assertThat(picker(book).pick(new AddressPicker.Taken(Set.of(TWO), Set.of("12.1.0.0/16"))))
                .isEmpty();
    }

    @Test
    void givenManyAddressesOfOneGroup_whenPicking_thenTheyWeighNoMoreThanOne() {
        book.learn(seen("12.1.1.%d:9108", 0, 250), "a");
        book.learn(List.of(seen(TWO)), "b");
        AddressPicker picker = picker(book);

        long two = IntStream.range(0, 1_000)
                .filter(_ -> picker.pick(NOBODY).orElseThrow().equals(TWO))
                .count();
        assertThat(two).isBetween(400L, 600L);
    }

    @Test
    void givenNoProxy_whenPicking_thenOnionsAreLeftOut() {
        PeerAddress onion = PeerAddress.parse("pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:9108");
        book.learn(List.of(seen(onion)), "a");

        assertThat(picker(book).pick(NOBODY)).isEmpty();
        assertThat(new AddressPicker(book, new AddressPicker.Reach(true), time, new SeededEntropy(7)).pick(NOBODY))
                .contains(onion);
    }
}
