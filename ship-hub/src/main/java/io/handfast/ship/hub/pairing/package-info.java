// SPDX-License-Identifier: Apache-2.0
/**
 * The SHIP Pairing Service: a control unit that has seen a device's QR code announces that, and the device trusts it
 * without anybody being asked. {@link io.handfast.ship.hub.pairing.PairingService} has both roles.
 */
@NullMarked
package io.handfast.ship.hub.pairing;

import org.jspecify.annotations.NullMarked;
