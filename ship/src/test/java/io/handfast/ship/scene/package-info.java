// SPDX-License-Identifier: Apache-2.0
/** Whole SHIP connections on virtual time, for the tests of several packages. */
@NullMarked
package io.handfast.ship.scene;

import org.jspecify.annotations.NullMarked;
