// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Role;
import io.handfast.interop.CellTable.Trial;
import io.handfast.ship.ShipConnection;
import io.handfast.ship.ShipPhase;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.ShipPeer;
import io.handfast.ship.message.EebusJson;
import io.handfast.ship.message.RawJson;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our hub against live ship-go: all versions, both directions, both orders of the SKIs. */
@Tag("interop")
@Tag("waits")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveHubTest {
    /** ship-protocol's golden traces; ship-go logs two states twice, we enter each once. */
    private static final List<Integer> OUR_CLIENT =
            List.of(0, 1, 2, 3, 6, 7, 8, 13, 19, 22, 24, 26, 27, 31, 36, 37, 38);

    private static final List<Integer> OUR_SERVER =
            List.of(0, 4, 5, 6, 7, 8, 13, 18, 20, 21, 25, 26, 27, 31, 36, 37, 38);
    private static final List<Integer> THEIR_CLIENT =
            List.of(1, 2, 3, 6, 7, 8, 13, 19, 19, 22, 24, 26, 26, 27, 31, 36, 37, 38);
    private static final List<Integer> THEIR_SERVER =
            List.of(4, 5, 6, 7, 8, 13, 18, 20, 21, 25, 26, 26, 27, 31, 36, 37, 38);

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final CellTable table = new CellTable();

    @AfterAll
    void printTable() throws IOException {
        System.out.println(table);
        table.write(Path.of("target", "interop-table.md"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.handfast.interop.Cell#all")
    void givenMutualTrust_whenConnected_thenGoldenTracesAndDataBothWays(Cell cell, @TempDir Path folder)
            throws Exception {
        table.begin(cell, Trial.DATA);
        try (LiveScene scene = LiveScene.start(cell, folder)) {
            ShipPeer connected = scene.awaitConnected();
            table.handshake(cell, connected.report().total());

            assertThat(connected.role()).isEqualTo(cell.weDial() ? Role.CLIENT : Role.SERVER);
            assertThat(connected.shipId()).isEqualTo(cell.library().program() + "-interop");
            assertThat(states(connected.report())).isEqualTo(cell.weDial() ? OUR_CLIENT : OUR_SERVER);
            assertThat(statesSince(cell.weDial() ? 4 : 1, scene.peer()))
                    .isEqualTo(cell.weDial() ? THEIR_SERVER : THEIR_CLIENT);
            for (int content : List.of(1, 1024, 90 * 1024)) {
                sendFromHere(scene, connected, content);
                sendFromThere(scene, content);
            }

            scene.stopInOrder();
        }
        table.good(cell, Trial.DATA);
    }

    private static void sendFromHere(LiveScene scene, ShipPeer connected, int content) throws Exception {
        RawJson payload = RawJson.parse("{\"datagram\":[{\"content\":\"" + text(content) + "\"}]}");
        assertThat(connected.send(payload)).isEqualTo(ShipConnection.Sent.QUEUED);
        PeerEvent.Data arrived = scene.peer().awaitData(scene.ourSki(), sha256(EebusJson.toStandard(payload)));
        assertThat(arrived.length()).isEqualTo(content + 27);
    }

    private static void sendFromThere(LiveScene scene, int content) throws Exception {
        scene.hub().fromHere();
        PeerEvent.Done sent = scene.peer().sendContent(scene.ourSki(), content);
        RawJson payload = scene.hub().awaitData(scene.peer().ski());
        assertThat(payload.text()).isEqualTo("{\"datagram\":[{\"content\":\"" + text(content) + "\"}]}");
        assertThat(sha256(EebusJson.toStandard(payload)))
                .isEqualTo(sent.sha256().orElseThrow());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.handfast.interop.Cell#all")
    void givenConnected_whenWeClose_thenAnnouncedConfirmedAndTheyMeetAgain(Cell cell, @TempDir Path folder)
            throws Exception {
        table.begin(cell, Trial.CLOSE_HERE);
        try (LiveScene scene = LiveScene.start(cell, folder)) {
            ShipPeer connected = scene.awaitConnected();
            scene.hub().fromHere();
            scene.peer().fromHere();

            connected.disconnect();

            HubEvent ended = scene.hub().awaitTold(HubEvent.Kind.DISCONNECTED);
            assertThat(ended.text()).isEqualTo("CLOSED_HERE: unspecific, confirmed");
            assertThat(ended.failure()).isEmpty();
            awaitMessage(
                    scene.peer(),
                    false,
                    "{\"connectionClose\":[{\"phase\":\"announce\"},{\"maxTime\":500},"
                            + "{\"reason\":\"unspecific\"}]}");
            awaitMessage(scene.peer(), true, "{\"connectionClose\":[{\"phase\":\"confirm\"}]}");
            scene.peer().awaitDisconnected(scene.ourSki());
            scene.awaitConnected();
        }
        table.good(cell, Trial.CLOSE_HERE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.handfast.interop.Cell#all")
    void givenConnected_whenTheyClose_thenConfirmedAndReported(Cell cell, @TempDir Path folder) throws Exception {
        table.begin(cell, Trial.CLOSE_THERE);
        try (LiveScene scene = LiveScene.start(cell, folder)) {
            scene.awaitConnected();
            scene.hub().fromHere();
            scene.peer().fromHere();

            scene.peer().disconnect(scene.ourSki(), "enough");

            HubEvent ended = scene.hub().awaitTold(HubEvent.Kind.DISCONNECTED);
            assertThat(ended.text()).isEqualTo("ANNOUNCED_BY_PEER: enough");
            assertThat(ended.failure()).isEmpty();
            awaitMessage(scene.peer(), false, "{\"connectionClose\":[{\"phase\":\"confirm\"}]}");
            scene.peer().awaitDisconnected(scene.ourSki());
        }
        table.good(cell, Trial.CLOSE_THERE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.handfast.interop.Cell#all")
    void givenConnected_whenTheyAreKilled_thenReportedAndTheyMeetAgain(Cell cell, @TempDir Path folder)
            throws Exception {
        table.begin(cell, Trial.KILL_THERE);
        try (LiveScene scene = LiveScene.start(cell, folder)) {
            scene.awaitConnected();
            scene.hub().fromHere();

            scene.peer().kill();

            HubEvent ended = scene.hub().awaitTold(HubEvent.Kind.DISCONNECTED);
            assertThat(ended.text()).startsWith("LOST: ");
            assertThat(ended.failure().orElseThrow().code().code()).isIn("net.ended-by-peer", "net.connection-lost");
            assertThat(ended.nextAttempt().isPresent()).isEqualTo(cell.weDial());
            scene.restartPeer();
            scene.awaitConnected();
        }
        table.good(cell, Trial.KILL_THERE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.handfast.interop.Cell#all")
    void givenConnected_whenWeEndAtOnce_thenTheyNotice(Cell cell, @TempDir Path folder) throws Exception {
        table.begin(cell, Trial.KILL_HERE);
        try (LiveScene scene = LiveScene.start(cell, folder)) {
            scene.awaitConnected();
            scene.peer().fromHere();

            scene.hub().stopAtOnce();

            scene.peer().awaitDisconnected(scene.ourSki());
        }
        table.good(cell, Trial.KILL_HERE);
    }

    private static void awaitMessage(GoPeer peer, boolean sent, String text) {
        peer.await(
                PeerEvent.Message.class,
                message -> message.sent() == sent && message.text().orElse("").equals(text),
                GoPeer.PATIENCE);
    }

    private static List<Integer> states(HandshakeReport report) {
        return report.entries().stream()
                .map(entry -> entry.phase() instanceof ShipPhase phase ? phase.number() : null)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The states of the latest connection: ship-go may have lost an earlier one to a race with itself. */
    private static List<Integer> statesSince(int first, GoPeer peer) {
        List<Integer> all = peer.events().stream()
                .filter(PeerEvent.State.class::isInstance)
                .map(event -> ((PeerEvent.State) event).n())
                .toList();
        return all.subList(all.lastIndexOf(first), all.size());
    }

    private static String text(int length) {
        return ALPHABET.repeat(length / ALPHABET.length() + 1).substring(0, length);
    }

    private static String sha256(RawJson json) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json.toBytes()));
    }
}
