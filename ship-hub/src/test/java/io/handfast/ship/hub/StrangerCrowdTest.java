// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.ship.LocalNode;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.Trust;
import io.handfast.tls.ShipCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A thousand strangers, each with a key of its own, knock while fifty trusted devices ask and are answered. What the
 * strangers were told, and what it took, is printed and written to {@code target/strangers.md}.
 */
class StrangerCrowdTest {
    private static final int STRANGERS = 1000;
    private static final int AT_ONCE = 100;
    private static final int DEVICES = 50;

    private final Map<String, AtomicInteger> told = new ConcurrentSkipListMap<>();
    private final AtomicInteger over = new AtomicInteger();

    @Test
    @Tag("long")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void givenFiftyDevices_whenAThousandStrangersKnock_thenEachDeviceIsAnsweredAndStays() throws Exception {
        List<NodeIdentity> identities = IntStream.range(0, DEVICES)
                .mapToObj(i -> Node.identity("D" + i))
                .toList();
        List<Node> devices = new ArrayList<>();
        List<ShipPeer> toHub = new ArrayList<>();
        try (Environment environment = Environment.system();
                Node hub = Node.Plan.of(BadPeers.ALICE)
                        .trusting(identities.toArray(NodeIdentity[]::new))
                        .withLimit(DEVICES)
                        .start()) {
            for (NodeIdentity identity : identities) {
                Node device =
                        Node.Plan.of(identity).dialling(hub.ski(), hub.port()).start();
                devices.add(device);
                toHub.add(device.awaitConnected());
            }
            String before = figures("fifty connected");
            Scope crowd = new Scope("crowd", environment.time());
            for (int i = 0; i < AT_ONCE; i++) {
                crowd.start("stranger", () -> knock(hub, environment));
            }
            int rounds = 0;
            String during = "";
            while (over.get() < STRANGERS || rounds == 0) {
                ask(devices, toHub, rounds++);
                during = over.get() < STRANGERS || during.isEmpty() ? figures("strangers knock") : during;
            }
            assertThat(crowd.join(environment.time().in(Node.PATIENCE))).isTrue();
            ask(devices, toHub, rounds);
            report(before + during + figures("strangers have gone"), rounds);

            assertThat(told.values().stream().mapToInt(AtomicInteger::get).sum())
                    .isEqualTo(STRANGERS);
            assertThat(told).as("somebody was let in").doesNotContainKey("connected");
            assertThat(hub.events()).noneMatch(event -> event.kind() == HubEvent.Kind.DISCONNECTED);
            for (Node device : devices) {
                assertThat(device.events()).noneMatch(event -> event.kind() == HubEvent.Kind.DISCONNECTED);
            }
        } finally {
            devices.forEach(Node::close);
        }
    }

    private static void ask(List<Node> devices, List<ShipPeer> toHub, int round) throws Exception {
        for (int i = 0; i < devices.size(); i++) {
            devices.get(i).requireAnswer(toHub.get(i), "round " + round);
        }
    }

    /** One after the other, each with a key that nobody has seen. */
    private void knock(Node hub, Environment environment) {
        for (int i = 0; i < STRANGERS / AT_ONCE; i++) {
            NodeIdentity identity = Node.identity("stranger");
            ShipEndpoint endpoint = new ShipEndpoint(
                    ShipCredentials.of(identity, CryptoProvider.detect(), environment.entropy()),
                    new LocalNode("i:stranger"),
                    ShipTimers.usual(),
                    environment);
            Scope scope = new Scope("knock", environment.time());
            String answer;
            try {
                endpoint.dial(
                                Address.of("127.0.0.1", hub.port()),
                                Optional.of(hub.ski()),
                                ski -> new RemoteNode(ski, Trust.TRUSTED, Optional.empty()),
                                new Trace(environment.time()),
                                scope)
                        .run()
                        .cancel();
                answer = "connected";
            } catch (HandshakeException e) {
                answer = e.code().code();
            } finally {
                scope.cancel();
            }
            told.computeIfAbsent(answer, _ -> new AtomicInteger()).incrementAndGet();
            over.incrementAndGet();
        }
    }

    /** Of this process, in which the hub, the devices and the strangers live. */
    private static String figures(String moment) throws IOException {
        Map<String, String> status = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:") || line.startsWith("Threads:"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> line.replaceAll("[^0-9]", ""),
                        (one, _) -> one,
                        TreeMap::new));
        long megabytes = Long.parseLong(status.getOrDefault("VmRSS", "0")) / 1024;
        return "| " + moment + " | " + megabytes + " | " + status.get("Threads") + " |\n";
    }

    private void report(String figures, int rounds) throws IOException {
        StringBuilder text = new StringBuilder("# " + STRANGERS + " strangers at a hub with " + DEVICES + " devices\n\n"
                + "| moment | RSS MB | threads |\n|---|---:|---:|\n" + figures
                + "\nEach device asked and was answered " + (rounds + 1) + " times.\n\n"
                + "| strangers were told | how many |\n|---|---:|\n");
        told.forEach((code, number) ->
                text.append("| ").append(code).append(" | ").append(number).append(" |\n"));
        Files.writeString(Files.createDirectories(Path.of("target")).resolve("strangers.md"), text);
        System.out.println(text);
    }
}
