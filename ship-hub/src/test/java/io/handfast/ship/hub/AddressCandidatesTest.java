// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.crypto.Ski;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.PeerRefused;
import io.handfast.engine.failure.TimedOut;
import io.handfast.testkit.VirtualTime;
import io.handfast.websocket.WebSocketFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a device is dialled: in which order, how long, and what is said when nobody answers. */
class AddressCandidatesTest {
    private static final Ski DEVICE = Ski.parse("22".repeat(20));

    @Test
    void givenAddressesFromAllSources_whenListed_thenNumbersComeBeforeNamesAndWhatWasLearntComesLast() {
        TrustStore.Reach reach =
                new TrustStore.Reach(Optional.of("wss://told.example:4713/x/"), Optional.of(Address.of("10.0.0.9", 1)));
        TrustStore.TrustedDevice device =
                new TrustStore.TrustedDevice(DEVICE, Optional.empty(), "", false, TrustStore.Description.NONE, reach);
        AddressBook book = new AddressBook(Map.of(DEVICE, Address.of("fixed.example", 4712)), _ -> Optional.of(device));
        book.found(
                DEVICE,
                List.of(Address.of("box.local", 4712), Address.of("10.0.0.1", 4712), Address.of("fd00::1", 4712)));
        assertThat(book.of(DEVICE))
                .containsExactly(
                        Address.of("10.0.0.1", 4712),
                        Address.of("fd00::1", 4712),
                        Address.of("fixed.example", 4712),
                        Address.of("box.local", 4712),
                        Address.of("10.0.0.9", 1),
                        new Address("told.example", 4713, "/x/"));
    }

    @ParameterizedTest
    @CsvSource({
        "wss://box.example:4712/ship/, box.example:4712, /ship/",
        "wss://box.example, box.example:443, /ship/",
        "WSS://[fd00::1]:4712/, [fd00::1]:4712, /",
    })
    void uris(String uri, String address, String path) {
        assertThat(Address.ofUri(uri)).get().hasToString(address);
        assertThat(Address.ofUri(uri)).get().extracting(Address::path).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({"ws://box:1/", "wss:///x", "box:4712", "wss://box:70000/", "wss://box:0/"})
    void noAddresses(String uri) {
        assertThat(Address.ofUri(uri)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.1, true", "fe80::1%2, true", "box.local, false", "10.example, false", "1234, false"})
    void literals(String host, boolean literal) {
        assertThat(Address.of(host, 1).isLiteral()).isEqualTo(literal);
    }

    /** Tries to open all with addresses that answer after ten seconds with a failure of a phase. */
    private static List<Address> tried(int addresses, ConnectPhase reached, List<HandshakeException> thrown)
            throws Exception {
        VirtualTime time = new VirtualTime();
        List<Address> tried = new ArrayList<>();
        List<Address> all = IntStream.rangeClosed(1, addresses)
                .mapToObj(i -> Address.of("10.0.0." + i, 1))
                .toList();
        time.run(() -> {
            Trace trace = new Trace(time);
            try {
                new Candidates(all, time).open(trace, at -> {
                    tried.add(at);
                    trace.enter(reached);
                    pass(time);
                    throw reached == ConnectPhase.WEBSOCKET
                            ? new PeerRefused(WebSocketFailure.BUSY, "websocket", "101", "503")
                            : new TimedOut(EngineFailure.CONNECT_TIMEOUT, "tcp", "a connection", "nothing");
                });
            } catch (HandshakeException e) {
                thrown.add(e);
            }
        });
        return tried;
    }

    private static void pass(VirtualTime time) {
        try {
            time.pass(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void givenManySilentAddresses_whenDialled_thenBoundedInAllAndTheFailureNamesThem() throws Exception {
        List<HandshakeException> thrown = new ArrayList<>();
        assertThat(tried(8, ConnectPhase.TCP, thrown)).hasSize(3);
        assertThat(thrown).singleElement().satisfies(e -> {
            assertThat(e).isInstanceOf(TimedOut.class);
            assertThat(e.got())
                    .isEqualTo("nothing (tried 10.0.0.1:1 net.connect-timeout, 10.0.0.2:1 net.connect-timeout,"
                            + " 10.0.0.3:1 net.connect-timeout)");
        });
    }

    @Test
    void givenDeviceThatAnswersAndIsBusy_whenDialled_thenItsOtherAddressesAreLeftAlone() throws Exception {
        List<HandshakeException> thrown = new ArrayList<>();
        assertThat(tried(3, ConnectPhase.WEBSOCKET, thrown)).hasSize(1);
        assertThat(thrown).singleElement().extracting(HandshakeException::got).isEqualTo("503");
    }

    @Test
    void givenOldAddressesOfAnotherDevice_whenDialled_thenTheNextIsTriedInTheSameAttempt() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2');
            VirtualHub other = scene.hub('3').start();
            device.trusting(hub, false).start();
            hub.trusting(device, false).start();
            hub.hub().found(device.ski(), List.of(Address.of("memory", 1), other.address(), device.address()));
            scene.pass(5);
            assertThat(hub.isConnected(device)).as(hub.log()).isTrue();
            assertThat(hub.codes()).isEmpty();
            assertThat(hub.events(HubEvent.Kind.DIALLING)).hasSize(1);
        });
    }

    @Test
    void givenNobodyAnswers_whenDialled_thenTheFailureThatSaysMostNamesAllThatWasTried() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2');
            VirtualHub other = scene.hub('3').start();
            hub.trusting(device, false).start();
            hub.hub().found(device.ski(), List.of(Address.of("memory", 1), other.address()));
            scene.pass(3);
            assertThat(hub.codes()).as(hub.log()).startsWith("tls.wrong-ski");
            assertThat(hub.events(HubEvent.Kind.FAILED).getFirst().text())
                    .contains("(tried memory:1 net.connection-refused, " + other.address() + " tls.wrong-ski)");
        });
    }

    @Test
    void givenDeviceThatDisappearsFromDiscovery_whenTheConnectionBreaks_thenItsLastGoodAddressIsDialled()
            throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2');
            device.trusting(hub, false).start();
            hub.trusting(device, false).start();
            hub.hub().found(device.ski(), List.of(device.address()));
            scene.pass(5);
            hub.hub().found(device.ski(), List.of());
            scene.network().cut(hub.ski(), device.ski());
            scene.pass(10);
            assertThat(hub.isConnected(device)).as(hub.log()).isTrue();
        });
    }

    @Test
    void givenNoAddressThatFits_whenOpened_thenTheOnlyFailureStaysAsItIs() throws Exception {
        List<HandshakeException> thrown = new ArrayList<>();
        tried(1, ConnectPhase.TCP, thrown);
        assertThat(thrown).singleElement().extracting(HandshakeException::got).isEqualTo("nothing");
        assertThatThrownBy(() -> Address.of("", 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
