// SPDX-License-Identifier: Apache-2.0
/** Phase 5: the peer's SHIP ID. */
@NullMarked
package io.handfast.ship.access;

import org.jspecify.annotations.NullMarked;
