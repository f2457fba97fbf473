// SPDX-License-Identifier: Apache-2.0
/** SHIP endpoints and the hub: connecting, accepting, trust, retries, events. */
@NullMarked
package io.handfast.ship.hub;

import org.jspecify.annotations.NullMarked;
