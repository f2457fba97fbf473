// SPDX-License-Identifier: Apache-2.0
/** Phase 1: connection mode. */
@NullMarked
package io.handfast.ship.cmi;

import org.jspecify.annotations.NullMarked;
