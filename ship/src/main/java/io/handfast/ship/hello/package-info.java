// SPDX-License-Identifier: Apache-2.0
/** Phase 2: trust. */
@NullMarked
package io.handfast.ship.hello;

import org.jspecify.annotations.NullMarked;
