// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import io.handfast.crypto.Ski;
import java.util.Optional;

/**
 * The peer, as this side knows it when the connection begins.
 *
 * @param ski its key, proven by TLS
 * @param trust what was decided about it
 * @param knownShipId the SHIP ID it had at its last connection; empty when it was never connected
 */
public record RemoteNode(Ski ski, Trust trust, Optional<String> knownShipId) {}
