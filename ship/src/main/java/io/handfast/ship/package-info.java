// SPDX-License-Identifier: Apache-2.0
/** SHIP: the handshake from the WebSocket upgrade to the exchange of data, and the connection after it. */
@NullMarked
package io.handfast.ship;

import org.jspecify.annotations.NullMarked;
