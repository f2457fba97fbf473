// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Scope;
import io.handfast.testkit.LastingPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hub's process whose doors are all besieged, and one whose log has no room: its devices do not notice. */
@Tag("long")
@Timeout(300)
class HubAmongStrangersLongTest {
    private static final int DEVICES = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void givenSlowStrangersAtEveryDoorAndAThousandKeys_whenTheyGoOn_thenNoDeviceIsLostAndNothingIsLeft()
            throws Exception {
        int port = LastingPort.choose();
        try (Swarm swarm = new Swarm(DEVICES, port);
                HubAtWork hub = HubAtWork.start(folder, port, swarm.skis())) {
            swarm.on();
            assertThat(swarm.awaitConnected(PATIENCE)).isTrue();
            besiege(swarm, hub, 100, Duration.ofSeconds(15)); // what is loaded for strangers is loaded now
            HubAtWork.Figures before = hub.figures();
            int lossesBefore = swarm.losses();
            int refusedBefore = swarm.refusedStrangers();

            besiege(swarm, hub, 1000, Duration.ofSeconds(40));

            assertThat(swarm.losses()).as("connections lost").isEqualTo(lossesBefore + 1); // the one that was cut
            assertThat(swarm.refusedStrangers() - refusedBefore)
                    .as("strangers turned away")
                    .isGreaterThan(900);
            HubAtWork.Figures after = hub.figures();
            assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + 3);
            assertThat(after.files()).as("open files").isLessThanOrEqualTo(before.files() + 3);
            assertThat(after.heapKib()).as("live heap, KiB").isLessThan(before.heapKib() + 4096);
            assertThat(hub.terminate()).as(hub.errors()).isZero();
        }
    }

    private static void besiege(Swarm swarm, HubAtWork hub, int keys, Duration lasting) throws Exception {
        Scope crowd = new Scope("crowd", swarm.environment().time());
        try (SlowStrangers slow = new SlowStrangers(swarm.environment())) {
            slow.inTls(60, hub.port());
            slow.inWebSocket(20, hub.port());
            slow.inRest(60, hub.consolePort());
            swarm.knock(keys, crowd);
            swarm.pass(lasting.dividedBy(2));
            swarm.cut(0);
            assertThat(swarm.awaitConnected(PATIENCE))
                    .as("a device that comes meanwhile is let in")
                    .isTrue();
            swarm.pass(lasting.dividedBy(2));
            assertThat(slow.cutOff()).as("slow ones the hub got rid of").isPositive();
        } finally {
            crowd.cancel();
        }
        swarm.pass(Duration.ofSeconds(12)); // whoever is in a handshake still has ten
        assertThat(answerOfConsole(hub)).startsWith("HTTP/1.1 401");
    }

    private static String answerOfConsole(HubAtWork hub) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), hub.consolePort())) {
            String request = "GET /api/v1/hub HTTP/1.1\r\nHost: 127.0.0.1:" + hub.consolePort()
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Linux has a file on which every write fails for lack of room. */
    @Test
    void givenALogWithoutRoom_whenDevicesComeAndGo_thenTheHubGoesOnAndStopsInGoodOrder() throws Exception {
        int port = LastingPort.choose();
        Files.createDirectories(folder.resolve("logs"));
        Files.createSymbolicLink(folder.resolve("logs/hub.0.log"), Path.of("/dev/full"));
        try (Swarm swarm = new Swarm(2, port);
                HubAtWork hub = HubAtWork.start(folder, port, swarm.skis())) {
            swarm.on();
            assertThat(swarm.awaitConnected(PATIENCE)).isTrue();
            swarm.cut(0);
            swarm.cut(1);
            swarm.pass(Duration.ofSeconds(1));
            assertThat(swarm.awaitConnected(PATIENCE)).isTrue();
            assertThat(hub.terminate()).as(hub.errors()).isZero();
        }
        assertThat(Files.readString(folder.resolve("data/hub_state.json"))).contains("\"clean_stop\" : true");
    }
}
