// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import io.handfast.crypto.Fingerprint;
import io.handfast.engine.file.DurableFiles;
import io.handfast.hub.app.DecidedBy;
import io.handfast.hub.app.pairing.HubPairing;
import io.handfast.hub.app.pairing.PairingJson;
import io.handfast.hub.app.pairing.UselessCode;
import io.handfast.ship.hub.discovery.PairingSecret;
import io.handfast.ship.hub.discovery.ShipQr;
import io.handfast.ship.hub.pairing.PairedDevice;
import io.handfast.ship.hub.pairing.PairingStanding;
import io.handfast.ship.hub.pairing.PairingState;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The SHIP Pairing Service. The hub's secret is told on routes of its own, and nowhere else. */
final class PairingRoutes {
    private static final String PAIRING = "/api/v1/pairing";
    private static final String ANNOUNCEMENTS = PAIRING + "/announcements";
    private static final String BY_CERTIFICATE = "/{fingerprint}";

    /** Says nothing to the hub; a browser takes the same address for the same picture. */
    private static final String EACH_TIME = "time";

    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-fA-F]{64}");

    private final ServedHub hub;
    private final HubPairing pairing;

    PairingRoutes(ServedHub hub) {
        this.hub = hub;
        this.pairing = hub.pairing();
    }

    List<Route> all() {
        return List.of(
                Route.get(PAIRING, _ -> Answer.json(standing())),
                Route.get(PAIRING + "/qr", _ -> Answer.json(Map.of("qr", qrText()))),
                Route.get(PAIRING + "/qr.svg", _ -> new Answer(200, QrSvg.TYPE, QrSvg.of(qrText()), Map.of()))
                        .asking(EACH_TIME),
                Route.post(PAIRING + "/secret", _ -> renew()),
                Route.post(ANNOUNCEMENTS, this::announce, "qr", "shipId"),
                Route.delete(ANNOUNCEMENTS + BY_CERTIFICATE, this::withdraw),
                Route.delete(PAIRING + "/expected" + BY_CERTIFICATE, this::forget));
    }

    // ---- how it stands

    private Map<String, @Nullable Object> standing() {
        Optional<PairingStanding> standing = pairing.standing();
        PairingState paired = pairing.paired();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("role", pairing.role().word());
        object.put("running", pairing.isRunning());
        object.put("listening", standing.map(PairingStanding::listening).orElse(false));
        object.put(
                "listensAt",
                standing.flatMap(PairingStanding::listensAt)
                        .map(Instant::toString)
                        .orElse(null));
        object.put("deferred", standing.map(PairingStanding::deferred).orElse(0));
        object.put("controlUnit", paired.controlUnit().map(PairingJson::of).orElse(null));
        object.put(
                "scanned",
                objects(paired.targets().stream().map(PairingJson::of).toList()));
        object.put(
                "announcing",
                objects(pairing.announcing().stream().map(PairingJson::of).toList()));
        return object;
    }

    private static List<Object> objects(List<Map<String, @Nullable Object>> objects) {
        return new ArrayList<>(objects);
    }

    // ---- as a device whose code is scanned

    private String qrText() throws Problem {
        PairingSecret secret = pairing.secret()
                .orElseThrow(() -> off("this hub has no code for pairing: pairing_service says "
                        + pairing.role().word()));
        return hub.qr().withPairing(hub.identity().node().fingerprint(), secret).text();
    }

    private static Problem off(String detail) {
        return new Problem(RestFailure.PAIRING_OFF, detail);
    }

    private Reply renew() throws Problem {
        try {
            pairing.renewSecret(DecidedBy.REST);
            return Answer.done();
        } catch (IllegalStateException e) {
            throw off(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new Problem(RestFailure.NOT_STORED, DurableFiles.reason(e));
        }
    }

    // ---- as a control unit that has scanned codes

    private Reply announce(Request request) throws Problem {
        String text = request.text("qr", ShipQr.MAX_CHARACTERS);
        Optional<String> shipId = request.says("shipId") ? Optional.of(request.text("shipId", 63)) : Optional.empty();
        try {
            PairedDevice device = pairing.announce(text, shipId, DecidedBy.REST);
            return Answer.json(pairing.announcing().stream()
                    .filter(begun -> begun.device().certificate().equals(device.certificate()))
                    .findFirst()
                    .map(PairingJson::of)
                    .orElseGet(() -> connected(device)));
        } catch (UselessCode e) {
            throw new Problem(RestFailure.QR, String.valueOf(e.getMessage()))
                    .with("why", e.failure().code())
                    .with("hint", e.failure().hint());
        } catch (IllegalStateException e) {
            throw off(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new Problem(RestFailure.NOT_STORED, DurableFiles.reason(e));
        }
    }

    private static Map<String, @Nullable Object> connected(PairedDevice device) {
        Map<String, @Nullable Object> object = PairingJson.of(device);
        object.put("since", null);
        object.put("until", null);
        object.put("timeLeftMs", null);
        object.put("waitsFor", "nothing more: the device is connected");
        return object;
    }

    private Reply withdraw(Request request) throws Problem {
        if (!pairing.withdraw(certificate(request))) {
            throw unknown("the hub does not announce itself to a device with this certificate");
        }
        return Answer.done();
    }

    /** One that was seen is forgotten by its SKI, as all others are. */
    private Reply forget(Request request) throws Problem {
        try {
            if (!pairing.forget(certificate(request), DecidedBy.REST)) {
                throw unknown("no device with this certificate is expected");
            }
            return Answer.done();
        } catch (IllegalStateException e) {
            throw off(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new Problem(RestFailure.NOT_STORED, DurableFiles.reason(e));
        }
    }

    private static Fingerprint certificate(Request request) throws Problem {
        String text = request.parameters().getOrDefault("fingerprint", "");
        if (!FINGERPRINT.matcher(text).matches()) {
            throw unknown("the path names no fingerprint: 64 hexadecimal digits");
        }
        return Fingerprint.parse(text);
    }

    private static Problem unknown(String detail) {
        return new Problem(RestFailure.PAIRING_UNKNOWN, detail);
    }
}
