// SPDX-License-Identifier: Apache-2.0
/** Pairing with each generation of ship-go, and with ourselves, on virtual time. */
@NullMarked
package io.handfast.ship.conversation;

import org.jspecify.annotations.NullMarked;
