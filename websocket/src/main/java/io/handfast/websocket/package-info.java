// SPDX-License-Identifier: Apache-2.0
/**
 * RFC 6455 over any {@link io.handfast.engine.net.Duplex}. {@link WebSocketClient} and {@link WebSocketServer}
 * make the upgrade and hand back a {@link WebSocketChannel} of binary messages. Nothing here has a deadline of
 * its own, no thread is started, nothing is locked.
 */
@NullMarked
package io.handfast.websocket;

import org.jspecify.annotations.NullMarked;
