// SPDX-License-Identifier: Apache-2.0
/**
 * SHIP messages and their bytes: records that cannot hold illegal values, {@link
 * io.handfast.ship.message.ShipCodec} between them and WebSocket binary messages, {@link
 * io.handfast.ship.message.EebusJson} between the EEBUS form of JSON and the ordinary one for an application's
 * payloads. No input or output, no time, no state. Numbers of sections and chapters are those of SHIP TS 1.0.1.
 */
@NullMarked
package io.handfast.ship.message;

import org.jspecify.annotations.NullMarked;
