// SPDX-License-Identifier: Apache-2.0
/** Recorded frames and dialogues of other SHIP stacks, as tests read them. */
@NullMarked
package io.handfast.ship.vectors;

import org.jspecify.annotations.NullMarked;
