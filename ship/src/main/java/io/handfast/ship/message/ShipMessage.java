// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

/**
 * What one WebSocket binary message holds: something this version of SHIP defines, or something well formed that
 * only a later version could know. Nothing else gets out of {@link ShipCodec#decode}.
 */
public sealed interface ShipMessage permits KnownMessage, Reserved, UnknownControl {}
