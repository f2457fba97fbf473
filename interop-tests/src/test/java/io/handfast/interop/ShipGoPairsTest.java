// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Live peers against each other: proves the peers and the driver, and pins what the versions of ship-go do. */
@Tag("interop")
@Timeout(300)
class ShipGoPairsTest {
    /** ship-go's own logged states, from the socket to the data exchange. */
    private static final List<Integer> CLIENT =
            List.of(1, 2, 3, 6, 7, 8, 13, 19, 19, 22, 24, 26, 26, 27, 31, 36, 37, 38);

    private static final List<Integer> SERVER = List.of(4, 5, 6, 7, 8, 13, 18, 20, 21, 25, 26, 26, 27, 31, 36, 37, 38);

    static Stream<Arguments> pairs() {
        return Stream.of(ShipGo.values())
                .flatMap(dialler -> Stream.of(ShipGo.values()).map(listener -> arguments(dialler, listener)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void givenMutualTrust_whenDialled_thenDataBothWaysAndFarewell(ShipGo diallerVersion, ShipGo listenerVersion)
            throws Exception {
        try (GoPeer dialler = start(diallerVersion, "dialler");
                GoPeer listener = start(listenerVersion, "listener")) {
            connect(dialler, listener);
            assertThat(statesSince(1, dialler)).containsExactlyInAnyOrderElementsOf(CLIENT);
            assertThat(statesSince(4, listener)).containsExactlyInAnyOrderElementsOf(SERVER);
            dialler.await(PeerEvent.ShipId.class, event -> event.shipId().equals("listener"), GoPeer.PATIENCE);
            listener.await(PeerEvent.ShipId.class, event -> event.shipId().equals("dialler"), GoPeer.PATIENCE);

            for (int content : List.of(1, 1024, 90 * 1024)) {
                exchange(dialler, listener, content);
                exchange(listener, dialler, content);
            }

            dialler.disconnect(listener.ski(), "enough");
            listener.awaitDisconnected(dialler.ski());
            dialler.awaitDisconnected(listener.ski());
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenEcho_whenSent_thenTheSamePayloadComesBack(ShipGo library) throws Exception {
        try (GoPeer dialler = start(ShipGo.V2024, "dialler");
                GoPeer listener = start(library, "listener")) {
            connect(dialler, listener);
            listener.echo(true);
            PeerEvent.Done sent = dialler.sendContent(listener.ski(), 90 * 1024);
            PeerEvent.Data back =
                    dialler.awaitData(listener.ski(), sent.sha256().orElseThrow());
            assertThat(back.length()).isEqualTo(90 * 1024 + 27);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenStranger_whenTrustedLate_thenCompletes(ShipGo library) throws Exception {
        try (GoPeer dialler = start(ShipGo.V2024, "dialler");
                GoPeer listener = start(library, "listener")) {
            dialler.see(listener);
            dialler.trust(listener.ski());
            listener.await(PeerEvent.Waiting.class, PeerEvent.Waiting::allowed, GoPeer.PATIENCE);
            awaitHello(listener);
            listener.trust(dialler.ski());
            listener.awaitConnected(dialler.ski());
            dialler.awaitConnected(listener.ski());
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenStranger_whenDenied_thenDiallerLearnsIt(ShipGo library) throws Exception {
        try (GoPeer dialler = start(ShipGo.V2024, "dialler");
                GoPeer listener = start(library, "listener")) {
            dialler.see(listener);
            dialler.trust(listener.ski());
            listener.awaitState(dialler.ski(), 11);
            awaitHello(listener);
            listener.deny(dialler.ski());
            listener.awaitState(dialler.ski(), 15);
            dialler.awaitState(listener.ski(), 16);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenStrangersMayNotWait_whenDialled_thenAborted(ShipGo library) throws Exception {
        try (GoPeer dialler = start(ShipGo.V2024, "dialler");
                GoPeer listener = start(library, "listener")) {
            listener.allowWaiting(false);
            dialler.see(listener);
            dialler.trust(listener.ski());
            PeerEvent.Waiting asked = listener.await(PeerEvent.Waiting.class, event -> true, GoPeer.PATIENCE);
            assertThat(asked).isEqualTo(new PeerEvent.Waiting(dialler.ski(), false));
            dialler.awaitState(listener.ski(), 16);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenAutoAccept_whenStrangerDials_thenCompletes(ShipGo library) throws Exception {
        try (GoPeer dialler = start(ShipGo.V2024, "dialler");
                GoPeer listener = start(library, "listener")) {
            listener.autoAccept(true);
            dialler.see(listener);
            dialler.trust(listener.ski());
            listener.awaitConnected(dialler.ski());
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenWrongShipId_whenDialled_thenEndsInError(ShipGo library) throws Exception {
        try (GoPeer dialler = start(library, "dialler");
                GoPeer listener = start(ShipGo.V2024, "listener")) {
            listener.trust(dialler.ski());
            dialler.see(listener.ski(), "127.0.0.1", listener.port(), "somebody else");
            dialler.trust(listener.ski(), "somebody else");
            dialler.awaitState(listener.ski(), 39);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void givenConnected_whenOneIsKilled_thenOtherNoticesAndMeetsItAgain(ShipGo killedVersion, ShipGo version)
            throws Exception {
        try (GoPeer survivor = start(version, "survivor")) {
            try (GoPeer killed = start(killedVersion, "killed")) {
                connect(killed, survivor);
                killed.kill();
                survivor.awaitDisconnected(killed.ski());
            }
            try (GoPeer next = start(killedVersion, "next")) {
                survivor.fromHere();
                connect(next, survivor);
            }
        }
    }

    @Test
    void givenLimitOfOne_whenSecondDials_thenRefusedBeforeTheUpgrade() throws Exception {
        try (GoPeer listener = start(ShipGo.V2026, "listener");
                GoPeer first = start(ShipGo.V2024, "first");
                GoPeer second = start(ShipGo.V2024, "second")) {
            listener.limit(1);
            connect(first, listener);
            listener.trust(second.ski());
            second.see(listener);
            second.trust(listener.ski());
            second.await(
                    PeerEvent.Log.class,
                    line -> line.text().contains("failed") && line.text().contains("bad handshake"),
                    GoPeer.PATIENCE);
            assertThat(states(second)).isEmpty();
        }
    }

    @Test
    void givenMoreThan100KiB_whenSentToTheNewVersion_thenItEndsTheConnection() throws Exception {
        try (GoPeer dialler = start(ShipGo.V2024, "dialler");
                GoPeer listener = start(ShipGo.V2026, "listener")) {
            connect(dialler, listener);
            exchange(dialler, listener, 100 * 1024 - 89);
            dialler.sendContent(listener.ski(), 100 * 1024 - 88);
            listener.awaitDisconnected(dialler.ski());
            dialler.awaitDisconnected(listener.ski());
        }
    }

    @Test
    void givenMoreThan100KiB_whenSentToTheOldVersion_thenTaken() throws Exception {
        try (GoPeer dialler = start(ShipGo.V2024, "dialler");
                GoPeer listener = start(ShipGo.V2025, "listener")) {
            connect(dialler, listener);
            exchange(dialler, listener, 1024 * 1024);
        }
    }

    @Test
    void givenBracketsInText_whenSent_thenDamagedOnArrival() throws Exception {
        try (GoPeer dialler = start(ShipGo.V2024, "dialler");
                GoPeer listener = start(ShipGo.V2026, "listener")) {
            connect(dialler, listener);
            dialler.send(listener.ski(), "{\"datagram\":{\"content\":\"x[{y},{z}]w[]v\"}}");
            PeerEvent.Data data = listener.await(PeerEvent.Data.class, event -> true, GoPeer.PATIENCE);
            assertThat(data.text()).contains("{\"datagram\":{\"content\":\"x{y,z}w{}v\"}}");
        }
    }

    @Test
    void givenBrokenPayload_whenSent_thenRefusedByTheSender() throws Exception {
        try (GoPeer dialler = start(ShipGo.V2024, "dialler");
                GoPeer listener = start(ShipGo.V2026, "listener")) {
            connect(dialler, listener);
            assertThat(dialler.attempt("send", Map.of("ski", listener.ski(), "payload", "{\"datagram\":")))
                    .isInstanceOfSatisfying(
                            PeerEvent.Failed.class,
                            failed -> assertThat(failed.message()).startsWith("ship-go: "));
        }
    }

    private static GoPeer start(ShipGo library, String shipId) throws IOException, InterruptedException {
        return GoPeers.on(library).shipId(shipId).start();
    }

    private static void connect(GoPeer dialler, GoPeer listener) {
        listener.trust(dialler.ski());
        dialler.see(listener);
        dialler.trust(listener.ski());
        dialler.awaitConnected(listener.ski());
        listener.awaitConnected(dialler.ski());
    }

    /** Sends a payload and checks what arrived, as the application's bytes and as the message's length. */
    private static void exchange(GoPeer from, GoPeer to, int content) {
        PeerEvent.Done sent = from.sendContent(to.ski(), content);
        PeerEvent.Data received = to.awaitData(from.ski(), sent.sha256().orElseThrow());
        assertThat(received.length()).isEqualTo(content + 27);
        to.await(
                PeerEvent.Message.class,
                message -> !message.sent() && message.length() == content + 89,
                Duration.ofSeconds(1));
    }

    /** A decision before the dialler's hello has arrived makes every version refuse that hello. */
    private static void awaitHello(GoPeer listener) {
        listener.await(
                PeerEvent.Message.class,
                message -> !message.sent() && message.text().orElse("").contains("connectionHello"),
                GoPeer.PATIENCE);
    }

    /** The states of the latest connection: ship-go may have lost an earlier one to a race with itself. */
    private static List<Integer> statesSince(int first, GoPeer peer) {
        List<Integer> all = states(peer);
        return all.subList(all.lastIndexOf(first), all.size());
    }

    private static List<Integer> states(GoPeer peer) {
        return peer.events().stream()
                .filter(PeerEvent.State.class::isInstance)
                .map(event -> ((PeerEvent.State) event).n())
                .toList();
    }
}
