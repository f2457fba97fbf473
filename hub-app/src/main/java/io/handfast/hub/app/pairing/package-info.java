// SPDX-License-Identifier: Apache-2.0
/**
 * The SHIP Pairing Service as a part of the hub's program: who asks for it, what it tells, what it waits for.
 * {@link io.handfast.hub.app.pairing.HubPairing} is the way in; the service itself is
 * {@link io.handfast.ship.hub.pairing}.
 */
@NullMarked
package io.handfast.hub.app.pairing;

import org.jspecify.annotations.NullMarked;
