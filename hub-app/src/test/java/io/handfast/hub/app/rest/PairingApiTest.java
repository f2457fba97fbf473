// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.time.SystemTime;
import io.handfast.hub.app.HubOverLoopback;
import io.handfast.hub.app.JsonTree;
import io.handfast.hub.app.pairing.PairingRole;
import io.handfast.ship.hub.discovery.MemoryNetwork;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pairing service over real HTTP, on a network in memory. Each answer has to be as the document says. */
class PairingApiTest {
    private static final String PAIRING = "/api/v1/pairing";
    private static final String PRINT = "AB".repeat(32);
    private static final String SECRET = "7A37DCF81BDB50F8E92CFA4160CCB3DE";

    @TempDir
    private Path folder;

    private RestScene scene(PairingRole role) throws Exception {
        MemoryNetwork network = new MemoryNetwork(new SystemTime());
        return new RestScene(
                folder,
                new HubOverLoopback(folder)
                        .pairing(role, network.join("hub.local.", Set.of(InetAddress.getLoopbackAddress())))
                        .startHub(Map.of()));
    }

    private static String body(String qr) {
        return JsonTree.line(Map.of("qr", qr));
    }

    @Test
    void givenAListener_whenAskedForItsCode_thenTheSecretIsOnItsOwnRoutesAndNeedsTheToken() throws Exception {
        try (RestScene scene = scene(PairingRole.LISTENER)) {
            HttpText.Response standing = scene.get(PAIRING);
            assertThat(standing.text("role")).isEqualTo("listener");
            assertThat(standing.text("running")).isEqualTo("true");
            String qr = scene.get(PAIRING + "/qr").text("qr");
            assertThat(qr).contains(";FPH256:", ";SPSEC:").endsWith("ENDSHIP;");
            String secret = qr.replaceAll(".*SPSEC:([0-9A-F]{32});.*", "$1");
            assertThat(scene.get(PAIRING + "/qr.svg").body())
                    .startsWith("<svg ")
                    .isEqualTo(scene.get(PAIRING + "/qr.svg?time=2").body());
            for (String path : new String[] {PAIRING, "/api/v1/hub", "/api/v1/devices"}) {
                assertThat(scene.get(path).body()).doesNotContain(secret);
            }
            for (String path : new String[] {PAIRING, PAIRING + "/qr", PAIRING + "/qr.svg"}) {
                assertThat(scene.call("GET", path, "", new String[0]).status())
                        .as(path)
                        .isEqualTo(401);
            }

            assertThat(scene.post(PAIRING + "/secret").status()).isEqualTo(204);
            assertThat(scene.get(PAIRING + "/qr").text("qr"))
                    .contains(";SPSEC:")
                    .doesNotContain(secret);
            assertThat(scene.call("POST", PAIRING + "/announcements", body("SHIP;"))
                            .text("code"))
                    .isEqualTo("rest.pairing-off");
        }
    }

    @Test
    void givenAnAnnouncer_whenToldACode_thenListedWithdrawnAndForgotten() throws Exception {
        try (RestScene scene = scene(PairingRole.ANNOUNCER)) {
            assertThat(scene.get(PAIRING + "/qr").text("code")).isEqualTo("rest.pairing-off");
            assertThat(scene.get(PAIRING + "/qr.svg").status()).isEqualTo(409);
            assertThat(scene.post(PAIRING + "/secret").status()).isEqualTo(409);
            String code = "SHIP;ID:d:_i:far;FPH256:" + PRINT + ";SPSEC:" + SECRET + ";ENDSHIP;";
            HttpText.Response announcing = scene.call("POST", PAIRING + "/announcements", body(code));
            assertThat(announcing.status()).as(announcing.body()).isEqualTo(200);
            assertThat(announcing.text("fingerprint")).isEqualTo(PRINT);
            assertThat(announcing.text("waitsFor")).contains("no device announces itself as d:_i:far");
            assertThat(new BigDecimal(announcing.text("timeLeftMs")).longValueExact())
                    .isBetween(1L, Duration.ofMinutes(15).toMillis());
            HttpText.Response standing = scene.get(PAIRING);
            assertThat(standing.node("announcing").items()).hasSize(1);
            assertThat(standing.node("scanned").items()).hasSize(1);
            assertThat(standing.body()).doesNotContain(SECRET);

            String announcement = PAIRING + "/announcements/" + PRINT;
            assertThat(scene.call("DELETE", announcement, "").status()).isEqualTo(204);
            scene.hub().awaitPairing(io.handfast.ship.hub.pairing.PairingEvent.Kind.WITHDRAWN);
            assertThat(scene.call("DELETE", announcement, "").text("code")).isEqualTo("rest.pairing-unknown");
            String expected = PAIRING + "/expected/" + PRINT;
            assertThat(scene.call("DELETE", expected, "").status()).isEqualTo(204);
            assertThat(scene.call("DELETE", expected, "").status()).isEqualTo(404);
            assertThat(scene.call("DELETE", PAIRING + "/expected/nothing", "").status())
                    .isEqualTo(404);
            assertThat(Files.readString(folder.resolve("data/audit.log")))
                    .contains("\"what\":\"paired\",\"by\":\"rest\"", "\"what\":\"unpaired\",\"by\":\"rest\"")
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void givenBadCodes_whenTold_thenEachSaysWhyAndNothingIsStored() throws Exception {
        try (RestScene scene = scene(PairingRole.BOTH)) {
            String own = scene.get(PAIRING + "/qr").text("qr");
            Map<String, String> bad = Map.of(
                    SECRET,
                    "discovery.qr-unknown",
                    "SHIPP:" + PRINT + "#" + SECRET,
                    "scan.no-ship-id",
                    "SHIP;SKI:" + "11".repeat(20) + ";ID:d;ENDSHIP;",
                    "scan.no-secret",
                    "SHIP;ID:d;FPH256:" + PRINT + ";SPSEC:" + SECRET + "00;",
                    "discovery.qr-value",
                    own,
                    "scan.own-code");
            for (Map.Entry<String, String> each : bad.entrySet()) {
                HttpText.Response answer = scene.call("POST", PAIRING + "/announcements", body(each.getKey()));
                assertThat(answer.status()).as(each.getKey()).isEqualTo(400);
                assertThat(answer.text("code")).isEqualTo("rest.qr");
                assertThat(answer.text("why")).isEqualTo(each.getValue());
                assertThat(answer.text("hint")).isNotBlank();
                assertThat(answer.body()).doesNotContain(SECRET);
            }
            assertThat(scene.call("POST", PAIRING + "/announcements", "{\"qr\": 7}")
                            .text("code"))
                    .isEqualTo("rest.body");
            assertThat(scene.get(PAIRING).node("scanned").items()).isEmpty();
        }
    }

    @Test
    void givenAHubWithoutThePairingService_whenAsked_thenItSaysThatItIsOff() throws Exception {
        try (RestScene scene = new RestScene(folder)) {
            HttpText.Response standing = scene.get(PAIRING);
            assertThat(standing.text("role")).isEqualTo("off");
            assertThat(standing.text("running")).isEqualTo("false");
            assertThat(scene.get(PAIRING + "/qr").status()).isEqualTo(409);
            assertThat(scene.call("DELETE", PAIRING + "/expected/" + PRINT, "").status())
                    .isEqualTo(409);
        }
    }
}
