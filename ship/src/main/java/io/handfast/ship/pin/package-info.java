// SPDX-License-Identifier: Apache-2.0
/** Phase 4: PIN. */
@NullMarked
package io.handfast.ship.pin;

import org.jspecify.annotations.NullMarked;
