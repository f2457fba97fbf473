// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import io.handfast.crypto.Ski;
import io.handfast.hub.app.AutoAccept;
import io.handfast.hub.app.HubProgram;
import io.handfast.hub.app.health.HealthReport;
import io.handfast.hub.app.metrics.HubMetrics;
import io.handfast.hub.app.pairing.HubPairing;
import io.handfast.ship.hub.HubDiscovery;
import io.handfast.ship.hub.ShipHub;
import io.handfast.ship.hub.TrustStore;
import io.handfast.ship.hub.VisibleDevice;
import io.handfast.ship.hub.discovery.Product;
import io.handfast.ship.hub.discovery.ShipQr;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The hub that is served: what is read comes as snapshots, what is done is done by its own methods.
 *
 * @param ship the hub
 * @param trust whom it trusts
 * @param discovery who sees others; empty when it is switched off
 * @param pairing its part in the pairing service
 * @param identity who it is
 * @param product what it says about itself
 * @param pairingWindow how long a device may wait for a decision
 * @param autoAccept the window in which everybody is accepted
 * @param deeds how decisions are carried out
 * @param metrics what is counted
 * @param health how it is, judged at each call
 */
public record ServedHub(
        ShipHub ship,
        TrustStore trust,
        Optional<HubDiscovery> discovery,
        HubPairing pairing,
        HubProgram.Identity identity,
        Product product,
        Duration pairingWindow,
        AutoAccept autoAccept,
        Deeds deeds,
        HubMetrics metrics,
        Supplier<HealthReport> health) {
    List<VisibleDevice> visible() {
        return discovery.map(HubDiscovery::visible).orElse(List.of());
    }

    Optional<VisibleDevice> visible(Ski ski) {
        return visible().stream().filter(device -> device.ski().equals(ski)).findFirst();
    }

    /** A device as it is trusted: by the name somebody gave it, or by what it says about itself. */
    TrustStore.TrustedDevice introduced(Ski ski, Optional<String> name) {
        Optional<VisibleDevice> seen = visible(ski);
        Product says = seen.map(VisibleDevice::product).orElse(Product.UNKNOWN);
        String called = name.or(() -> seen.map(VisibleDevice::name)).orElse("device " + ski.brief());
        TrustStore.Description description = name.isPresent() || says.brand().isEmpty()
                ? new TrustStore.Description("", "", says.type(), "")
                : new TrustStore.Description(says.brand(), says.model(), says.type(), "");
        return new TrustStore.TrustedDevice(ski, Optional.empty(), called).with(description);
    }

    /** The text of its QR code, without a secret. */
    String qrText() {
        return qr().text();
    }

    /** Its QR code; a SHIP ID with a semicolon cannot stand in one, and is left out. */
    ShipQr qr() {
        String shipId = identity.shipId().indexOf(';') < 0 ? identity.shipId() : "";
        return ShipQr.of(identity.node().ski(), shipId, product);
    }
}
