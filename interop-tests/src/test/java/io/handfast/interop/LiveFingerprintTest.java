// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.NodeIdentity;
import io.handfast.ship.hub.HubEvent;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** ship-go of July 2026 that knows us by the fingerprint of our certificate: told by its user, or by a pairing record. */
@Tag("interop")
@Timeout(300)
class LiveFingerprintTest {
    private static final String SECRET = "7A37DCF81BDB50F8E92CFA4160CCB3DE";
    private static final String ANOTHER_SECRET = "00000000000000000000000000000001";
    private static final String NONCE = "000102030405060708090A0B0C0D0E0F";

    private final NodeIdentity identity = OurHub.newIdentity("live-fingerprint");

    @Test
    void givenTheyTrustOurFingerprint_whenWeDial_thenConnected() throws Exception {
        try (GoPeer peer = GoPeers.on(ShipGo.V2026).start()) {
            trust(peer, ourFingerprint());
            try (OurHub hub = OurHub.dialling(identity, peer)) {
                hub.awaitConnected(peer.ski());
                peer.awaitConnected(ourSki());
            }
        }
    }

    @Test
    void givenTheyTrustAnotherFingerprint_whenWeDial_thenNotConnected() throws Exception {
        try (GoPeer peer = GoPeers.on(ShipGo.V2026).start()) {
            trust(peer, "A".repeat(64));
            try (OurHub hub = OurHub.dialling(identity, peer)) {
                HubEvent failed = hub.awaitFailure("net.ended-by-peer");
                assertThat(failed.nextAttempt()).isPresent();
                peer.await(PeerEvent.Log.class, line -> line.text().contains("identifier conflict"), GoPeer.PATIENCE);
                assertThat(peer.events()).noneMatch(PeerEvent.State.class::isInstance);
            }
        }
    }

    @Test
    void givenPairingRecordOfOurs_whenWeDial_thenNobodyIsAsked() throws Exception {
        try (GoPeer peer = GoPeers.on(ShipGo.V2026).pairingSecret(SECRET).start()) {
            show(peer, record(peer, SECRET));
            awaitCallback(peer, "ServiceAutoTrusted");
            try (OurHub hub = OurHub.dialling(identity, peer)) {
                hub.awaitConnected(peer.ski());
                peer.awaitConnected(ourSki());
                assertThat(states(peer)).contains(8).doesNotContain(11);
            }
        }
    }

    @Test
    void givenPairingRecordWithAnotherSecret_whenWeDial_thenTheirUserIsAsked() throws Exception {
        try (GoPeer peer = GoPeers.on(ShipGo.V2026).pairingSecret(SECRET).start()) {
            show(peer, record(peer, ANOTHER_SECRET));
            awaitCallback(peer, "ServiceAutoTrustFailed");
            try (OurHub hub = OurHub.dialling(identity, peer)) {
                peer.awaitState(ourSki(), 11);
                assertThat(hub.up()).isZero();
            }
        }
    }

    private void trust(GoPeer peer, String fingerprint) {
        Map<String, String> us = Map.of("ski", ourSki(), "shipId", OurHub.SHIP_ID, "fingerprint", fingerprint);
        assertThat(peer.attempt("trust", us)).isInstanceOf(PeerEvent.Done.class);
    }

    private static void show(GoPeer peer, String record) {
        assertThat(peer.attempt("seePairing", Map.of("payload", record))).isInstanceOf(PeerEvent.Done.class);
    }

    private static void awaitCallback(GoPeer peer, String name) {
        peer.await(PeerEvent.Callback.class, callback -> callback.name().equals(name), GoPeer.PATIENCE);
    }

    private static List<Integer> states(GoPeer peer) {
        return peer.events().stream()
                .filter(PeerEvent.State.class::isInstance)
                .map(event -> ((PeerEvent.State) event).n())
                .toList();
    }

    /** What a control unit announces that has read the peer's QR code: SHIP Pairing Service, table 1. */
    private String record(GoPeer peer, String secret) throws Exception {
        Map<String, String> record = new LinkedHashMap<>();
        record.put("txtvers", "1");
        record.put("parType", "fpSha256");
        record.put("forId", peer.ready().shipId());
        record.put("forPar", peer.ready().fingerprint());
        record.put("trustId", OurHub.SHIP_ID);
        record.put("trustPar", ourFingerprint());
        record.put("trustCurve", "secp256r1");
        record.put("type", "addCu");
        record.put("trustNonce", NONCE);
        record.put("alg", "hmacSha256");
        String signed = record.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + ";")
                .collect(Collectors.joining());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(HexFormat.of().parseHex(secret + NONCE), "HmacSHA256"));
        byte[] digest = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        record.put("digest", HexFormat.of().withUpperCase().formatHex(digest));
        return record.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String ourSki() {
        return identity.ski().toString();
    }

    private String ourFingerprint() {
        return identity.fingerprint().hex();
    }
}
