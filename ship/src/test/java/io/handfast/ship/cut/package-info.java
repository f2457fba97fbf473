// SPDX-License-Identifier: Apache-2.0
/** Handshakes whose bytes end too soon. */
@NullMarked
package io.handfast.ship.cut;

import org.jspecify.annotations.NullMarked;
