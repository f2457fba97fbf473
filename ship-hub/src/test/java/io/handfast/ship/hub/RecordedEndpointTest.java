// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.CryptoProvider;
import io.handfast.engine.Environment;
import io.handfast.ship.LocalNode;
import io.handfast.ship.replay.Differences;
import io.handfast.ship.replay.Differences.Difference;
import io.handfast.ship.replay.Place;
import io.handfast.ship.replay.Plan;
import io.handfast.ship.replay.Use;
import io.handfast.tls.ShipCredentials;
import io.handfast.tls.foreign.Jsse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Recorded dialogues below SHIP, ours in the place of ship-go, over loopback: alerts, versions and suites, HTTP. What
 * differs from ship-go stands in {@code endpoint-differences.txt} with its reason. SHIP itself is for
 * {@code ReplayTest}.
 */
class RecordedEndpointTest {
    /** How ours calls it. */
    private static final Map<String, String> CODES = Map.of(
            "nocert", "tls.no-client-certificate",
            "ski-missing", "tls.no-ski",
            "ski-spoofed", "tls.ski-mismatch",
            "noprotocol", "ws.subprotocol",
            "dial-noprotocol", "ws.subprotocol",
            "dial-http-503", "ws.busy",
            "dial-http-404", "ws.refused",
            "dial-hangs", "tls.timeout",
            "dial-wrong-ski", "tls.wrong-ski",
            "dial-ski-spoofed", "tls.ski-mismatch");

    private final Set<Difference> used = new HashSet<>();

    @TestFactory
    Stream<DynamicTest> recordedDialogues() throws IOException {
        Differences differences = Differences.read("endpoint-differences.txt");
        Map<String, List<List<String>>> words = new TreeMap<>();
        Plan.FILES.forEach(file -> words.putAll(RecordedBelowShip.read(file)));
        List<DynamicTest> tests = new ArrayList<>();
        Plan.records().forEach((id, all) -> {
            if (Plan.uses(id, all).contains(Use.ENDPOINT)) {
                List<String> theirs = words.getOrDefault(id, List.of()).stream()
                        .flatMap(List::stream)
                        .toList();
                tests.add(DynamicTest.dynamicTest(id, () -> assertReplays(id, theirs, differences)));
            }
        });
        tests.add(DynamicTest.dynamicTest(
                "no row too many",
                () -> assertThat(differences.rows())
                        .as("rows of the table that no recording needs")
                        .allMatch(used::contains)));
        return tests.stream();
    }

    private void assertReplays(String id, List<String> theirs, Differences differences) throws Exception {
        String year = id.substring("shipgo-".length(), "shipgo-2024".length());
        String shortId = id.substring("shipgo-2024-".length());
        List<String> ours = ours(shortId);
        Optional<Difference> row = differences.about(year, shortId, Place.SHIP_GO);
        row.ifPresent(used::add);
        int common = 0;
        while (common < Math.min(theirs.size(), ours.size())
                && theirs.get(common).equals(ours.get(common))) {
            common++;
        }
        String tails = tail(theirs, common) + " => " + tail(ours, common);
        String expected = row.map(known -> tail(known.theirs(), 0) + " => " + tail(known.ours(), 0))
                .orElse("nothing => nothing");
        assertThat(tails).as("%s, after %d words", id, common).isEqualTo(expected);
    }

    private static String tail(List<String> words, int from) {
        return words.size() == from ? "nothing" : String.join(" ", words.subList(from, words.size()));
    }

    private static List<String> ours(String shortId) throws Exception {
        return shortId.equals("limit-1")
                ? limited()
                : shortId.startsWith("dial-") ? dialling(shortId) : dialled(shortId);
    }

    private static List<String> dialled(String shortId) throws Exception {
        RecordedPeer peer = new RecordedPeer(shortId);
        try (Node hub = Node.Plan.of(BadPeers.ALICE).trusting(BadPeers.BOB).start()) {
            peer.dial(hub.port());
            String code = CODES.getOrDefault(shortId, "");
            if (!code.isEmpty()) {
                hub.awaitFailure(code);
            }
        }
        return peer.words();
    }

    private static List<String> dialling(String shortId) throws Exception {
        RecordedPeer peer = new RecordedPeer(shortId);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Environment environment = Environment.system()) {
            CompletableFuture<Void> accepted = CompletableFuture.runAsync(() -> accept(peer, server));
            Node.Plan plan =
                    Node.Plan.of(BadPeers.ALICE).hasty(shortId.equals("dial-hangs") ? Node.Wait.TLS : Node.Wait.NONE);
            ShipEndpoint endpoint = new ShipEndpoint(
                    ShipCredentials.of(BadPeers.ALICE, CryptoProvider.detect(), environment.entropy()),
                    new LocalNode("i:alice"),
                    plan.timers(),
                    plan.waits(),
                    environment);
            ShipProbe.Result result = new ShipProbe(endpoint, environment)
                    .run(Address.of("127.0.0.1", server.getLocalPort()), Optional.of(BadPeers.BOB.ski()));
            accepted.get(Node.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            String code = result.report()
                    .failure()
                    .map(failure -> failure.code().code())
                    .orElse("");
            assertThat(code).isEqualTo(CODES.getOrDefault(shortId, "net.ended-by-peer")); // the peer leaves after 00 00
        }
        // ship-go gives up after five seconds; the test does not sit ours out
        assertThat(ConnectWaits.usual().tls()).isEqualTo(Duration.ofSeconds(10));
        return peer.words();
    }

    private static void accept(RecordedPeer peer, ServerSocket server) {
        try {
            peer.accept(server);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** One place: for a trusted peer, then a stranger, the same peer again; and a stranger when it has left. */
    private static List<String> limited() throws Exception {
        List<String> words = new ArrayList<>();
        Node.Plan plan = Node.Plan.of(BadPeers.ALICE).trusting(BadPeers.BOB).withLimit(1);
        try (Node hub = plan.start();
                Socket first = new Socket(InetAddress.getLoopbackAddress(), hub.port());
                Socket second = new Socket(InetAddress.getLoopbackAddress(), hub.port());
                Socket third = new Socket(InetAddress.getLoopbackAddress(), hub.port())) {
            words.addAll(visit(Jsse.of(BadPeers.BOB), first));
            words.addAll(visit(Jsse.of(BadPeers.CAROL), second));
            hub.await(event -> event.kind() == HubEvent.Kind.KNOCKED);
            words.addAll(visit(Jsse.of(BadPeers.BOB), third));
            hub.await(event -> event.kind() == HubEvent.Kind.KNOCKED);
            first.shutdownOutput();
            hub.await(event -> event.kind() == HubEvent.Kind.DOUBLE);
            third.shutdownOutput();
            hub.await(event -> event.kind() == HubEvent.Kind.FAILED);
            try (Socket fourth = new Socket(InetAddress.getLoopbackAddress(), hub.port())) {
                words.addAll(visit(Jsse.of(BadPeers.CAROL), fourth));
            }
        }
        return words;
    }

    private static List<String> visit(Jsse who, Socket socket) throws Exception {
        RecordedPeer peer = new RecordedPeer("limit-1");
        peer.dial(who, socket);
        return peer.words();
    }
}
