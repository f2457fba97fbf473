// SPDX-License-Identifier: Apache-2.0
/** Phase 3: version and format. */
@NullMarked
package io.handfast.ship.protocol;

import org.jspecify.annotations.NullMarked;
