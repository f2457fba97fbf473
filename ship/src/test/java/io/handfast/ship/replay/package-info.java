// SPDX-License-Identifier: Apache-2.0
/** Recorded connections of ship-go, played again with one of our sides in the place of either end. */
@NullMarked
package io.handfast.ship.replay;

import org.jspecify.annotations.NullMarked;
