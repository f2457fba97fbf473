// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.pairing;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.hub.app.PairingFile;
import io.handfast.hub.app.PairingSecretFile;
import io.handfast.ship.hub.HubDiscovery;
import io.handfast.ship.hub.ShipHub;
import io.handfast.ship.hub.pairing.PairedTrust;
import io.handfast.ship.hub.pairing.PairingSettings;

/**
 * What a hub's pairing service works with; all of it lives longer.
 *
 * @param hub running
 * @param trust the hub's
 * @param discovery the hub's
 * @param settings who the hub is, and times; without a secret
 * @param ski the hub's key
 * @param file who is paired
 * @param secretFile the secret of the hub's QR code
 * @param environment the hub's
 */
public record PairingSurroundings(
        ShipHub hub,
        PairedTrust trust,
        HubDiscovery discovery,
        PairingSettings settings,
        Ski ski,
        PairingFile file,
        PairingSecretFile secretFile,
        Environment environment) {}
